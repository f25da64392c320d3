/** `npm start`: the application and the whole outside world on this machine. */
import { createPinoLog } from '../observability/pino-log.ts';
import { endOnSignal } from './end-on-signal.ts';
import { greeting } from './greeting.ts';
import { type LocalPorts, readPort, standardPorts } from './local-settings.ts';
import { readSecrets } from './read-secrets.ts';
import { startLocal } from './start-local.ts';
import { systemProblem } from './system-problem.ts';
import { version } from './version.ts';
import { startWorker } from './worker.ts';

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const fail = (problems: readonly string[]): never => {
  process.stderr.write(`\nSayso did not start:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\n`);
  process.exit(1);
};

const portFrom = (name: string, standard: number): number =>
  readPort(process.env[name], standard) ?? fail([`${name} must be a port, a whole number from 1 to 65535.`]);

const began = performance.now();
const secrets = readSecrets(new URL('./secrets.ini', import.meta.url), process.env);
for (const key of secrets.unknownKeys) say(`secrets.ini: ${key} is no setting of Sayso's and is ignored.`);

const ports: LocalPorts = {
  tenant: portFrom('SANDBOX_TENANT_PORT', standardPorts.tenant),
  echo: portFrom('SANDBOX_ECHO_PORT', standardPorts.echo),
};

say('Sayso: anyone can talk to your Echo, only you can say yes.');
const started = await startLocal({
  raw: { LOG_LEVEL: 'warn', ...secrets.raw },
  ports,
  now: Date.now,
  log: createPinoLog(process.env.LOG_LEVEL ?? secrets.raw.LOG_LEVEL ?? 'warn'),
  version,
  onProgress: (message) => say(`  … ${message}`),
}).catch((error: unknown) => {
  const problem = systemProblem(error);
  if (problem === null) throw error;
  return fail([problem]);
});
if (!started.ok) fail(started.problems);
else {
  const { local } = started;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  say(`  ready after ${seconds} s`);
  say(greeting(local));
  const log = createPinoLog('warn');
  const worker = startWorker(local.application.work, log);
  endOnSignal(async () => {
    say('\nEnding …');
    await worker.stop();
    await local.close();
  }, log);
  for (const missing of await local.application.warmUp()) {
    say(`  The tenant did not answer for its ${missing.replace('_', ' ')}; it is asked again when needed.`);
  }
}
