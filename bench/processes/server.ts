/**
 * The server as it is shipped (runtimes/server.ts), with two differences: it believes the benchmarks' signing chain,
 * and it can be asked what it used. On demand it notes what it asks of the database and the tenant.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { createRequestVerifier } from '../../src/alexa/verify/request-verifier.ts';
import { bundledRoots, createTrustAnchors } from '../../src/alexa/verify/trust-anchors.ts';
import { createApplication } from '../../src/application.ts';
import { createConnections } from '../../src/auth0/connections.ts';
import { createPinoLog } from '../../src/observability/pino-log.ts';
import { readServerSettings } from '../../src/runtimes/server-settings.ts';
import { startWorker } from '../../src/runtimes/worker.ts';
import { answerParent, cpuMicroseconds } from '../child.ts';
import { measured } from '../measured-settings.ts';
import type { Asked } from '../recording.ts';

export type ServerOptions = {
  readonly databaseUrl: string;
  readonly tenant: { readonly port: number; readonly rootPem: string };
  readonly signing: { readonly rootPem: string; readonly chainPem: string };
  readonly records: boolean;
};

const recorded: Asked[] = [];

/** Notes every statement on its way into `pg`. */
const recordStatements = (): void => {
  const { query } = pg.Client.prototype;
  Object.assign(pg.Client.prototype, {
    query(this: pg.Client, ...given: Parameters<typeof query>) {
      const [statement] = given as readonly (string | Partial<pg.QueryConfig>)[];
      const {
        name = '',
        text = '',
        values = [],
      } = typeof statement === 'string' ? { text: statement } : { ...statement };
      recorded.push({ type: 'statement', name, text, values });
      return query.apply(this, given);
    },
  });
};

const recordCalls =
  (fetch: typeof globalThis.fetch): typeof globalThis.fetch =>
  async (input, init) => {
    const call = {
      url: String(input),
      method: init?.method ?? 'GET',
      headers: [...new Headers(init?.headers)],
      body:
        typeof init?.body === 'string' || init?.body instanceof URLSearchParams ? String(init.body) : null,
    } as const;
    const response = await fetch(input, init);
    recorded.push({ type: 'call', ...call, idToken: await idTokenIn(response.clone()) });
    return response;
  };

const idTokenIn = async (response: Response): Promise<string | null> =>
  /"id_token":"([^"]+)"/.exec(await response.text())?.[1] ?? null;

const calls = {
  /** Returns the port. */
  start: async (options: ServerOptions): Promise<number> => {
    const read = readServerSettings({
      AUTH0_DOMAIN: `localhost:${options.tenant.port}`,
      API_ID: measured.apiId,
      API_SIGNING_KEY: measured.apiSigningKey,
      APP_CLIENT_ID: measured.clientId,
      APP_CLIENT_SECRET: measured.clientSecret,
      ALEXA_SKILL_ID: measured.skillId,
      DATA_KEY: measured.dataKey.toString('base64'),
      DATABASE_URL: options.databaseUrl,
      PUBLIC_URL: 'https://pod.sayso.test',
      ROOT_PATH: measured.rootPath,
      CHANNELS: 'email',
    });
    if (!read.ok) throw new Error(read.problems.join('\n'));
    if (options.records) recordStatements();
    const log = createPinoLog(read.settings.logLevel);
    const { fetch } = createConnections({ ca: options.tenant.rootPem });
    const created = await createApplication(read.settings, {
      fetch: options.records ? recordCalls(fetch) : fetch,
      verifyRequest: createRequestVerifier({
        skillId: measured.skillId,
        fetchChain: async () => ({ type: 'fetched', pem: options.signing.chainPem }),
        trustAnchors: createTrustAnchors([...bundledRoots, options.signing.rootPem]),
        now: Date.now,
      }),
      loopback: null,
      origin: 'https://pod.sayso.test',
      aliases: [],
      tls: null,
      version: '0',
      now: Date.now,
      newId: randomUUID,
      log,
    });
    if (!created.ok) throw new Error(created.failure.message);
    const { application } = created;
    const address = await application.server.listen({ host: '127.0.0.1', port: 0 });
    const missing = await application.warmUp();
    if (missing.length > 0) throw new Error(`the tenant did not give its ${missing.join(', ')}`);
    // Its statements would be taken for a turn's.
    if (!options.records) startWorker(application.work, log);
    return Number(new URL(address).port);
  },
  cpu: async (_: null): Promise<number> => cpuMicroseconds(),
  residentBytes: async (_: null): Promise<number> => process.memoryUsage.rss(),
  /** What was noted since the last time. */
  recorded: async (_: null): Promise<readonly Asked[]> => recorded.splice(0),
};
export type ServerCalls = typeof calls;
answerParent(calls);
