/**
 * The bundled server as a machine without npm runs it: a folder elsewhere, PostgreSQL. And what is in all three bundles:
 * nothing of the sandbox. How the others run stands in test/hosts.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { demoUsers, setupClient } from '../sandbox/tenant/seed.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { bundle, bundleForLambda, bundleForWebtask } from './bundle.ts';

let folder: string;
const metafiles = new Map<string, Metafile>();
let database: TestDatabase;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sayso-bundle-'));
  const here = (name: string) => ({ entries: { [name]: `src/runtimes/${name}.ts` }, folder });
  metafiles.set('server', await bundle({ ...here('server'), parts: 'server' }));
  metafiles.set('lambda', await bundleForLambda(here('lambda')));
  metafiles.set('webtask', await bundleForWebtask(here('webtask')));
  database = await createTestDatabase(inject('postgresUrl'));
}, 60_000);

afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await database.drop();
  await rm(folder, { recursive: true });
});

const start = (settings: { readonly [key: string]: string }) => {
  const child = spawn(process.execPath, [join(folder, 'server.mjs')], {
    cwd: folder,
    env: settings,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  let complaints = '';
  let heard = (): void => undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk;
    heard();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk;
  });
  const ended = once(child, 'close').then(([status]) => {
    running.delete(child);
    return { status: Number(status), output, complaints };
  });
  const logs = async (event: string): Promise<void> => {
    while (!output.includes(`"event":"${event}"`)) {
      const more = new Promise<'more'>((resolve) => {
        heard = () => resolve('more');
      });
      if ((await Promise.race([more, ended])) !== 'more') throw new Error(`it ended: ${output}${complaints}`);
    }
  };
  return { child, ended, logs };
};

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
};

const complete = (port: number) => ({
  // Nothing listens there: the server starts without its tenant all the same.
  AUTH0_DOMAIN: 'localhost:1',
  API_ID: 'https://pod.sayso.test/api',
  APP_CLIENT_ID: 'client',
  APP_CLIENT_SECRET: 'secret-of-the-client',
  ALEXA_SKILL_ID: 'amzn1.ask.skill.00000000-0000-4000-8000-000000000001',
  DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
  DATABASE_URL: database.url,
  PUBLIC_URL: 'https://pod.sayso.test',
  PORT: String(port),
});

/** What only the sandbox says: its roots' names, its people, its secrets, how its Echo's requests are believed. */
const sandboxMarkers: readonly string[] = [
  'Sayso sandbox',
  'sayso/sandbox',
  'sayso-sandbox',
  setupClient.secret,
  ...Object.values(demoUsers).flatMap((user) => [
    user.email,
    'password' in user ? user.password : user.email,
  ]),
  // src/runtimes/start-local.ts and src/alexa/verify/loopback.ts: which requests may be the sandbox's.
  'pod.localtest.me',
  'isLoopbackRequest',
];

const filesOf = (name: string): Promise<readonly string[]> =>
  Promise.all(
    Object.keys(metafiles.get(name)?.outputs ?? {})
      .filter((path) => /\.m?js$/.test(path))
      .map((path) => readFile(path, 'utf8')),
  );

describe.each(['server', 'lambda', 'webtask'])('the bundle of %s', (name) => {
  it('holds nothing of the sandbox, nor of what starts it', async () => {
    const inputs = Object.keys(metafiles.get(name)?.inputs ?? {});
    expect(inputs).toContain(`src/runtimes/${name}.ts`);
    expect(
      inputs.filter((path) =>
        /^(sandbox|test|bench|deploy)\/|^src\/runtimes\/(start-)?local|verify\/loopback/.test(path),
      ),
    ).toEqual([]);
    const files = await filesOf(name);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      expect(sandboxMarkers.filter((marker) => file.includes(marker))).toEqual([]);
      // Trust anchors are Node's own list alone; no key lies in a bundle.
      expect(file).not.toMatch(/-----BEGIN [A-Z ]+-----\s*(\\n)?\s*MI/);
    }
  });

  it('is plain ASCII, for V8 to keep it in one byte a character', async () => {
    for (const file of await filesOf(name)) expect([...file.matchAll(/[^\0-\x7f]/g)]).toEqual([]);
  });
});

it('what is uploaded as one file is one file, without the embedded database', () => {
  for (const name of ['lambda', 'webtask']) {
    const { inputs = {}, outputs = {} } = metafiles.get(name) ?? {};
    expect(Object.keys(outputs)).toHaveLength(1);
    expect(Object.keys(inputs).filter((path) => /@electric-sql\/pglite\/dist/.test(path))).toEqual([]);
  }
});

describe('the bundled server', () => {
  it('migrates a PostgreSQL, answers, and ends in peace at SIGTERM', async () => {
    const port = await freePort();
    const { child, ended, logs } = start(complete(port));
    await logs('server.listening');
    const root = `http://127.0.0.1:${port}`;
    expect((await fetch(`${root}/healthz`)).status).toBe(200);
    // The tenant's keys are not to be had, and it says so.
    expect((await fetch(`${root}/readyz`)).status).toBe(503);
    expect((await fetch(`${root}/wt/alexa`, { method: 'POST', body: '{}' })).status).toBe(400);
    child.kill('SIGTERM');
    const { status, output } = await ended;
    expect(status).toBe(0);
    expect(output).toContain('"event":"server.ended"');
    expect(output).not.toContain('secret-of-the-client');
  });

  it('says every problem at once, and that a port is taken', async () => {
    const incomplete = await start({ ...complete(1), PUBLIC_URL: '', DATA_KEY: '', PORT: 'many' }).ended;
    expect(incomplete.status).toBe(1);
    expect(incomplete.complaints.match(/^ {2}- \S+/gm)).toEqual([
      '  - DATA_KEY',
      '  - PORT',
      '  - PUBLIC_URL',
    ]);

    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const taken = await start(complete((holder.address() as AddressInfo).port)).ended;
    holder.close();
    expect(taken.status).toBe(1);
    expect(taken.complaints).toContain('EADDRINUSE');
  });
});
