/** The Management API's settings, as the Deploy CLI and a set-up check use them: who may, what is taken, what has effect. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmptySeed, setupClient } from './seed.ts';
import {
  call,
  checkCode,
  codeOf,
  managementToken,
  openBrowser,
  type Reply,
  signIn,
  startCode,
} from './testing/call.ts';
import { domain, lastCode, startTenant, type TestTenant, testSeed } from './testing/start.ts';

const phoneNumber = '+12025550142';

let world: TestTenant;
let token: string;
beforeEach(async () => {
  world = await startTenant();
  token = await managementToken(world, setupClient);
});
afterEach(() => world.close());

const manage = (method: 'GET' | 'POST' | 'PATCH', path: string, json?: unknown): Promise<Reply> =>
  call(world, `/api/v2/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(json !== undefined && { json }),
  });

/** The sandbox's own connections have ids that tell them apart. */
const connectionId = async (name: string): Promise<string> => {
  const [connection] = JSON.parse((await manage('GET', `connections?name=${name}`)).body);
  return connection.id;
};
const startEmpty = async (): Promise<void> => {
  await world.close();
  world = await startTenant({ seed: createEmptySeed([]) });
  token = await managementToken(world, setupClient);
};

describe('whoever may read settings', () => {
  test('may not change them with the application’s own grant, nor see people with the set-up client’s', async () => {
    const users = await manage('GET', 'users/auth0%7C65f0a1000000000000000001');
    expect([users.status, users.json().errorCode]).toEqual([403, 'insufficient_scope']);
    token = await managementToken(world);
    for (const [method, path, scope] of [
      ['POST', 'clients', 'create:clients'],
      ['PATCH', 'connections/con_x', 'update:connections'],
      ['PATCH', 'tenants/settings', 'update:tenant_settings'],
      ['PATCH', 'attack-protection/brute-force-protection', 'update:attack_protection'],
      ['GET', 'branding/phone/providers', 'read:phone_providers'],
    ] as const) {
      const refused = await manage(method, path, method === 'GET' ? undefined : {});
      expect([refused.status, refused.json().message]).toEqual([
        403,
        `Insufficient scope, expected any of: ${scope}`,
      ]);
    }
  });

  test('gets lists whole, by page, or by checkpoint', async () => {
    const names = (items: unknown): unknown[] =>
      Array.isArray(items) ? items.map(({ name }: { name: string }) => name) : [];
    const whole = await manage('GET', 'connections');
    expect(names(JSON.parse(whole.body))).toHaveLength(4);
    const page = (await manage('GET', 'clients?page=1&per_page=1&include_totals=true')).json();
    expect(page).toMatchObject({ start: 1, limit: 1, length: 1, total: 2 });
    expect(names(page.clients)).toEqual(['Set-up']);
    const first = (await manage('GET', 'connections?take=3')).json();
    const second = (await manage('GET', `connections?take=3&from=${first.next}`)).json();
    expect([...names(first.connections), ...names(second.connections)]).toEqual(
      names(JSON.parse(whole.body)),
    );
    expect(second).not.toHaveProperty('next');
  });
});

describe('an API', () => {
  const body = { identifier: 'https://other.example/api', name: 'Other', signing_alg: 'HS256' };

  test('gets a key where it signs with HS256, shown once; gives it up for RS256', async () => {
    const created = await manage('POST', 'resource-servers', body);
    expect([created.status, created.json()]).toMatchObject([
      201,
      { identifier: body.identifier, token_lifetime: 86_400, allow_offline_access: false },
    ]);
    expect(String(created.json().signing_secret).length).toBeGreaterThanOrEqual(32);
    const changed = await manage('PATCH', `resource-servers/${created.json().id}`, { signing_alg: 'RS256' });
    expect(changed.json()).toMatchObject({ signing_alg: 'RS256', name: 'Other' });
    const kept = world.tenant.inspect.configuration().resource_servers.at(-1);
    expect(kept).not.toHaveProperty('signing_secret');
  });

  test('exists once per identifier, which never changes', async () => {
    await manage('POST', 'resource-servers', body);
    expect((await manage('POST', 'resource-servers', body)).status).toBe(409);
    const path = `resource-servers/${encodeURIComponent(body.identifier)}`;
    expect((await manage('PATCH', path, { identifier: 'https://moved.example' })).status).toBe(400);
    expect((await manage('PATCH', 'resource-servers/none', { name: 'None' })).status).toBe(404);
  });
});

describe('an application', () => {
  test('gets its id and secret from the tenant, and works with them at once', async () => {
    await startEmpty();
    const created = await manage('POST', 'clients', {
      name: 'Machine',
      app_type: 'non_interactive',
      grant_types: ['client_credentials'],
    });
    const { client_id, client_secret } = created.json();
    const grant = { client_id, audience: `https://${domain}/api/v2/`, scope: ['read:clients'] };
    expect((await manage('POST', 'client-grants', grant)).status).toBe(201);
    token = await managementToken(world, { id: String(client_id), secret: String(client_secret) });
    const read = await manage('GET', `clients/${client_id}`);
    expect(read.json()).toMatchObject({ name: 'Machine', is_first_party: true });
    expect(read.json()).not.toHaveProperty('client_secret');
  });

  test.each([
    [{}],
    [{ name: '<b>' }],
    [{ name: 'App', client_id: 'of-my-own' }],
    [{ name: 'App', callbacks: ['https://*.example.com/callback'] }],
    [{ name: 'App', grant_types: ['password'] }],
    [{ name: 'App', refresh_token: { rotation_type: 'rotating' } }],
    [[]],
  ])('is not made from %j', async (body) => {
    const reply = await manage('POST', 'clients', body);
    expect([reply.status, reply.json().errorCode]).toEqual([400, 'invalid_body']);
    expect(world.tenant.inspect.configuration().clients).toHaveLength(2);
  });

  test('whose callback is taken away cannot send anybody there any more', async () => {
    await manage('PATCH', 'clients/app-client', { callbacks: ['https://elsewhere.example/callback'] });
    const page = await openBrowser(world).visit(
      '/authorize?client_id=app-client&response_type=code&redirect_uri=https%3A%2F%2Fpod.example%2Fwt%2Fapp%2Fcallback',
    );
    expect([page.status, page.left]).toEqual([403, null]);
    expect((await manage('PATCH', 'clients/nobody', { callbacks: [] })).status).toBe(404);
  });
});

describe('a connection', () => {
  const sms = { name: 'sms', strategy: 'sms' };

  test('has Auth0’s defaults, and is nobody’s until an application is enabled', async () => {
    await startEmpty();
    const created = await manage('POST', 'connections', sms);
    expect(created.json()).toMatchObject({
      enabled_clients: [],
      options: { disable_signup: false, totp: { length: 6, time_step: 180 } },
    });
    const path = `connections/${created.json().id}/clients`;
    const enable = [{ client_id: setupClient.id, status: true }];
    expect((await manage('PATCH', path, enable)).status).toBe(204);
    expect((await manage('GET', path)).json()).toEqual({ clients: [{ client_id: setupClient.id }] });
    await manage('PATCH', path, [{ client_id: setupClient.id, status: false }]);
    expect((await manage('GET', path)).json()).toEqual({ clients: [] });
    const stranger = [{ client_id: 'stranger', status: true }];
    expect((await manage('PATCH', path, stranger)).status).toBe(400);
  });

  test('is changed with all of its options at once, and codes follow them', async () => {
    const path = `connections/${await connectionId('sms')}`;
    const options = {
      disable_signup: true,
      totp: { length: 8, time_step: 60 },
      template: 'Say @@password@@',
    };
    const changed = await manage('PATCH', path, { options });
    expect(changed.json()).toMatchObject({ options: { totp: { length: 8 } } });
    expect(changed.body).not.toContain('Pizza on Demand code');
    await startCode(world, { connection: 'sms', phone_number: phoneNumber });
    expect(world.phone.at(-1)?.text).toMatch(/^Say \d{8}$/);
  });

  test('shows and takes options by scopes of their own', async () => {
    const id = await connectionId('sms');
    const path = `client-grants/cgr_${setupClient.id}`;
    expect((await manage('PATCH', path, { scope: ['read:connections', 'update:connections'] })).status).toBe(
      200,
    );
    token = await managementToken(world, setupClient);
    expect((await manage('GET', `connections/${id}`)).json()).toMatchObject({ id, strategy: 'sms' });
    expect((await manage('GET', `connections/${id}`)).json()).not.toHaveProperty('options');
    expect((await manage('GET', 'connections')).body).not.toContain('options');
    const named = await manage('PATCH', `connections/${id}`, { display_name: 'Text message' });
    expect(named.json()).toMatchObject({ display_name: 'Text message' });
    expect(named.json()).not.toHaveProperty('options');
    const refused = await manage('PATCH', `connections/${id}`, { options: { disable_signup: false } });
    expect([refused.status, refused.json().message]).toEqual([
      403,
      'Insufficient scope, expected any of: update:connections_options',
    ]);
  });

  test.each([
    [{ name: 'sms', strategy: 'sms' }, 409],
    [{ name: 'fax', strategy: 'fax' }, 400],
    [{ name: 'no spaces', strategy: 'oauth2' }, 400],
    [{ name: 'text', strategy: 'sms', options: { totp: { length: 3, time_step: 180 } } }, 400],
    [{ name: 'text', strategy: 'sms', options: { totp: { length: 6, time_step: 0 } } }, 400],
    [{ name: 'letter', strategy: 'email', options: { email: { subject: 'No body' } } }, 400],
    [{ name: 'text', strategy: 'sms', options: { syntax: 'markdown' } }, 400],
  ])('is not made from %j', async (body, status) => {
    expect((await manage('POST', 'connections', body)).status).toBe(status);
    expect(world.tenant.inspect.configuration().connections).toHaveLength(4);
  });
});

describe('a grant', () => {
  const audience = `https://${domain}/api/v2/`;

  test('is one per application and API, of scopes the API has', async () => {
    const again = { client_id: 'app-client', audience, scope: [] };
    expect((await manage('POST', 'client-grants', again)).status).toBe(409);
    const [grant] = JSON.parse((await manage('GET', 'client-grants?client_id=app-client')).body);
    expect(grant).toMatchObject({ audience, scope: ['read:users', 'create:users', 'update:users'] });
    const path = `client-grants/${grant.id}`;
    expect((await manage('PATCH', path, { scope: ['read:everything'] })).status).toBe(400);
    expect((await manage('PATCH', path, { scope: ['read:users'] })).json()).toMatchObject({
      scope: ['read:users'],
    });
    expect((await manage('PATCH', path, { audience: 'https://x.example' })).status).toBe(400);
  });

  test.each([
    [{ client_id: 'nobody', audience, scope: [] }, 404],
    [{ client_id: setupClient.id, audience: 'https://nowhere.example', scope: [] }, 400],
  ])('is not made from %j', async (body, status) => {
    expect((await manage('POST', 'client-grants', body)).status).toBe(status);
  });
});

describe('protection against guessing', () => {
  const path = 'attack-protection/brute-force-protection';
  const guess = async (times: number): Promise<void> => {
    for (let count = 0; count < times; count += 1) await checkCode(world, 'sms', phoneNumber, 'never');
  };
  const tryRightCode = async (): Promise<number> => {
    await startCode(world, { connection: 'sms', phone_number: phoneNumber });
    return (await checkCode(world, 'sms', phoneNumber, lastCode(world.phone))).status;
  };

  test('blocks after as many failures as it says', async () => {
    expect((await manage('PATCH', path, { max_attempts: 2 })).json()).toMatchObject({
      enabled: true,
      max_attempts: 2,
    });
    await guess(1);
    expect(await tryRightCode()).toBe(200);
    await guess(2);
    expect(await tryRightCode()).toBe(429);
  });

  test.each([
    ['it is off', { enabled: false }],
    ['it only notifies', { shields: ['user_notification'] }],
    ['the caller is on its list', { allowlist: ['127.0.0.0/8'] }],
  ])('does not block where %s', async (_, changes) => {
    await manage('PATCH', path, { max_attempts: 1, ...changes });
    await guess(3);
    expect(await tryRightCode()).toBe(200);
  });

  test('does not block on a connection that it does not cover', async () => {
    await manage('PATCH', path, { max_attempts: 1 });
    const [sms] = JSON.parse((await manage('GET', 'connections?name=sms')).body);
    await manage('PATCH', `connections/${sms.id}`, {
      options: { ...sms.options, brute_force_protection: false },
    });
    await guess(3);
    expect(await tryRightCode()).toBe(200);
  });

  test('covers passwords too', async () => {
    await manage('PATCH', path, { max_attempts: 1 });
    const browser = openBrowser(world);
    await signIn(browser, { email: 'dana@sayso.test', password: 'wrong' });
    const blocked = await signIn(browser, { email: 'dana@sayso.test', password: 'Extra-Olives-42' });
    expect([blocked.status, blocked.left]).toEqual([400, null]);
  });

  test.each([
    { max_attempts: 0 },
    { mode: 'count_nothing' },
    { shields: ['shout'] },
    { allowlist: ['everybody'] },
    { allowlist: ['10.0.0.0/33'] },
    { stage: {} },
  ])('is not set to %j', async (changes) => {
    expect((await manage('PATCH', path, changes)).status).toBe(400);
  });

  test('has settings without effect here, which are kept all the same', async () => {
    const throttling = 'attack-protection/suspicious-ip-throttling';
    await manage('PATCH', throttling, { enabled: false });
    expect((await manage('GET', throttling)).json()).toMatchObject({ enabled: false });
    expect((await manage('GET', 'attack-protection/captcha')).status).toBe(403);
  });
});

describe('providers', () => {
  const phone = {
    name: 'twilio',
    disabled: false,
    configuration: { sid: 'AC01', default_from: '+12025550100', delivery_methods: ['text'] },
    credentials: { auth_token: 'secret-of-twilio' },
  };
  const email = {
    name: 'smtp',
    enabled: true,
    default_from_address: 'pod@pod.example',
    credentials: {
      smtp_host: 'mail.pod.example',
      smtp_port: 587,
      smtp_user: 'pod',
      smtp_pass: 'secret-of-mail',
    },
  };

  test('are one each, changed in place, and their credentials are shown to nobody', async () => {
    expect((await manage('GET', 'emails/provider')).status).toBe(404);
    expect((await manage('PATCH', 'emails/provider', email)).status).toBe(404);
    const replies = [
      await manage('POST', 'emails/provider', email),
      await manage('PATCH', 'emails/provider', { ...email, enabled: false }),
      await manage('GET', 'emails/provider'),
      await manage('POST', 'branding/phone/providers', phone),
      await manage('GET', 'branding/phone/providers'),
    ];
    expect(replies.map(({ status }) => status)).toEqual([201, 200, 200, 201, 200]);
    const { id } = replies[3]?.json() ?? {};
    const disabled = await manage('PATCH', `branding/phone/providers/${id}`, { ...phone, disabled: true });
    expect(disabled.json()).toMatchObject({ id, disabled: true });
    for (const { body } of [...replies, disabled]) expect(body).not.toContain('secret-of');
    expect((await manage('POST', 'emails/provider', email)).status).toBe(409);
    expect((await manage('POST', 'branding/phone/providers', phone)).status).toBe(409);
    expect((await manage('PATCH', 'branding/phone/providers/none', phone)).status).toBe(404);
  });
});

describe('what was changed', () => {
  test('survives a restart, but for what the sandbox is seeded with: that is set anew', async () => {
    await manage('PATCH', 'tenants/settings', {
      friendly_name: 'Renamed',
      support_url: 'https://pod.example',
    });
    await manage('PATCH', 'clients/app-client', { callbacks: [] });
    await manage('POST', 'clients', { name: 'One more' });
    world = await world.restart();
    const { tenant, clients } = world.tenant.inspect.configuration();
    expect(tenant).toEqual({ friendly_name: 'Pizza on Demand', support_url: 'https://pod.example' });
    expect(clients.map(({ name }) => name)).toEqual(['Pizza on Demand', 'Set-up', 'One more']);
    expect(clients[0]?.callbacks).toEqual(testSeed().clients[0]?.callbacks);
    expect(
      codeOf(await signIn(openBrowser(world), { email: 'dana@sayso.test', password: 'Extra-Olives-42' })),
    ).toBeTruthy();
  });

  test('in one tenant is not changed in another of the same seed', async () => {
    const seed = testSeed();
    await world.close();
    world = await startTenant({ seed });
    token = await managementToken(world, setupClient);
    await manage('PATCH', 'attack-protection/brute-force-protection', { max_attempts: 3 });
    await manage('PATCH', 'tenants/settings', { friendly_name: 'Renamed' });
    expect(seed).toEqual(testSeed());
  });
});
