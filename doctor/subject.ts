/** What is examined: the settings as `npm start` or a server would read them, and what they point at. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chainUrlOf } from '../sandbox/certificates.ts';
import { callbackPath } from '../sandbox/echo/routes/link.ts';
import { setupClient } from '../sandbox/tenant/seed.ts';
import { readKeptDataKey } from '../src/runtimes/kept-data-key.ts';
import { isLive, type LocalPorts, withLocalDefaults } from '../src/runtimes/local-settings.ts';
import type { Secrets } from '../src/runtimes/read-secrets.ts';
import type { RawSettings } from '../src/settings/table.ts';
import { readSettings, type Settings } from '../src/settings.ts';
import type { SetupClient } from './ask/setup.ts';

export type Subject = {
  /** Whether the tenant is the sandbox's own or one of Auth0's. */
  readonly tenantIs: 'sandbox' | 'live';
  readonly settings: Settings;
  readonly unknownKeys: readonly string[];
  /** Whether ALEXA_SKILL_ID was given, rather than made up for the sandbox's Echo. */
  readonly hasOwnSkillId: boolean;
  /** The application's root as whoever calls it sees it: `https://localhost:7100/wt`. */
  readonly root: string;
  /** There is no PUBLIC_URL: the application is on this machine and for it alone. */
  readonly isLocal: boolean;
  /** Amazon's number of the developer account; null where ALEXA_VENDOR_ID is not set. */
  readonly vendorId: string | null;
  readonly setupClient: SetupClient | null;
  /** The sandbox's Echo links accounts through it; null with a tenant of one's own. */
  readonly echoCallback: string | null;
  /** What the sandbox's Echo signs with; null where it does not count, or is not there. */
  readonly echoSigning: { readonly leafKeyPem: string; readonly chainUrl: string } | null;
  /** Of the sandbox's TLS root. */
  readonly sandboxRootPem: string | null;
  /** Whatever must not be shown. */
  readonly secrets: readonly (string | null)[];
};

export type ReadSubject =
  | { readonly ok: true; readonly subject: Subject }
  | { readonly ok: false; readonly type: 'no_sandbox'; readonly directory: string }
  /** `problems`: sentences that say what is wrong with the settings. */
  | { readonly ok: false; readonly type: 'unreadable'; readonly problems: readonly string[] };

export type Environment = { readonly [name: string]: string | undefined };

/** Reads files of DATA_DIR and writes none; throws where one is there but cannot be read. */
export const readSubject = (
  secrets: Pick<Secrets, 'raw' | 'unknownKeys'>,
  environment: Environment,
  ports: LocalPorts,
): ReadSubject => {
  const { raw } = secrets;
  const live = isLive(raw);
  const files = filesOf(raw);
  if (!live && !hasSandbox(raw, files)) return { ok: false, type: 'no_sandbox', directory: directoryOf(raw) };

  const read = readSettings(withLocalDefaults(withDataKey(raw), ports));
  if (!read.ok) return { ok: false, type: 'unreadable', problems: read.problems };
  const { settings } = read;
  const isLocal = settings.publicUrl === null;
  const ownSetupClient = setupClientIn(environment);
  return {
    ok: true,
    subject: {
      tenantIs: live ? 'live' : 'sandbox',
      settings,
      unknownKeys: secrets.unknownKeys,
      hasOwnSkillId: textOf(raw.ALEXA_SKILL_ID) !== null,
      root: `${settings.publicUrl ?? `https://localhost:${settings.port}`}${settings.rootPath}`,
      isLocal,
      vendorId: textOf(environment.ALEXA_VENDOR_ID),
      setupClient: live ? ownSetupClient : setupClient,
      echoCallback: live ? null : `http://localhost:${ports.echo}${callbackPath}`,
      echoSigning: isLocal ? signingIn(files) : null,
      sandboxRootPem: readIfThere(files.tlsRoot),
      secrets: [
        settings.apiSigningKey,
        settings.apiSigningKeyPrevious,
        settings.appClientSecret,
        ownSetupClient?.secret ?? null,
        textOf(raw.DATA_KEY),
        readKeptDataKey(raw),
        settings.databaseUrl,
        settings.pusher?.secret ?? null,
      ],
    },
  };
};

type Files = { readonly certificates: string; readonly tlsRoot: string };

const directoryOf = (raw: RawSettings): string => textOf(raw.DATA_DIR) ?? '.data';

const filesOf = (raw: RawSettings): Files => {
  const certificates = join(directoryOf(raw), 'sandbox', 'certificates');
  return { certificates, tlsRoot: join(certificates, 'tls-root.pem') };
};

/** Whether there is what `npm start` makes at its first start; this command makes nothing. */
const hasSandbox = (raw: RawSettings, files: Files): boolean => existsSync(files.tlsRoot) && hasDataKey(raw);

/** The data key is of no use here, and looking at a server from elsewhere must not need it, nor make one. */
const withDataKey = (raw: RawSettings): RawSettings =>
  hasDataKey(raw) ? raw : { ...raw, DATA_KEY: Buffer.alloc(32).toString('base64') };

const hasDataKey = (raw: RawSettings): boolean =>
  textOf(raw.DATA_KEY) !== null || readKeptDataKey(raw) !== null;

const setupClientIn = (environment: Environment): SetupClient | null => {
  const [id, secret] = [textOf(environment.AUTH0_CLIENT_ID), textOf(environment.AUTH0_CLIENT_SECRET)];
  return id === null || secret === null ? null : { id, secret };
};

const signingIn = ({ certificates }: Files): Subject['echoSigning'] => {
  const [leafKeyPem, chainPem] = [
    readIfThere(join(certificates, 'signing-leaf-key.pem')),
    readIfThere(join(certificates, 'signing-chain.pem')),
  ];
  return leafKeyPem === null || chainPem === null ? null : { leafKeyPem, chainUrl: chainUrlOf(chainPem) };
};

const readIfThere = (file: string): string | null =>
  existsSync(file) ? readFileSync(file, 'utf8').trim() : null;

const textOf = (value: string | undefined): string | null => {
  const text = value?.trim() ?? '';
  return text === '' ? null : text;
};
