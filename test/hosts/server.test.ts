/**
 * The bundle for a server as a machine without npm runs it: a folder elsewhere, PostgreSQL, something in front that ends
 * TLS. A whole order, how it starts and ends, and what is not in it.
 */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tell } from '../../sandbox/testing/fake-skill.ts';
import { bundle } from '../../scripts/bundle.ts';
import { findPorts } from '../stories/outside.ts';
import { type Program, runNode } from '../stories/processes.ts';
import { expectProductionAlone } from './bundle-content.ts';
import { passOn } from './front.ts';
import { type HostWorld, picture, script, startHostWorld } from './host-world.ts';
import { orderAndConfirm } from './order-and-confirm.ts';

const entry = 'src/runtimes/server.ts';
let world: HostWorld;
let metafile: Metafile;
const running: Program[] = [];

const start = (port: number, settings: Readonly<Record<string, string>> = {}): Program => {
  const environment = { ...world.settings, ...world.environment, PORT: String(port), ...settings };
  const program = runNode(['server.mjs'], environment, world.folder);
  running.push(program);
  return program;
};

beforeAll(async () => {
  const { application: port } = await findPorts();
  world = await startHostWorld({
    answer: passOn(port),
    // Only Amazon could speak to the bundle; this skill is for the Echo to have one, and with it a token.
    hear: async () => tell('Hello.'),
  });
  metafile = await bundle({
    entries: { server: entry },
    folder: world.folder,
    parts: 'server',
    pages: world.pages,
  });
  await start(port).says('server.listening');
});

afterAll(async () => {
  await Promise.all(running.map((program) => program.end('SIGKILL')));
  await world?.close();
});

it('holds nothing of the sandbox, nor of what starts it', () => expectProductionAlone(metafile, entry));

it('an order goes all the way, by the API and in the web application', () => orderAndConfirm(world));

it('the pages are inside', async () => {
  const ask = (path: string) => world.fetch(`${world.root}app/${path}`);
  expect((await ask('')).body).toContain('src="/pod/app/assets/app-1.js"');
  expect((await ask('assets/app-1.js')).body).toBe(script);
  expect((await ask('assets/pizza-2.png')).headers.get('content-length')).toBe(String(picture.length));
});

it('starts without its tenant, says so, and ends in peace at SIGTERM', async () => {
  const { application: port } = await findPorts();
  // Nothing listens there.
  const program = start(port, { AUTH0_DOMAIN: 'localhost:1', API_SIGNING_KEY: '' });
  await program.says('server.listening');
  const root = `http://127.0.0.1:${port}`;
  expect((await fetch(`${root}/healthz`)).status).toBe(200);
  expect((await fetch(`${root}/readyz`)).status).toBe(503);
  expect((await fetch(`${root}/pod/alexa`, { method: 'POST', body: '{}' })).status).toBe(400);
  expect(await program.end('SIGTERM')).toEqual({ status: 0, signal: null });
  expect(program.output()).toContain('"event":"server.ended"');
  expect(program.output()).not.toContain('secret-of-the-client');
});

it('says every problem at once, and that a port is taken', async () => {
  const incomplete = start(1, { PUBLIC_URL: '', DATA_KEY: '', PORT: 'many' });
  expect((await incomplete.ended).status).toBe(1);
  expect(incomplete.output().match(/^ {2}- \S+/gm)).toEqual(['  - DATA_KEY', '  - PORT', '  - PUBLIC_URL']);

  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const taken = start((holder.address() as AddressInfo).port);
  expect((await taken.ended).status).toBe(1);
  holder.close();
  expect(taken.output()).toContain('EADDRINUSE');
});
