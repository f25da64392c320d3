/** The entry for a server of one's own: the application over plain HTTP, behind what ends TLS for it. */
import { pathToFileURL } from 'node:url';
import { createApplication } from '../application.ts';
import { createPinoLog } from '../observability/pino-log.ts';
import { endOnBug } from './end-on-bug.ts';
import { endOnSignal } from './end-on-signal.ts';
import { createProduction } from './production.ts';
import { readSecrets } from './read-secrets.ts';
import { readServerSettings } from './server-settings.ts';
import { startWorker } from './worker.ts';

const fail = (problems: readonly string[]): never => {
  process.stderr.write(`Sayso did not start:\n${problems.map((problem) => `  - ${problem}\n`).join('')}`);
  process.exit(1);
};

// Beside the file that was started: the bundle, or this one.
const secrets = readSecrets(new URL('./secrets.ini', pathToFileURL(process.argv[1] ?? '')), process.env);
const read = readServerSettings(secrets.raw);
const settings = read.ok ? read.settings : fail(read.problems);
const { host, port } = settings;

const log = createPinoLog(settings.logLevel);
for (const key of secrets.unknownKeys) log.warn('settings.unknown_key', { key });
if (settings.trustProfilePhone) log.warn('settings.trusts_profile_phone');

endOnBug(log);

const production = createProduction(settings, log);
const created = await createApplication(settings, production.outside);
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
  await production.close();
}, log);
log.info('server.listening', {
  host,
  port,
  rootPath: settings.rootPath,
  database: application.database.engine,
});
for (const missing of await application.warmUp()) log.warn('auth0.not_warm', { missing });
