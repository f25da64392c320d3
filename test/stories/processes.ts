/** `npm start` as a real process, to be interrupted and killed. Its clock is the real one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareSandboxCertificates } from '../../sandbox/sandbox.ts';
import { settingsTable } from '../../src/settings/table.ts';
import { storyDataKey } from './embedded-template.ts';
import { lookFromOutside, type Outside, type Ports } from './outside.ts';
import type { Place } from './world.ts';

export type Ended = { readonly status: number | null; readonly signal: NodeJS.Signals | null };

export type Program = {
  /** Everything it wrote to stdout and stderr so far. */
  readonly output: () => string;
  /** Resolves when the output contains this; rejects where the program ends before. */
  readonly says: (text: string) => Promise<void>;
  readonly ended: Promise<Ended>;
  readonly end: (signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL') => Promise<Ended>;
};

export type Running = Program &
  Outside & {
    readonly root: string;
  };

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** Starts it and returns at once. No setting of the machine's own gets in: what is not named here is empty. */
export const runProgram = (
  dataDirectory: string,
  { application, tenant, echo }: Ports,
  settings: Readonly<Record<string, string>> = {},
  directory = repository,
): Program =>
  runScript(
    'src/runtimes/local.ts',
    {
      DATA_DIR: dataDirectory,
      DATA_KEY: storyDataKey.toString('base64'),
      PORT: String(application),
      SANDBOX_TENANT_PORT: String(tenant),
      SANDBOX_ECHO_PORT: String(echo),
      LOG_LEVEL: 'debug',
      ...settings,
    },
    directory,
  );

/** Any script of the repository, in the same way. */
export const runScript = (
  script: string,
  environment: Readonly<Record<string, string>>,
  directory = repository,
): Program => runNode(['--import', 'tsx', script], environment, directory);

/** Node with these arguments, in the same way. */
export const runNode = (
  nodeArguments: readonly string[],
  environment: Readonly<Record<string, string>>,
  directory: string,
): Program => {
  const child = spawn(process.execPath, nodeArguments, {
    cwd: directory,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      ...Object.fromEntries(settingsTable.map(({ key }) => [key, ''])),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let heard = (): void => undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
      heard();
    });
  }
  const ended: Promise<Ended> = once(child, 'close').then(([status, signal]) => ({ status, signal }));
  return {
    output: () => output,
    ended,
    says: async (text) => {
      while (!output.includes(text)) {
        const more = new Promise<null>((resolve) => {
          heard = () => resolve(null);
        });
        const end = await Promise.race([more, ended]);
        if (end !== null && !output.includes(text))
          throw new Error(`it ended with ${end.status}:\n${output}`);
      }
    },
    end: async (signal) => {
      child.kill(signal);
      return ended;
    },
  };
};

/** Starts it and waits until it is ready to be spoken to. `directory`: of a copy with something else in it. */
export const startRunning = async (
  { dataDirectory, databaseUrl, ports }: Place,
  directory = repository,
): Promise<Running> => {
  const { tls } = await prepareSandboxCertificates({
    directory: join(dataDirectory, 'sandbox'),
    now: Date.now,
  });
  const database: Record<string, string> = databaseUrl === null ? {} : { DATABASE_URL: databaseUrl };
  const started = runProgram(dataDirectory, ports, database, directory);
  await started.says('Ctrl-C ends it.');
  const root = `https://localhost:${ports.application}/wt/`;
  return {
    ...started,
    ...lookFromOutside(root, `http://localhost:${ports.echo}`, tls.rootPem),
    root,
  };
};
