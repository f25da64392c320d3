/** Application and sandbox together on one machine: what `npm start` runs, and what the stories run. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { UnusableFile } from '../../sandbox/private-file.ts';
import {
  prepareSandboxCertificates,
  type Sandbox,
  type SandboxOptions,
  startSandbox,
} from '../../sandbox/sandbox.ts';
import type { After } from '../alexa/progressive.ts';
import type { AlexaSurfaceOptions } from '../alexa/surface.ts';
import { createChainFetcher, type FetchChain } from '../alexa/verify/fetch-chain.ts';
import { isLoopbackRequest } from '../alexa/verify/loopback.ts';
import { createRequestVerifier } from '../alexa/verify/request-verifier.ts';
import { bundledRoots, createTrustAnchors } from '../alexa/verify/trust-anchors.ts';
import { type Application, createApplication } from '../application.ts';
import { createConnections } from '../auth0/connections.ts';
import type { Log } from '../observability/log.ts';
import type { RawSettings } from '../settings/table.ts';
import { readSettings, type Settings } from '../settings.ts';
import type { Clock } from '../transactions/ports.ts';
import { isLive, type LocalPorts, localOrigins, withLocalDefaults } from './local-settings.ts';

export type LocalOptions = {
  readonly raw: RawSettings;
  readonly ports: LocalPorts;
  readonly now: Clock;
  readonly log: Log;
  readonly version: string;
  readonly onProgress: (message: string) => void;
  /** For the sandbox's late messages and for progressive responses, where a test keeps the clock. */
  readonly after?: NonNullable<SandboxOptions['after']>;
};

export type Local = {
  readonly application: Application;
  readonly sandbox: Sandbox;
  readonly settings: Settings;
  /** A real Auth0 tenant takes the sandbox's place. */
  readonly live: boolean;
  /** The application's root: `https://localhost:7100/wt/`. */
  readonly root: string;
  readonly close: () => Promise<void>;
};

export type StartedLocal =
  | { readonly ok: true; readonly local: Local }
  /** Sentences that say what happened and what to do. */
  | { readonly ok: false; readonly problems: readonly string[] };

const interactionModels = fileURLToPath(
  new URL('../alexa/skill-package/interactionModels/custom', import.meta.url),
);

/** Starts and listens; whatever was started before something failed is closed again. */
export const startLocal = async (options: LocalOptions): Promise<StartedLocal> => {
  const { now, log, ports, onProgress } = options;
  const live = isLive(options.raw);
  const read = readSettings(withLocalDefaults(options.raw, ports));
  if (!read.ok) return { ok: false, problems: read.problems };
  const { settings } = read;

  const directory = join(settings.dataDirectory, 'sandbox');
  const certificates = await prepareSandboxCertificates({ directory, now });
  const origin = settings.publicUrl ?? `https://localhost:${settings.port}`;
  const connections = createConnections(
    live ? {} : { ca: [...rootCertificates, certificates.tls.rootPem].join('\n') },
  );

  onProgress('opening the database');
  const created = await createApplication(settings, {
    fetch: connections.fetch,
    verifyRequest: createRequestVerifier({
      skillId: settings.alexaSkillId,
      fetchChain: createChainFetcher(globalThis.fetch),
      trustAnchors: createTrustAnchors(bundledRoots),
      now,
    }),
    loopback: {
      ...sandboxRequests(settings, certificates.signing, now),
      echoOrigin: `http://localhost:${ports.echo}`,
    },
    ...(options.after ? { after: cancellable(options.after) } : {}),
    origin,
    aliases: localOrigins(settings)
      .filter((local) => local !== origin)
      .map((local) => new URL(local).host),
    tls: { key: certificates.tls.key, cert: certificates.tls.cert },
    version: options.version,
    now,
    newId: randomUUID,
    log,
    onProgress,
  });
  if (!created.ok) {
    await connections.close();
    return { ok: false, problems: [created.failure.message] };
  }
  const { application } = created;
  const closeApplication = async (): Promise<void> => {
    await application.close();
    await connections.close();
  };

  try {
    onProgress(live ? 'starting the Echo' : 'starting the tenant, the Echo and the phone');
    await application.server.listen({ host: settings.host, port: settings.port });
    const applicationUrl = `https://localhost:${settings.port}${settings.rootPath}`;
    const sandbox = await startSandbox({
      directory,
      skillId: settings.alexaSkillId,
      applicationUrl,
      webApplication: `${origin}${settings.rootPath}/app/`,
      interactionModels,
      tenantSeed: {
        apiIdentifier: settings.apiId,
        apiSigningSecret: settings.apiSigningKey,
        clientId: settings.appClientId,
        clientSecret: settings.appClientSecret,
        callbacks: localOrigins(settings).map((local) => `${local}${settings.rootPath}/app/callback`),
        logoutUrls: localOrigins(settings).map((local) => `${local}${settings.rootPath}/app/`),
      },
      ports,
      now,
      ...(options.after ? { after: options.after } : {}),
      certificates,
      ...(live
        ? {
            live: {
              domain: settings.auth0Domain,
              clientId: settings.appClientId,
              clientSecret: settings.appClientSecret,
              audience: settings.apiId,
            },
          }
        : {}),
    });
    return {
      ok: true,
      local: {
        application,
        sandbox,
        settings,
        live,
        root: `${origin}${settings.rootPath}/`,
        close: async () => {
          await sandbox.close();
          await closeApplication();
        },
      },
    };
  } catch (error) {
    await closeApplication();
    const problem = whatToDo(error);
    if (problem === null) throw error;
    return { ok: false, problems: [problem] };
  }
};

/** The sandbox's Echo, for requests of this machine alone; its chain is at hand, nothing is fetched for it (rule 11). */
const sandboxRequests = (
  settings: Settings,
  signing: { readonly rootPem: string; readonly chainPem: string; readonly chainUrl: string },
  now: Clock,
): NonNullable<AlexaSurfaceOptions['loopback']> => {
  const fetchAmazons = createChainFetcher(globalThis.fetch);
  const fetchChain: FetchChain = async (url, signal) =>
    url === signing.chainUrl ? { type: 'fetched', pem: signing.chainPem } : fetchAmazons(url, signal);
  return {
    verifier: createRequestVerifier({
      skillId: settings.alexaSkillId,
      fetchChain,
      trustAnchors: createTrustAnchors([...bundledRoots, signing.rootPem]),
      now,
    }),
    accepts: isLoopbackRequest,
  };
};

/** The sandbox's timers run in any case; what was called off does nothing. */
const cancellable =
  (after: NonNullable<SandboxOptions['after']>): After =>
  (milliseconds, run) => {
    let on = true;
    after(milliseconds, () => {
      if (on) run();
    });
    return () => {
      on = false;
    };
  };

const whatToDo = (error: unknown): string | null => {
  if (error instanceof UnusableFile) return error.message;
  if (!(error instanceof Error && 'code' in error && 'port' in error)) return null;
  if (error.code === 'EADDRINUSE') {
    return `Port ${error.port} is taken by another program. Stop that program, or set PORT, SANDBOX_TENANT_PORT or SANDBOX_ECHO_PORT to a free one.`;
  }
  return error.code === 'EACCES'
    ? `Port ${error.port} may not be opened by this user. Set PORT to one above 1023.`
    : null;
};
