/** /oauth/token and what comes of it: clients, codes, refreshes, signatures, /userinfo, revocation. */
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { demoUsers, setupClient } from './seed.ts';
import {
  askForTokens,
  call,
  codeOf,
  exchange,
  managementToken,
  openBrowser,
  signIn,
} from './testing/call.ts';
import { api, apiSecret, app, issuer, startTenant, type TestTenant, testSeed } from './testing/start.ts';

const { dana } = demoUsers;

let world: TestTenant;
beforeEach(async () => {
  world = await startTenant();
});
afterEach(() => world.close());

const newCode = async (): Promise<string> => codeOf(await signIn(openBrowser(world), dana));
const newTokens = async () => (await exchange(world, await newCode())).json();
const refresh = (token: unknown, changes: Record<string, string> = {}) =>
  askForTokens(world, { grant_type: 'refresh_token', refresh_token: String(token), ...changes });

describe('a client', () => {
  test('authenticates in the body, as a form or as JSON, or by Basic', async () => {
    const fields = { grant_type: 'client_credentials', audience: `${issuer}api/v2/` };
    const secret = { client_id: app.id, client_secret: app.secret };
    const basic = `Basic ${Buffer.from(`${app.id}:${app.secret}`).toString('base64')}`;
    const inForm = await call(world, '/oauth/token', { form: { ...fields, ...secret } });
    const inJson = await call(world, '/oauth/token', { json: { ...fields, ...secret } });
    const inHeader = await call(world, '/oauth/token', { form: fields, headers: { authorization: basic } });
    expect([inForm.status, inJson.status, inHeader.status]).toEqual([200, 200, 200]);
    const both = await call(world, '/oauth/token', {
      form: { ...fields, ...secret },
      headers: { authorization: basic },
    });
    expect(both.status).toBe(400);
  });

  test.each([
    [{ client_secret: 'guessed' }],
    [{ client_secret: '' }],
    [{ client_id: '__proto__' }],
    [{ client_id: '' }],
  ])('is refused with %j', async (changes) => {
    const reply = await askForTokens(world, { grant_type: 'client_credentials', ...changes });
    expect([reply.status, reply.json()]).toEqual([
      401,
      { error: 'access_denied', error_description: 'Unauthorized' },
    ]);
  });

  test.each([
    ['password', 403, 'unsupported_grant_type'],
    ['implicit', 403, 'unsupported_grant_type'],
    ['http://auth0.com/oauth/grant-type/password-realm', 403, 'unsupported_grant_type'],
    ['constructor', 403, 'unsupported_grant_type'],
    ['', 400, 'invalid_request'],
  ])('cannot use the grant "%s"', async (grant_type, status, error) => {
    const reply = await askForTokens(world, { grant_type, username: dana.email, password: dana.password });
    expect([reply.status, reply.json().error]).toEqual([status, error]);
  });

  test('may use only the grants it has', async () => {
    const reply = await askForTokens(world, {
      grant_type: 'refresh_token',
      client_id: setupClient.id,
      client_secret: setupClient.secret,
    });
    expect([reply.status, reply.json()]).toEqual([
      403,
      {
        error: 'unauthorized_client',
        error_description: "Grant type 'refresh_token' not allowed for the client.",
      },
    ]);
  });
});

describe('an authorization code', () => {
  test('needs its verifier', async () => {
    for (const code_verifier of ['', 'another-verifier-that-is-long-enough-for-rfc-7636']) {
      const reply = await exchange(world, await newCode(), { code_verifier });
      expect([reply.status, reply.json().error_description]).toEqual([403, 'Failed to verify code verifier']);
    }
  });

  test('needs its redirect_uri', async () => {
    const reply = await exchange(world, await newCode(), { redirect_uri: 'https://pod.example/' });
    expect([reply.status, reply.json().error]).toEqual([401, 'unauthorized_client']);
  });

  test('is good for one use; a second one revokes what the first one got', async () => {
    const code = await newCode();
    const tokens = (await exchange(world, code)).json();
    expect((await refresh(tokens.refresh_token)).status).toBe(200);
    const again = await exchange(world, code);
    expect([again.status, again.json()]).toEqual([
      403,
      { error: 'invalid_grant', error_description: 'Invalid authorization code' },
    ]);
    expect((await refresh(tokens.refresh_token)).status).toBe(403);
  });

  test('has one winner among sixteen', async () => {
    const code = await newCode();
    const replies = await Promise.all(Array.from({ length: 16 }, () => exchange(world, code)));
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1);
  });

  test('lives five minutes', async () => {
    const code = await newCode();
    world.clock.forward(300_000);
    expect((await exchange(world, code)).status).toBe(403);
  });
});

describe('an access token for the API', () => {
  test('is signed with the API’s own secret and has one audience', async () => {
    const tokens = await newTokens();
    const { payload } = await jwtVerify(String(tokens.access_token), new TextEncoder().encode(apiSecret), {
      issuer,
      audience: api,
      algorithms: ['HS256'],
      currentDate: new Date(world.clock.now()),
    });
    expect(payload).toEqual({
      iss: issuer,
      sub: dana.user_id,
      aud: api,
      azp: app.id,
      scope: 'openid profile email offline_access transactions:read transactions:request',
      iat: Math.floor(world.clock.now() / 1000),
      exp: Math.floor(world.clock.now() / 1000) + 86_400,
    });
    expect(tokens.expires_in).toBe(86_400);
  });

  test('is signed RS256 where the API says so, and then opens /userinfo too', async () => {
    await world.close();
    world = await startTenant({ seed: testSeed(null) });
    const tokens = await newTokens();
    const keys = createLocalJWKSet({ keys: [], ...(await call(world, '/.well-known/jwks.json')).json() });
    const { payload } = await jwtVerify(String(tokens.access_token), keys, {
      currentDate: new Date(world.clock.now()),
    });
    expect(payload.aud).toEqual([api, `${issuer}userinfo`]);
    const reply = await call(world, '/userinfo', {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(reply.json()).toMatchObject({ sub: dana.user_id, email: dana.email });
  });
});

describe('/userinfo', () => {
  test('takes the opaque token of a sign-in without audience, also after a restart', async () => {
    const page = await signIn(openBrowser(world), dana, { audience: null, scope: 'openid email' });
    const tokens = (await exchange(world, codeOf(page))).json();
    expect(String(tokens.access_token).split('.')).toHaveLength(5);
    expect(JSON.stringify(decodeProtectedHeader(String(tokens.access_token)))).not.toContain(dana.user_id);
    world = await world.restart();
    for (const method of ['GET', 'POST'] as const) {
      const reply = await call(world, '/userinfo', {
        method,
        headers: { authorization: `Bearer ${tokens.access_token}` },
      });
      expect(reply.json()).toEqual({ sub: dana.user_id, email: dana.email, email_verified: true });
    }
    world.clock.forward(86_400_000);
    const late = await call(world, '/userinfo', {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect([late.status, late.headers['www-authenticate']]).toEqual([
      401,
      expect.stringContaining('error="invalid_token"'),
    ]);
  });

  test('refuses other tokens', async () => {
    const tokens = await newTokens();
    for (const token of [tokens.access_token, tokens.id_token, await managementToken(world), 'a.b.c.d.e']) {
      const reply = await call(world, '/userinfo', { headers: { authorization: `Bearer ${token}` } });
      expect(reply.status).toBe(401);
    }
    expect((await call(world, '/userinfo')).headers['www-authenticate']).toBe('Bearer realm="Users"');
  });
});

describe('a refresh token', () => {
  test('stays the same, and every answer says how long the access token lives', async () => {
    const { refresh_token } = await newTokens();
    for (let count = 0; count < 3; count += 1) {
      const reply = await refresh(refresh_token);
      expect(reply.json()).toMatchObject({ expires_in: 86_400, token_type: 'Bearer' });
      expect(reply.json()).not.toHaveProperty('refresh_token');
    }
  });

  test('can ask for less and never for more', async () => {
    const { refresh_token } = await newTokens();
    const reply = await refresh(refresh_token, { scope: 'transactions:read transactions:confirm' });
    expect(reply.json().scope).toBe('transactions:read');
  });

  test('comes only where offline_access was asked for', async () => {
    const page = await signIn(openBrowser(world), dana, { scope: 'openid' });
    expect((await exchange(world, codeOf(page))).json()).not.toHaveProperty('refresh_token');
  });

  test('ends when revoked, by its own client only; an unknown one is no error', async () => {
    const { refresh_token } = await newTokens();
    const revoke = (client: { id: string; secret: string }, token: unknown) =>
      call(world, '/oauth/revoke', {
        json: { client_id: client.id, client_secret: client.secret, token },
      });
    expect((await revoke(setupClient, refresh_token)).status).toBe(200);
    expect((await refresh(refresh_token)).status).toBe(200);
    expect((await revoke({ ...app, secret: 'guessed' }, refresh_token)).status).toBe(401);
    expect((await revoke(app, 'unknown')).status).toBe(200);
    expect((await revoke(app, refresh_token)).status).toBe(200);
    const gone = await refresh(refresh_token);
    expect([gone.status, gone.json()]).toEqual([
      403,
      { error: 'invalid_grant', error_description: 'Unknown or invalid refresh token.' },
    ]);
  });

  test('ends after half a year unused and after a year in any case', async () => {
    const day = 86_400_000;
    const idle = await newTokens();
    world.clock.forward(180 * day);
    expect((await refresh(idle.refresh_token)).status).toBe(403);
    const used = await newTokens();
    for (let times = 0; times < 3; times += 1) {
      world.clock.forward(120 * day);
      expect((await refresh(used.refresh_token)).status).toBe(200);
    }
    world.clock.forward(5 * day);
    expect((await refresh(used.refresh_token)).status).toBe(403);
  });
});

test('a new signing key signs from now on, and the former one stays published', async () => {
  const before = await newTokens();
  await world.tenant.inspect.rotateSigningKey();
  const after = await newTokens();
  const keys = createLocalJWKSet({ keys: [], ...(await call(world, '/.well-known/jwks.json')).json() });
  for (const tokens of [before, after])
    await jwtVerify(String(tokens.id_token), keys, { currentDate: new Date(world.clock.now()) });
  expect(decodeProtectedHeader(String(before.id_token)).kid).not.toBe(
    decodeProtectedHeader(String(after.id_token)).kid,
  );
});

test('no private part of a key is published', async () => {
  const reply = await call(world, '/.well-known/jwks.json');
  expect(reply.body).not.toMatch(/"(d|p|q|dp|dq|qi)":/);
});

test('client credentials are for the Management API, within the client’s grant', async () => {
  const ask = (changes: Record<string, string>) =>
    askForTokens(world, { grant_type: 'client_credentials', audience: `${issuer}api/v2/`, ...changes });
  const all = (await ask({})).json();
  expect(decodeJwt(String(all.access_token))).toMatchObject({
    sub: `${app.id}@clients`,
    scope: 'read:users create:users update:users',
    gty: 'client-credentials',
  });
  expect((await ask({ scope: 'read:users delete:users' })).json().scope).toBe('read:users');
  expect((await ask({ audience: api })).status).toBe(403);
});
