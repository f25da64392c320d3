/** What survives a restart, how it lies on the disk, and files that are refused. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { demoUsers } from './seed.ts';
import {
  askForTokens,
  authorizePath,
  call,
  checkCode,
  codeOf,
  exchange,
  openBrowser,
  signIn,
  startCode,
} from './testing/call.ts';
import { lastCode, localCallback, startTenant, type TestTenant } from './testing/start.ts';

const { dana } = demoUsers;
const local = { redirect_uri: localCallback, code_challenge: null, code_challenge_method: null };

let world: TestTenant;
beforeEach(async () => {
  world = await startTenant();
});
afterEach(() => world.close());

test('keys, users, refresh tokens and consents survive a restart', async () => {
  const browser = openBrowser(world);
  const signup = await browser.visit(authorizePath({ screen_hint: 'signup' }));
  const page = await browser.submit(signup, '/u/signup', {
    email: 'new@sayso.test',
    password: 'long-enough-1',
  });
  const { refresh_token } = (await exchange(world, codeOf(page))).json();
  const another = openBrowser(world);
  await another.submit(await signIn(another, dana, local), '/u/consent', { action: 'accept' });
  const keys = (await call(world, '/.well-known/jwks.json')).body;

  world = await world.restart();
  expect((await call(world, '/.well-known/jwks.json')).body).toBe(keys);
  const refreshed = await askForTokens(world, {
    grant_type: 'refresh_token',
    refresh_token: String(refresh_token),
  });
  expect(refreshed.status).toBe(200);
  const later = await signIn(openBrowser(world), { email: 'new@sayso.test', password: 'long-enough-1' });
  expect(later.left?.searchParams.has('code')).toBe(true);
  expect((await signIn(openBrowser(world), dana, local)).left?.searchParams.has('code')).toBe(true);
});

test('a code sent before a restart still works after it, once', async () => {
  const start = { connection: 'sms', phone_number: '+12025550142' };
  await startCode(world, start);
  const code = lastCode(world.phone);
  world = await world.restart();
  expect((await checkCode(world, 'sms', start.phone_number, code)).status).toBe(200);
  world = await world.restart();
  expect((await checkCode(world, 'sms', start.phone_number, code)).status).toBe(403);
});

test('a demo user who was changed is not put back', async () => {
  const [user] = world.tenant.inspect.users();
  if (user) user.name = 'Dana the Second';
  await signIn(openBrowser(world), dana);
  world = await world.restart();
  expect(world.tenant.inspect.users().filter(({ email }) => email === dana.email)).toHaveLength(1);
  expect(world.tenant.inspect.users()[0]?.name).toBe('Dana the Second');
});

test('the file is for its owner alone, and holds neither passwords nor tokens', async () => {
  const { refresh_token } = (await exchange(world, codeOf(await signIn(openBrowser(world), dana)))).json();
  const text = await readFile(world.stateFile, 'utf8');
  expect((await stat(world.stateFile)).mode & 0o777).toBe(0o600);
  for (const secret of [dana.password, String(refresh_token)]) expect(text).not.toContain(secret);
  expect(await readdir(dirname(world.stateFile))).toEqual(['tenant.json']);
});

test.each(['', '{"version":1', '{"version":2}', '[]', 'null'])(
  'a file of %j is refused and left alone',
  async (text) => {
    await world.close();
    world = await startTenant();
    await writeFile(world.stateFile, text);
    await expect(startTenant({ directory: dirname(world.stateFile) })).rejects.toThrow(
      "is not what the sandbox's tenant wrote",
    );
    expect(await readFile(world.stateFile, 'utf8')).toBe(text);
  },
);

test('changes that come together are all on the disk when they are answered', async () => {
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      const { refresh_token } = (
        await exchange(world, codeOf(await signIn(openBrowser(world), dana)))
      ).json();
      expect(refresh_token).toBeDefined();
    }),
  );
  const { refreshTokens } = JSON.parse(await readFile(world.stateFile, 'utf8'));
  expect(refreshTokens).toHaveLength(8);
});

test('a file from before the configuration was kept is taken, with everybody in it', async () => {
  await world.close();
  world = await startTenant();
  const { configuration: _, ...older } = JSON.parse(await readFile(world.stateFile, 'utf8'));
  await writeFile(world.stateFile, JSON.stringify(older));
  const again = await startTenant({ directory: dirname(world.stateFile) });
  expect((await signIn(openBrowser(again), dana)).left?.searchParams.has('code')).toBe(true);
  await again.tenant.close();
});
