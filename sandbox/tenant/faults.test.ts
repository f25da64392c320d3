/** Every fault one can switch on does what its name says, and nothing more. */
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clearFaults, noFaults } from './faults.ts';
import { demoUsers } from './seed.ts';
import { call, checkCode, managementToken, startCode } from './testing/call.ts';
import { lastCode, startTenant, type TestTenant } from './testing/start.ts';

const phoneNumber = '+12025550142';
const start = () => startCode(world, { connection: 'sms', phone_number: phoneNumber });
const check = () => checkCode(world, 'sms', phoneNumber, lastCode(world.phone));

let world: TestTenant;
beforeEach(async () => {
  world = await startTenant();
});
afterEach(() => world.close());

test('a late message is accepted now and arrives then; its code’s life has run meanwhile', async () => {
  world.tenant.faults.smsLateSeconds = 90;
  expect((await start()).status).toBe(200);
  world.clock.forward(89_999);
  expect(world.phone).toHaveLength(0);
  world.clock.forward(1);
  expect((await check()).status).toBe(200);
  world.tenant.faults.smsLateSeconds = 200;
  await start();
  world.clock.forward(200_000);
  expect((await check()).json().error_description).toContain('expired');
});

test('a lost message leaves the code valid that nobody has', async () => {
  await start();
  const former = lastCode(world.phone);
  world.tenant.faults.smsLost = true;
  expect((await start()).status).toBe(200);
  expect(world.phone).toHaveLength(1);
  expect((await checkCode(world, 'sms', phoneNumber, former)).status).toBe(403);
});

test('a provider that refuses leaves the former code valid', async () => {
  await start();
  world.tenant.faults.smsProviderError = true;
  const reply = await start();
  expect([reply.status, reply.json().error]).toEqual([400, 'sms_provider_error']);
  expect((await check()).status).toBe(200);
});

test('a start that sends nothing makes no code either', async () => {
  world.tenant.faults.startSendsNothing = true;
  expect((await start()).status).toBe(200);
  expect(world.phone).toHaveLength(0);
});

test('mail can be late or lost on its own', async () => {
  const token = await managementToken(world);
  await call(world, '/api/v2/users', {
    json: { connection: 'email', email: 'milo@sayso.test' },
    headers: { authorization: `Bearer ${token}` },
  });
  const mail = () => startCode(world, { connection: 'email', email: 'milo@sayso.test' });
  world.tenant.faults.emailLost = true;
  await mail();
  world.tenant.faults.emailLost = false;
  world.tenant.faults.emailLateSeconds = 20;
  await mail();
  expect(world.mailbox).toHaveLength(0);
  world.clock.forward(20_000);
  expect(world.mailbox).toHaveLength(1);
});

test('slowness holds every answer back', async () => {
  world.tenant.faults.slowMilliseconds = 2_000;
  let answered = false;
  const held = world.clock.timerSet();
  const reply = start().then((value) => {
    answered = true;
    return value;
  });
  await held;
  world.clock.forward(1_999);
  await new Promise((resolve) => setImmediate(resolve));
  expect(answered).toBe(false);
  world.clock.forward(1);
  expect((await reply).status).toBe(200);
});

test('unavailable and rate-limited, each in the words of the endpoint', async () => {
  const token = await managementToken(world);
  const user = () =>
    call(world, `/api/v2/users/${encodeURIComponent(demoUsers.dana.user_id)}`, {
      headers: { authorization: `Bearer ${token}` },
    });
  world.tenant.faults.down = 'unavailable';
  expect([(await start()).status, (await user()).json().statusCode]).toEqual([503, 503]);
  expect((await call(world, '/authorize')).headers['content-type']).toContain('text/html');
  clearFaults(world.tenant.faults);
  world.tenant.faults.rateLimited = true;
  const [limited, managed] = [await start(), await user()];
  expect([limited.status, limited.headers['x-ratelimit-remaining']]).toEqual([429, '0']);
  expect([managed.json().errorCode, managed.headers['x-ratelimit-remaining']]).toEqual([
    'too_many_requests',
    '0',
  ]);
  expect(world.phone).toHaveLength(0);
});

describe('a right code', () => {
  test('may be answered with mfa_required, and is used up', async () => {
    await start();
    world.tenant.faults.mfaRequired = true;
    const reply = await check();
    expect([reply.status, reply.json().error]).toEqual([403, 'mfa_required']);
    clearFaults(world.tenant.faults);
    expect((await check()).status).toBe(403);
  });

  test('may bring an id_token of somebody else', async () => {
    await start();
    world.tenant.faults.wrongSubject = true;
    const { sub } = decodeJwt(String((await check()).json().id_token));
    expect(sub).not.toBe(demoUsers.dana.user_id);
  });

  test('may bring an id_token that does not verify', async () => {
    await start();
    world.tenant.faults.badIdTokenSignature = true;
    const keys = createLocalJWKSet({ keys: [], ...(await call(world, '/.well-known/jwks.json')).json() });
    const { id_token } = (await check()).json();
    await expect(jwtVerify(String(id_token), keys)).rejects.toThrow('signature verification failed');
  });

  test('may bring an access token that has expired', async () => {
    await start();
    world.tenant.faults.tokensExpired = true;
    const { exp } = decodeJwt(String((await check()).json().access_token));
    expect(exp).toBe(Math.floor(world.clock.now() / 1000) - 60);
  });
});

describe('over a real connection', () => {
  const body = { grant_type: 'http://auth0.com/oauth/grant-type/passwordless/otp' };

  test('a reset does nothing, an answer lost did everything', async () => {
    const fetch = await world.listen();
    const post = (path: string, fields: object) =>
      fetch(`https://localhost:7101${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ client_id: 'app-client', client_secret: 'app-secret', ...fields }),
      });
    const sms = { connection: 'sms', phone_number: phoneNumber, send: 'code' };
    world.tenant.faults.down = 'reset';
    await expect(post('/passwordless/start', sms)).rejects.toThrow();
    expect(world.phone).toHaveLength(0);

    clearFaults(world.tenant.faults);
    world.tenant.faults.answerLostAfter = 'passwordless_start';
    await expect(post('/passwordless/start', sms)).rejects.toThrow();
    expect(world.phone).toHaveLength(1);

    const otp = { ...body, realm: 'sms', username: phoneNumber, otp: lastCode(world.phone), scope: 'openid' };
    world.tenant.faults.answerLostAfter = 'token:passwordless_otp';
    await expect(post('/oauth/token', otp)).rejects.toThrow();
    clearFaults(world.tenant.faults);
    expect((await post('/oauth/token', otp)).status).toBe(403);
  });
});

test('clearing turns every switch off', () => {
  const { faults } = world.tenant;
  Object.assign(faults, { smsLost: true, down: 'reset', slowMilliseconds: 5, answerLostAfter: 'jwks' });
  clearFaults(faults);
  expect(faults).toEqual(noFaults());
});
