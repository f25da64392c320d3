/** The bundle for a server, as a process behind what ends TLS for it: a whole order. How it starts and ends: scripts. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tell } from '../../sandbox/testing/fake-skill.ts';
import { bundle } from '../../scripts/bundle.ts';
import { fail, findPorts } from '../stories/outside.ts';
import { passOn } from './front.ts';
import { type HostWorld, picture, script, startHostWorld } from './host-world.ts';
import { orderAndConfirm } from './order-and-confirm.ts';

let world: HostWorld;
let server: ReturnType<typeof spawn> | undefined;

beforeAll(async () => {
  const { application: port } = await findPorts();
  const answer = passOn(port);
  world = await startHostWorld({
    answer,
    // Only Amazon could speak to the bundle; this skill is for the Echo to have one, and with it a token.
    hear: async () => tell('Hello.'),
  });
  const entries = { server: 'src/runtimes/server.ts' };
  await bundle({ entries, folder: world.folder, parts: 'server', pages: world.pages });
  const child = spawn(process.execPath, ['server.mjs'], {
    cwd: world.folder,
    env: { ...world.settings, ...world.environment, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  server = child;
  let output = '';
  const listening = new Promise<'listening'>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk;
      if (output.includes('"event":"server.listening"')) resolve('listening');
    });
  });
  const first = await Promise.race([listening, once(child, 'close')]);
  if (first !== 'listening') fail(`it ended: ${output}`);
});

afterAll(async () => {
  if (server !== undefined) {
    const ended = once(server, 'close');
    server.kill('SIGKILL');
    await ended;
  }
  await world?.close();
});

it('an order goes all the way, by the API and in the web application', () => orderAndConfirm(world));

it('the pages are inside', async () => {
  const ask = (path: string) => world.fetch(`${world.root}app/${path}`);
  expect((await ask('')).body).toContain('src="/pod/app/assets/app-1.js"');
  expect((await ask('assets/app-1.js')).body).toBe(script);
  expect((await ask('assets/pizza-2.png')).headers.get('content-length')).toBe(String(picture.length));
});
