/** Codes to a phone and a mailbox: the start call's contract, Auth0's policy for codes, and what a right one gives. */
import { decodeJwt } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { demoUsers } from './seed.ts';
import { askForTokens, call, checkCode, managementToken, startCode } from './testing/call.ts';
import { api, app, lastCode, startTenant, type TestTenant, testSeed } from './testing/start.ts';

const phoneNumber = '+12025550142';
const wrongCodeFor = (code: string): string => (code === '000000' ? '111111' : '000000');
const startSms = { connection: 'sms', phone_number: phoneNumber };

let world: TestTenant;
beforeEach(async () => {
  world = await startTenant();
});
afterEach(() => world.close());

describe('a start', () => {
  test('sends six digits that name no transaction to the phone', async () => {
    const reply = await startCode(world, startSms);
    expect(reply.status).toBe(200);
    expect(reply.json()).toMatchObject({ phone_number: phoneNumber, phone_verified: false });
    expect(world.phone).toHaveLength(1);
    expect(world.phone[0]?.to).toBe(phoneNumber);
    expect(world.phone[0]?.text).toMatch(
      /^Your Pizza on Demand code is \d{6}\. It confirms what you just asked Alexa for\. Nobody from Pizza on Demand will ever call you for it\.$/,
    );
    expect(reply.body).not.toContain(lastCode(world.phone));
  });

  test('has to authenticate the confidential client', async () => {
    expect((await startCode(world, { ...startSms, client_secret: 'guessed' })).status).toBe(401);
    const without = await startCode(world, { ...startSms, client_secret: '' });
    expect(without.status).toBe(401);
    expect(without.json().error_description).toBe('Client authentication is required');
    expect(world.phone).toHaveLength(0);
  });

  test.each([
    [{ connection: 'fax' }, 'bad.connection', 'Connection does not exist'],
    [{ connection: 'Username-Password-Authentication' }, 'bad.connection', 'Connection does not exist'],
    [{ connection: 'sms', phone_number: '+12025550143' }, 'bad.connection', 'Public signup is disabled'],
    [
      { connection: 'sms', phone_number: '2025550142' },
      'bad.phone_number',
      'String does not match pattern: ^\\+[0-9]{1,15}$',
    ],
    [
      { connection: 'email', email: 'nobody' },
      'bad.email',
      'error in email - email format validation failed',
    ],
    [{ ...startSms, client_id: 'constructor' }, 'bad.client_id', 'Client not found'],
    [
      { connection: 'email', email: 'milo@sayso.test', send: 'link' },
      'bad.request',
      "error in send - this tenant sends codes only: 'code'",
    ],
  ])('refuses %j', async (fields, error, error_description) => {
    const reply = await startCode(world, fields);
    expect([reply.status, reply.json()]).toEqual([400, { error, error_description }]);
    expect([...world.phone, ...world.mailbox]).toEqual([]);
  });

  test('says so where the connection is switched off for the application', async () => {
    const seed = testSeed();
    await world.close();
    world = await startTenant({
      seed: {
        ...seed,
        connections: seed.connections.map((one) =>
          one.name === 'sms' ? { ...one, enabled_clients: [] } : one,
        ),
      },
    });
    expect((await startCode(world, startSms)).json().error_description).toBe('Connection is disabled');
  });

  test('is refused from the fifty-first of an hour on, and the last code stands', async () => {
    for (let count = 0; count < 50; count += 1) expect((await startCode(world, startSms)).status).toBe(200);
    const refused = await startCode(world, startSms);
    expect(refused.status).toBe(429);
    expect(refused.json().error).toBe('too_many_requests');
    expect(refused.headers['x-ratelimit-remaining']).toBe('0');
    expect((await checkCode(world, 'sms', phoneNumber, lastCode(world.phone))).status).toBe(200);
    world.clock.forward(3_600_000);
    expect((await startCode(world, startSms)).status).toBe(200);
  });

  test('counts by the forwarded address for a trusted application only', async () => {
    const from = (address: string) =>
      call(world, '/passwordless/start', {
        json: { client_id: app.id, client_secret: app.secret, send: 'code', ...startSms },
        headers: { 'auth0-forwarded-for': address },
      });
    const statuses = async () => {
      const seen = [];
      for (let count = 0; count < 51; count += 1) seen.push((await from(`203.0.113.${count}`)).status);
      return seen.at(-1);
    };
    expect(await statuses()).toBe(429);
    const seed = testSeed();
    await world.close();
    world = await startTenant({
      seed: {
        ...seed,
        clients: seed.clients.map((client) => ({ ...client, is_token_endpoint_ip_header_trusted: true })),
      },
    });
    expect(await statuses()).toBe(200);
  });
});

describe('a code', () => {
  test('gives tokens of the person the phone is linked to', async () => {
    await startCode(world, startSms);
    const reply = await checkCode(world, 'sms', phoneNumber, lastCode(world.phone));
    expect(reply.status).toBe(200);
    expect(reply.json()).toMatchObject({ token_type: 'Bearer', expires_in: 86_400, scope: 'openid' });
    const claims = decodeJwt(String(reply.json().id_token));
    expect(claims).toMatchObject({ sub: demoUsers.dana.user_id, aud: app.id });
    expect(decodeJwt(String(reply.json().access_token))).toMatchObject({
      sub: demoUsers.dana.user_id,
      aud: api,
    });
  });

  test('works once', async () => {
    await startCode(world, startSms);
    const code = lastCode(world.phone);
    await checkCode(world, 'sms', phoneNumber, code);
    const again = await checkCode(world, 'sms', phoneNumber, code);
    expect([again.status, again.json()]).toEqual([
      403,
      { error: 'invalid_grant', error_description: 'Wrong phone number or verification code.' },
    ]);
  });

  test('has one winner among sixteen who bring it at once', async () => {
    await startCode(world, startSms);
    const code = lastCode(world.phone);
    const replies = await Promise.all(
      Array.from({ length: 16 }, () => checkCode(world, 'sms', phoneNumber, code)),
    );
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1);
  });

  test('is replaced by the next one', async () => {
    await startCode(world, startSms);
    const first = lastCode(world.phone);
    await startCode(world, startSms);
    const second = lastCode(world.phone);
    if (first !== second) expect((await checkCode(world, 'sms', phoneNumber, first)).status).toBe(403);
    expect((await checkCode(world, 'sms', phoneNumber, second)).status).toBe(200);
  });

  test('dies of three wrong tries', async () => {
    await startCode(world, startSms);
    const code = lastCode(world.phone);
    for (let count = 0; count < 3; count += 1) {
      const reply = await checkCode(world, 'sms', phoneNumber, wrongCodeFor(code));
      expect(reply.json().error_description).toBe('Wrong phone number or verification code.');
    }
    const right = await checkCode(world, 'sms', phoneNumber, code);
    expect([right.status, right.json()]).toEqual([
      403,
      {
        error: 'invalid_grant',
        error_description: "You've reached the maximum number of attempts. Please try to login again.",
      },
    ]);
  });

  test('lives 180 seconds and not one millisecond more', async () => {
    await startCode(world, startSms);
    world.clock.forward(179_999);
    expect((await checkCode(world, 'sms', phoneNumber, lastCode(world.phone))).status).toBe(200);
    await startCode(world, startSms);
    world.clock.forward(180_000);
    const late = await checkCode(world, 'sms', phoneNumber, lastCode(world.phone));
    expect([late.status, late.json()]).toEqual([
      403,
      {
        error: 'invalid_grant',
        error_description: 'The verification code has expired. Please try to login again.',
      },
    ]);
  });

  test('is bound to its contact', async () => {
    await startCode(world, startSms);
    const token = await managementToken(world);
    await call(world, '/api/v2/users', {
      json: { connection: 'sms', phone_number: '+12025550199', phone_verified: true },
      headers: { authorization: `Bearer ${token}` },
    });
    await startCode(world, { connection: 'sms', phone_number: '+12025550199' });
    const other = world.phone.find((message) => message.to === phoneNumber);
    const code = lastCode(other ? [other] : []);
    if (code !== lastCode(world.phone))
      expect((await checkCode(world, 'sms', '+12025550199', code)).status).toBe(403);
    expect((await checkCode(world, 'sms', phoneNumber, code)).status).toBe(200);
  });

  test('comes by mail to a user made for it, and verifies the address', async () => {
    const token = await managementToken(world);
    await call(world, '/api/v2/users', {
      json: { connection: 'email', email: 'Milo@Sayso.test', email_verified: false },
      headers: { authorization: `Bearer ${token}` },
    });
    await startCode(world, { connection: 'email', email: 'milo@sayso.test' });
    expect(world.mailbox.at(-1)).toMatchObject({
      to: 'milo@sayso.test',
      subject: 'Your Pizza on Demand code',
    });
    const wrong = await checkCode(world, 'email', 'milo@sayso.test', wrongCodeFor(lastCode(world.mailbox)));
    expect(wrong.json().error_description).toBe('Wrong email or verification code.');
    const right = await checkCode(world, 'email', 'MILO@sayso.test', lastCode(world.mailbox));
    const { sub } = decodeJwt(String(right.json().id_token));
    expect(sub).toMatch(/^email\|[0-9a-f]{24}$/);
    expect(world.tenant.inspect.users().find((user) => user.user_id === sub)?.email_verified).toBe(true);
  });

  test('is guarded by brute-force protection from the tenth wrong one on', async () => {
    for (let sent = 0; sent < 4; sent += 1) {
      await startCode(world, startSms);
      for (let count = 0; count < 3; count += 1)
        await checkCode(world, 'sms', phoneNumber, wrongCodeFor(lastCode(world.phone)));
    }
    await startCode(world, startSms);
    const blocked = await checkCode(world, 'sms', phoneNumber, lastCode(world.phone));
    expect([blocked.status, blocked.json().error]).toEqual([429, 'too_many_attempts']);
    world.tenant.inspect.unblock(phoneNumber);
    expect((await checkCode(world, 'sms', phoneNumber, lastCode(world.phone))).status).toBe(200);
  });

  test('a first login signs up where the connection allows it', async () => {
    const seed = testSeed();
    await world.close();
    world = await startTenant({
      seed: {
        ...seed,
        connections: seed.connections.map((one) =>
          one.strategy === 'sms' ? { ...one, options: { ...one.options, disable_signup: false } } : one,
        ),
      },
    });
    await startCode(world, { connection: 'sms', phone_number: '+12025550177' });
    const reply = await checkCode(world, 'sms', '+12025550177', lastCode(world.phone));
    expect(decodeJwt(String(reply.json().id_token)).sub).toMatch(/^sms\|/);
  });

  test('is refused to an application without the grant, before it is looked at', async () => {
    const seed = testSeed();
    await world.close();
    world = await startTenant({
      seed: {
        ...seed,
        clients: seed.clients.map((client) => ({ ...client, grant_types: ['client_credentials'] })),
      },
    });
    await startCode(world, startSms);
    const reply = await checkCode(world, 'sms', phoneNumber, lastCode(world.phone));
    expect([reply.status, reply.json().error]).toEqual([403, 'unauthorized_client']);
  });

  test('needs its realm to be a passwordless connection', async () => {
    const reply = await askForTokens(world, {
      grant_type: 'http://auth0.com/oauth/grant-type/passwordless/otp',
      username: 'dana@sayso.test',
      otp: '123456',
      realm: 'Username-Password-Authentication',
    });
    expect([reply.status, reply.json().error]).toEqual([403, 'access_denied']);
  });
});
