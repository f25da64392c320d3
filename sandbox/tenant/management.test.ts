/** The Management API: who may call, users, linking and unlinking, reading settings. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TenantSeed } from './configuration.ts';
import { demoUsers, setupClient } from './seed.ts';
import { call, codeOf, exchange, managementToken, openBrowser, type Reply, signIn } from './testing/call.ts';
import { startTenant, type TestTenant, testSeed } from './testing/start.ts';

const { dana, milo } = demoUsers;
const pathOf = (userId: string): string => `/api/v2/users/${encodeURIComponent(userId)}`;

/** The application may also delete users, for these tests. */
const seed: TenantSeed = {
  ...testSeed(),
  client_grants: testSeed().client_grants.map((grant, position) =>
    position === 0 ? { ...grant, scope: [...grant.scope, 'delete:users'] } : grant,
  ),
};

let world: TestTenant;
let token: string;
beforeEach(async () => {
  world = await startTenant({ seed });
  token = await managementToken(world);
});
afterEach(() => world.close());

const manage = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, json?: unknown): Promise<Reply> =>
  call(world, path, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(json !== undefined && { json }),
  });

const createPhone = async (phone_number: string): Promise<string> => {
  const reply = await manage('POST', '/api/v2/users', {
    connection: 'sms',
    phone_number,
    phone_verified: true,
  });
  return String(reply.json().user_id);
};

describe('a call', () => {
  test('needs a token of the tenant, for this API, not expired, with the scope', async () => {
    const path = pathOf(dana.user_id);
    expect((await call(world, path)).status).toBe(401);
    const tokens = (await exchange(world, codeOf(await signIn(openBrowser(world), dana)))).json();
    for (const foreign of ['x.y.z', tokens.access_token, tokens.id_token, `${token}x`]) {
      const reply = await call(world, path, { headers: { authorization: `Bearer ${foreign}` } });
      expect([reply.status, reply.json().message]).toEqual([401, 'Invalid token']);
    }
    const setup = await managementToken(world, setupClient);
    const refused = await call(world, path, { headers: { authorization: `Bearer ${setup}` } });
    expect([refused.status, refused.json()]).toEqual([
      403,
      {
        statusCode: 403,
        error: 'Forbidden',
        message: 'Insufficient scope, expected any of: read:users',
        errorCode: 'insufficient_scope',
      },
    ]);
    world.clock.forward(86_400_000);
    expect((await manage('GET', path)).json().message).toBe(
      'Expired token received for JSON Web Token validation',
    );
  });
});

describe('users', () => {
  test('are read by id, with their identities and without their password', async () => {
    const reply = await manage('GET', pathOf(dana.user_id));
    expect(reply.json()).toMatchObject({
      user_id: dana.user_id,
      email_verified: true,
      identities: [
        { provider: 'auth0' },
        {
          provider: 'sms',
          connection: 'sms',
          profileData: { phone_number: '+12025550142', phone_verified: true },
        },
      ],
    });
    expect(reply.body).not.toContain('password');
    const some = await manage('GET', `${pathOf(dana.user_id)}?fields=user_id,email`);
    expect(some.json()).toEqual({ user_id: dana.user_id, email: dana.email });
  });

  test.each(['auth0|nobody', '__proto__', 'constructor'])('are not there as "%s"', async (id) => {
    const reply = await manage('GET', pathOf(id));
    expect([reply.status, reply.json().errorCode]).toEqual([404, 'inexistent_user']);
  });

  test('are found by email, whatever its case', async () => {
    const reply = await manage('GET', '/api/v2/users-by-email?email=DANA%40sayso.test');
    expect(JSON.parse(reply.body)).toMatchObject([{ user_id: dana.user_id }]);
    expect((await manage('GET', '/api/v2/users-by-email')).status).toBe(400);
  });

  test('are created once per phone, and per mailbox', async () => {
    const sms = { connection: 'sms', phone_number: '+12025550155', phone_verified: true };
    const created = await manage('POST', '/api/v2/users', sms);
    expect([created.status, created.json()]).toEqual([
      201,
      expect.objectContaining({
        user_id: expect.stringMatching(/^sms\|[0-9a-f]{24}$/),
        phone_number: '+12025550155',
        phone_verified: true,
      }),
    ]);
    const conflict = await manage('POST', '/api/v2/users', sms);
    expect([conflict.status, conflict.json().message]).toEqual([409, 'The user already exists.']);
    const email = { connection: 'email', email: 'milo@sayso.test', email_verified: true };
    expect((await manage('POST', '/api/v2/users', email)).status).toBe(201);
    expect((await manage('POST', '/api/v2/users', { ...email, email: 'Milo@sayso.test' })).status).toBe(409);
  });

  test('whose phone is linked to somebody already conflict too', async () => {
    const reply = await manage('POST', '/api/v2/users', { connection: 'sms', phone_number: '+12025550142' });
    expect(reply.status).toBe(409);
  });

  test.each([
    [{ connection: 'sms', phone_number: '2025550142' }],
    [{ connection: 'sms' }],
    [{ connection: 'email' }],
    [{ connection: 'fax', email: 'a@b.test' }],
    [{ connection: 'sms', phone_number: '+12025550188', admin: true }],
    [[]],
  ])('are not created from %j', async (body) => {
    const count = world.tenant.inspect.users().length;
    expect((await manage('POST', '/api/v2/users', body)).status).toBe(400);
    expect(world.tenant.inspect.users()).toHaveLength(count);
  });

  test('are changed: metadata is merged, a new address is unproven', async () => {
    await manage('PATCH', pathOf(milo.user_id), { user_metadata: { theme: 'dark', lang: 'en' } });
    const reply = await manage('PATCH', pathOf(milo.user_id), {
      user_metadata: { lang: null, phone_number: '+12025550111' },
      email: 'milo@elsewhere.test',
    });
    expect(reply.json()).toMatchObject({ email: 'milo@elsewhere.test', email_verified: false });
    expect(reply.json().user_metadata).toEqual({ theme: 'dark', phone_number: '+12025550111' });
  });

  test('are deleted with everything issued to them', async () => {
    const tokens = (await exchange(world, codeOf(await signIn(openBrowser(world), milo)))).json();
    expect((await manage('DELETE', pathOf(milo.user_id))).status).toBe(204);
    expect((await manage('GET', pathOf(milo.user_id))).status).toBe(404);
    const reply = await call(world, '/oauth/token', {
      form: {
        grant_type: 'refresh_token',
        refresh_token: String(tokens.refresh_token),
        client_id: 'app-client',
        client_secret: 'app-secret',
      },
    });
    expect(reply.status).toBe(403);
  });
});

describe('linking', () => {
  test('moves a new phone to its person; the phone’s own user is no more', async () => {
    const phone = await createPhone('+12025550166');
    const reply = await manage('POST', `${pathOf(milo.user_id)}/identities`, {
      provider: 'sms',
      user_id: phone,
    });
    expect(reply.status).toBe(201);
    expect(JSON.parse(reply.body)).toMatchObject([
      { provider: 'auth0' },
      { provider: 'sms', profileData: { phone_number: '+12025550166', phone_verified: true } },
    ]);
    expect((await manage('GET', pathOf(phone))).status).toBe(404);
  });

  test('by an id_token of the other person', async () => {
    const tokens = (await exchange(world, codeOf(await signIn(openBrowser(world), milo)))).json();
    const forged = await manage('POST', `${pathOf(dana.user_id)}/identities`, {
      link_with: `${tokens.id_token}x`,
    });
    expect(forged.status).toBe(401);
    const reply = await manage('POST', `${pathOf(dana.user_id)}/identities`, { link_with: tokens.id_token });
    expect(reply.status).toBe(201);
    expect((await manage('GET', pathOf(milo.user_id))).status).toBe(404);
  });

  test('refuses oneself, strangers and unknown people', async () => {
    const to = `${pathOf(dana.user_id)}/identities`;
    const self = { provider: 'auth0', user_id: dana.user_id };
    expect((await manage('POST', to, self)).status).toBe(400);
    expect((await manage('POST', to, { provider: 'sms', user_id: 'none' })).status).toBe(404);
    expect((await manage('POST', to, { provider: 'sms' })).status).toBe(400);
    expect((await manage('POST', `${pathOf('auth0|no')}/identities`, self)).status).toBe(404);
  });

  test('is undone: the phone becomes a user of its own again', async () => {
    const [, sms] = dana.identities;
    const reply = await manage('DELETE', `${pathOf(dana.user_id)}/identities/sms/${sms.user_id}`);
    expect([reply.status, JSON.parse(reply.body).length]).toEqual([200, 1]);
    const alone = await manage('GET', pathOf(`sms|${sms.user_id}`));
    expect(alone.json()).toMatchObject({ phone_number: '+12025550142', phone_verified: true });
    const main = await manage(
      'DELETE',
      `${pathOf(dana.user_id)}/identities/auth0/${dana.identities[0].user_id}`,
    );
    expect(main.status).toBe(400);
  });
});

describe('settings', () => {
  test('can be read, without secrets', async () => {
    token = await managementToken(world, setupClient);
    const sms = await manage('GET', '/api/v2/connections?strategy=sms');
    expect(JSON.parse(sms.body)).toMatchObject([
      { name: 'sms', options: { disable_signup: true, totp: { length: 6, time_step: 180 } } },
    ]);
    const both = await manage('GET', '/api/v2/connections?strategy=sms&strategy=email');
    expect(JSON.parse(both.body)).toHaveLength(2);
    for (const path of ['clients', 'resource-servers', 'client-grants']) {
      const reply = await manage('GET', `/api/v2/${path}`);
      expect(reply.status).toBe(200);
      expect(reply.body).not.toMatch(/"client_secret"|signing_secret|app-secret|MANAGEMENT_API/);
    }
  });
});
