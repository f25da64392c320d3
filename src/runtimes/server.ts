/**
 * The production entry: the application over plain HTTP, behind what ends TLS for it. Amazon's trust anchors alone
 * (rule 11): nothing of the sandbox can be loaded from here.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { createChainFetcher } from '../alexa/verify/fetch-chain.ts';
import { createRequestVerifier } from '../alexa/verify/request-verifier.ts';
import { bundledRoots, createTrustAnchors } from '../alexa/verify/trust-anchors.ts';
import { createApplication } from '../application.ts';
import { createConnections } from '../auth0/connections.ts';
import { createPinoLog } from '../observability/pino-log.ts';
import { endOnSignal } from './end-on-signal.ts';
import { readSecrets } from './read-secrets.ts';
import { readServerSettings } from './server-settings.ts';
import { startWorker } from './worker.ts';

const fail = (problems: readonly string[]): never => {
  process.stderr.write(`Sayso did not start:\n${problems.map((problem) => `  - ${problem}\n`).join('')}`);
  process.exit(1);
};

const readVersion = (): string => {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : '0';
};

// Beside the file that was started: the bundle, or this one.
const secrets = readSecrets(new URL('./secrets.ini', pathToFileURL(process.argv[1] ?? '')), process.env);
const read = readServerSettings(secrets.raw);
const settings = read.ok ? read.settings : fail(read.problems);
const { host, port, publicUrl } = settings;
const origin = publicUrl ?? fail(['PUBLIC_URL is missing.']);

const log = createPinoLog(settings.logLevel);
for (const key of secrets.unknownKeys) log.warn('settings.unknown_key', { key });
if (settings.trustProfilePhone) log.warn('settings.trusts_profile_phone');

// A bug, and nobody knows what state it left: whoever watches the process starts a new one.
const onBug = (error: unknown): void => {
  log.error('server.failed', {}, error);
  process.exit(1);
};
process.on('unhandledRejection', onBug);
process.on('uncaughtException', onBug);

const connections = createConnections();
const created = await createApplication(settings, {
  fetch: connections.fetch,
  verifyRequest: createRequestVerifier({
    skillId: settings.alexaSkillId,
    fetchChain: createChainFetcher(globalThis.fetch),
    trustAnchors: createTrustAnchors(bundledRoots),
    now: Date.now,
  }),
  loopback: null,
  origin,
  aliases: [],
  tls: null,
  version: readVersion(),
  now: Date.now,
  newId: randomUUID,
  log,
  onProgress: (message) => log.info('server.starting', { message }),
});
const { application } = created.ok ? created : fail([created.failure.message]);

try {
  await application.server.listen({ host, port });
} catch (error) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  fail([`${host}:${port} cannot be listened on (${code}). Set HOST and PORT to what is free here.`]);
}
const worker = startWorker(application.work, log);
endOnSignal(async () => {
  await application.server.close();
  await worker.stop();
  await application.close();
  await connections.close();
}, log);
log.info('server.listening', {
  host,
  port,
  rootPath: settings.rootPath,
  database: application.database.engine,
});
for (const missing of await application.warmUp()) log.warn('auth0.not_warm', { missing });
