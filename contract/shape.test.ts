/** Whatever a live tenant may answer, nobody's data gets into the shape of it. */
import { UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { maskFor, namesIn } from './mask.ts';
import type { Party, Reply } from './party.ts';
import { shapeOf } from './shape.ts';

const party: Party = {
  domain: 'login.acme-shop.com',
  managementDomain: 'acme.eu.auth0.com',
  ask: async () => ({ status: 200, headers: {}, body: '' }),
  client: { id: 'client-of-acme', secret: 'secret-of-acme' },
  audience: 'https://pod.example/api',
  callback: 'https://pod.example/wt/app/callback',
  userId: 'auth0|65f0aa11bb22cc33dd44ee55',
  contacts: { sms: '+12025550163', email: 'anna.lind@example.com' },
  readCode: async () => null,
};

const answer = (body: unknown, headers: Reply['headers'] = {}): Reply => ({
  status: 400,
  headers,
  body: JSON.stringify(body),
});

const told = (reply: Reply, others: readonly Reply[] = []): string =>
  JSON.stringify(shapeOf(reply, maskFor(party, namesIn([reply, ...others]))));

const person = {
  user_id: 'samlp|acme-staff|anna',
  name: 'Anna Lind',
  nickname: 'anna',
  given_name: 'Anna',
  picture: 'https://cdn.auth0.com/avatars/al.png',
  last_ip: '203.0.113.7',
  blog: 'https://anna.example/about/anna',
  broken: 'https://[',
  pin: '4821',
  user_metadata: { 'mother Berta': 'yes', '4821': true, anna: { lind: 1 } },
  app_metadata: { acme_vip: true },
  'https://acme-shop.com/roles': ['boss of Anna'],
  identities: [
    {
      provider: 'samlp',
      connection: 'acme-staff',
      user_id: 'anna',
      isSocial: false,
      access_token: 'abcd1234',
      profileData: { email: 'anna.lind@example.com', phone_number: '+12025550163', message: 'from Anna' },
    },
  ],
};

describe('a user', () => {
  test('is told by the names of fields alone', () => {
    const shape = told(answer(person));
    expect(shape).not.toMatch(/anna|lind|berta|acme|4821|203|abcd|boss|avatars|2025550163/i);
    for (const field of ['nickname', 'picture', 'user_metadata', 'profileData', '<name>'])
      expect(shape).toContain(`"${field}"`);
  });
});

describe('an error', () => {
  test.each([
    'The user auth0|65f0aa11bb22cc33dd44ee55 is unknown',
    'The user samlp|acme-staff|anna is unknown',
    'Unknown: google-oauth2%7C1234 of anna.lind%40example.com',
    'No phone (202) 555-0163, +1 202-555-0163 or 0163',
    'The code 4821 is wrong',
    'Blocked: 203.0.113.7 and 2001:db8::7',
    'No such host: acme.eu.auth0.com, see https://manage.auth0.com/dashboard/eu/acme/users',
    'Tenant acme is suspended',
    'Anna Lind already exists, and so does "anna"',
    'Client client-of-acme has another secret than secret-of-acme',
    'No session aB3dE6gH9k, state hKFo2SBhMTIzNDU2Nzg5MGFiY2RlZg',
  ])('keeps its words, without anybody in it: %s', (message) => {
    const shape = told(answer({ error: 'access_denied', error_description: message, message }), [
      answer(person),
    ]);
    expect(shape).not.toMatch(/anna|lind|acme|65f0|1234|555|0163|4821|203|2001|db8|dashboard|aB3d|hKFo/i);
    expect(shape).toContain('access_denied');
    expect(shape).toContain('<');
  });

  test.each([
    ['The client is not authorized: see https://auth0.com/docs/clients', 'https://auth0.com/docs/clients'],
    ['HS256 is not allowed for google-oauth2', 'HS256 is not allowed for google-oauth2'],
    ['missing_transaction_context_or_state', 'missing_transaction_context_or_state'],
    ['auth0_idp_error', 'auth0_idp_error'],
  ])('says what is Auth0\u2019s own: %s', (message, kept) => {
    expect(told(answer({ message }))).toContain(kept);
  });
});

describe('headers', () => {
  test.each([
    'https://login.acme-shop.com/u/login/aB3d?state=hKFo2SBh&anna@example.com=1',
    'https://login.acme-shop.com/u/anna/4821',
    'https://anna.example/callback?code=4821',
    'https://pod.example/wt/app/callback?error=Anna%20said%20no&state=aB3d',
    '/u/login#access_token=aB3d',
    'http://[anna',
  ])('a redirect to %s leads to known places alone', (location) => {
    expect(told(answer({}, { location }))).not.toMatch(/anna|4821|aB3d|hKFo|acme/i);
  });

  test('a challenge has a scheme, names of parameters and a code', () => {
    const challenge = 'Bearer realm="acme", error="invalid_token", error_description="of Anna"';
    expect(shapeOf(answer({}, { 'www-authenticate': challenge }), maskFor(party, [])).headers).toEqual({
      'www-authenticate': {
        scheme: 'Bearer',
        parameters: ['error', 'error_description', 'realm'],
        error: 'invalid_token',
      },
    });
  });

  test('no other is told', () => {
    const shape = told(answer({}, { 'set-cookie': 'anna=4821', 'x-tenant': 'acme', 'content-type': 'Anna' }));
    expect(shape).not.toMatch(/anna|acme|4821/i);
  });
});

test('a token is told by whom it is for where we know them, and by the names of its claims', () => {
  const token = (claims: Record<string, unknown>) =>
    told(answer({ access_token: new UnsecuredJWT(claims).encode().replace(/\.$/, '.anna') }));
  const known = token({
    iss: 'https://login.acme-shop.com/',
    aud: ['https://pod.example/api', 'https://login.acme-shop.com/userinfo'],
    sub: party.userId,
    iat: 1000,
    exp: 1060,
    'https://acme-shop.com/name': 'Anna',
  });
  for (const part of ['https://<tenant>/', '<audience>', 'https://<tenant>/userinfo', '<user>', '60'])
    expect(known).toContain(part);
  const others = token({ iss: 'acme', aud: 'acme-payroll', sub: 'anna', scope: 'read:acme openid' });
  expect(known + others).not.toMatch(/anna|acme/i);
  expect(others).toContain('openid');
});
