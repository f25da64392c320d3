/** docs/examples/existing-skill, as its README says: its own tests, by ask-sdk-test, against a running sandbox. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { installationMilliseconds, installOnce } from '../install.ts';
import { startWorld, type World } from './world.ts';

const folder = new URL('../../docs/examples/existing-skill/', import.meta.url);
let world: World;

beforeAll(async () => {
  await installOnce(folder, 'ask-sdk-test, in docs/examples/existing-skill');
  world = await startWorld();
}, installationMilliseconds);

afterAll(async () => {
  await world?.close();
});

it('somebody else’s skill hands one intent to /api and gets it confirmed by a code', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['node_modules/mocha/bin/mocha.js', 'skill.test.mjs'],
    {
      cwd: fileURLToPath(folder),
      env: {
        PATH: process.env.PATH,
        // lambda-local looks for AWS credentials at home; there are none here.
        HOME: world.dataDirectory,
        SAYSO_API: `${world.root}api`,
        SANDBOX: world.echoUrl,
        NODE_EXTRA_CA_CERTS: join(world.dataDirectory, 'sandbox/certificates/tls-root.pem'),
      },
    },
  ).catch(({ stdout }: { stdout: string }) => ({ stdout }));
  expect(stdout).toContain('4 passing');
  expect(await world.latest()).toMatchObject({ command: 'OrderPizza', state: 'done' });
});

it('it takes sixty lines at most', async () => {
  const lines = (await readFile(new URL('skill.mjs', folder), 'utf8')).trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(60);
});
