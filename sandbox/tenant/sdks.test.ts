/** The official SDKs against the tenant over real https, trusting one throw-away authority. */
import { AuthClient } from '@auth0/auth0-auth-js';
import { ManagementClient } from 'auth0';
import * as oidc from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoUsers } from './seed.ts';
import { authorizePath, openBrowser } from './testing/call.ts';
import {
  api,
  app,
  callback,
  domain,
  issuer,
  lastCode,
  startTenant,
  type TestTenant,
} from './testing/start.ts';

const { dana, milo } = demoUsers;
const phoneNumber = '+12025550142';

let world: TestTenant;
let fetch: typeof globalThis.fetch;
// SDKs go by the machine's clock.
beforeAll(async () => {
  world = await startTenant({ from: Date.now() });
  fetch = await world.listen();
});
afterAll(() => world.close());

test('auth0-auth-js starts a code, checks it, refreshes and revokes', async () => {
  const client = new AuthClient({ domain, clientId: app.id, clientSecret: app.secret, customFetch: fetch });
  await client.passwordless.sendSms({ phoneNumber });
  const tokens = await client.getTokenByPasswordlessSms({
    phoneNumber,
    code: lastCode(world.phone),
    audience: api,
    scope: 'openid offline_access',
  });
  expect(tokens.claims?.sub).toBe(dana.user_id);
  const refreshToken = tokens.refreshToken ?? '';
  const refreshed = await client.getTokenByRefreshToken({ refreshToken });
  expect(refreshed.accessToken).toBeTruthy();
  await client.revokeToken({ token: refreshToken });
  await expect(client.getTokenByRefreshToken({ refreshToken })).rejects.toThrow();
});

test('auth0-auth-js hears of a wrong code and of an unknown phone', async () => {
  const client = new AuthClient({ domain, clientId: app.id, clientSecret: app.secret, customFetch: fetch });
  await client.passwordless.sendSms({ phoneNumber });
  const wrong = lastCode(world.phone) === '000000' ? '111111' : '000000';
  await expect(client.getTokenByPasswordlessSms({ phoneNumber, code: wrong })).rejects.toMatchObject({
    cause: { error: 'invalid_grant', error_description: 'Wrong phone number or verification code.' },
  });
  await expect(client.passwordless.sendSms({ phoneNumber: '+12025550143' })).rejects.toMatchObject({
    cause: { error: 'bad.connection', error_description: 'Public signup is disabled' },
  });
});

test('ManagementClient provisions a mailbox and links it, with one token', async () => {
  const client = new ManagementClient({
    domain,
    clientId: app.id,
    clientSecret: app.secret,
    fetch,
    maxRetries: 0,
  });
  world.tenant.inspect.forgetCalls();
  const user = await client.users.get(milo.user_id);
  const created = await client.users.create({ connection: 'email', email: milo.email, email_verified: true });
  await client.users.identities.link(user.user_id ?? '', {
    provider: 'email',
    user_id: created.user_id ?? '',
  });
  const linked = await client.users.get(milo.user_id);
  expect(linked.identities?.map((identity) => identity.connection)).toEqual([
    'Username-Password-Authentication',
    'email',
  ]);
  await expect(client.users.create({ connection: 'email', email: milo.email })).rejects.toMatchObject({
    statusCode: 409,
  });
  await expect(client.users.get('auth0|nobody')).rejects.toMatchObject({ statusCode: 404 });
  expect(world.tenant.inspect.calls()).toMatchObject({
    'token:client_credentials': 1,
    'management:users': 6,
  });
});

test('openid-client signs in with PKCE, state, nonce and the issuer of the answer', async () => {
  const config = await oidc.discovery(
    new URL(issuer),
    app.id,
    app.secret,
    oidc.ClientSecretBasic(app.secret),
    {
      [oidc.customFetch]: (url, options) => fetch(url, { ...options, body: options.body ?? null }),
    },
  );
  const codeVerifier = oidc.randomPKCECodeVerifier();
  const nonce = oidc.randomNonce();
  const state = oidc.randomState();
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: callback,
    scope: 'openid email',
    code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    max_age: '300',
    nonce,
    state,
  });
  const browser = openBrowser(world);
  const login = await browser.visit(url.pathname + url.search);
  const page = await browser.submit(login, '/u/login', { username: dana.email, password: dana.password });
  const tokens = await oidc.authorizationCodeGrant(config, page.left ?? url, {
    pkceCodeVerifier: codeVerifier,
    expectedNonce: nonce,
    expectedState: state,
    maxAge: 300,
    idTokenExpected: true,
  });
  expect(tokens.claims()).toMatchObject({ sub: dana.user_id, email: dana.email });
  const profile = await oidc.fetchUserInfo(config, tokens.access_token, dana.user_id);
  expect(profile.email_verified).toBe(true);
});

test('nobody reaches it who does not trust its authority', async () => {
  const [address] = world.tenant.app.addresses();
  const port = typeof address === 'object' ? address.port : 0;
  await expect(globalThis.fetch(`https://localhost:${port}${authorizePath()}`)).rejects.toThrow();
});
