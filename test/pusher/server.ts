/**
 * soketi, a server that speaks Pusher's protocol, as a process of its own on this machine. It is a test peer under the
 * AGPL: its folder installs by itself when a test first wants it, and nothing of it is imported or shipped.
 */
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { RawSettings } from '../../src/settings/table.ts';
import { installOnce } from '../install.ts';
import { fail, findPorts } from '../stories/outside.ts';

export type PusherServer = {
  /** What the application must be told to use it. */
  readonly settings: RawSettings;
  readonly port: number;
  readonly key: string;
  readonly close: () => Promise<void>;
};

const folder = new URL('../pusher-server/', import.meta.url);
const run = promisify(execFile);

/** Installs the server where that is still to do, and returns when it listens. */
export const startPusherServer = async (): Promise<PusherServer> => {
  await installOnce(folder, 'soketi, the Pusher test server, in test/pusher-server');
  const { application: port, echo: usagePort } = await findPorts();
  const [appId, key, secret] = ['sayso', randomBytes(8).toString('hex'), randomBytes(16).toString('hex')];
  const server = spawn(await findNode20(), ['node_modules/@soketi/soketi/bin/server.js', 'start'], {
    cwd: fileURLToPath(folder),
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      PATH: process.env.PATH,
      SOKETI_HOST: '127.0.0.1',
      SOKETI_PORT: String(port),
      SOKETI_METRICS_HOST: '127.0.0.1',
      SOKETI_METRICS_SERVER_PORT: String(usagePort),
      SOKETI_DEFAULT_APP_ID: appId,
      SOKETI_DEFAULT_APP_KEY: key,
      SOKETI_DEFAULT_APP_SECRET: secret,
    },
  });
  const ended = once(server, 'close');
  const listening = new Promise<string>((resolve) => {
    createInterface(server.stdout).on('line', (line) => {
      if (line.includes('Server is up')) resolve('listening');
    });
  });
  if ((await Promise.race([listening, ended])) !== 'listening') fail('soketi ended before it listened');
  return {
    port,
    key,
    settings: {
      PUSHER_APPID: appId,
      PUSHER_KEY: key,
      PUSHER_SECRET: secret,
      PUSHER_CLUSTER: 'local',
      PUSHER_HOST: `http://127.0.0.1:${port}`,
    },
    close: async () => {
      server.kill('SIGKILL');
      await ended;
    },
  };
};

/** Its WebSockets are a compiled module, made for Node 20 at the latest. */
const findNode20 = async (): Promise<string> => {
  if (process.versions.node.startsWith('20.')) return process.execPath;
  const { stdout } = await run(
    'npx',
    ['--yes', '--package=node@20', '--', 'node', '-p', 'process.execPath'],
    {
      cwd: fileURLToPath(folder),
    },
  );
  return stdout.trim();
};
