import { AuthClient } from '@auth0/auth0-auth-js';
import { SignJWT } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Contact } from '../transactions/model.ts';
import { createTenantKeys } from './keys.ts';
import { createCodeIssuer } from './passwordless.ts';
import {
  clientId,
  clock,
  createFakeTenant,
  createTestLog,
  type FakeTenant,
  type Logged,
  socketError,
} from './testing/fake-tenant.ts';

const phone: Contact = {
  id: 'contact-1',
  channel: 'sms',
  address: '+12025550142',
  hint: '42',
  provenAt: clock,
  checkedAt: clock,
};
const mailbox: Contact = { ...phone, channel: 'email', address: 'dana@sayso.test', hint: 'd…@sayso.test' };
const code = '482109';
const forever = new AbortController().signal;

let tenant: FakeTenant;
let logged: Logged[];

beforeEach(async () => {
  tenant = await createFakeTenant();
});

/** An issuer as it is in the steady state: discovery and keys known, nothing asked yet. */
const warmIssuer = async (options: { readonly warm: boolean } = { warm: true }) => {
  const { fetch, domain, issuer } = tenant;
  const client = new AuthClient({ domain, clientId, clientSecret: 'secret', customFetch: fetch });
  const keys = createTenantKeys({ domain, fetch, now: () => clock });
  const testLog = createTestLog();
  logged = testLog.logged;
  if (options.warm) {
    await client.getServerMetadata();
    await keys.warmUp();
    tenant.asked.length = 0;
  }
  return createCodeIssuer({ client, fetch, issuer, clientId, keys, now: () => clock, log: testLog.log });
};

const answerWithIdToken = (idToken: unknown) => {
  tenant.answers.token = {
    status: 200,
    body: {
      access_token: 'opaque',
      id_token: idToken,
      token_type: 'Bearer',
      expires_in: 86_400,
      scope: 'openid',
    },
  };
};

describe('a start', () => {
  it('is one call that asks for a code, to the phone', async () => {
    const codes = await warmIssuer();
    expect(await codes.start(phone, forever)).toEqual({ type: 'sent' });
    expect(tenant.asked).toHaveLength(1);
    expect(JSON.parse(tenant.asked[0]?.body ?? '')).toEqual({
      client_id: clientId,
      client_secret: 'secret',
      connection: 'sms',
      phone_number: '+12025550142',
      send: 'code',
    });
  });

  it('is one call that asks for a code, to the mailbox', async () => {
    const codes = await warmIssuer();
    expect(await codes.start(mailbox, forever)).toEqual({ type: 'sent' });
    expect(tenant.asked).toHaveLength(1);
    expect(JSON.parse(tenant.asked[0]?.body ?? '')).toMatchObject({
      connection: 'email',
      email: 'dana@sayso.test',
      send: 'code',
    });
  });

  it.each([
    [
      '429',
      { status: 429, body: { error: 'too_many_requests' } },
      { type: 'not_sent', cause: 'rate_limited' },
    ],
    ['400', { status: 400, body: { error: 'sms_provider_error' } }, { type: 'not_sent', cause: 'refused' }],
    ['500', { status: 500 }, { type: 'unknown' }],
    ['a refused connection', socketError('ECONNREFUSED'), { type: 'not_sent', cause: 'unreachable' }],
    ['a reset', socketError('ECONNRESET'), { type: 'unknown' }],
  ] as const)('that meets %s is told so, and not repeated', async (_, answer, outcome) => {
    const codes = await warmIssuer();
    tenant.answers.start = answer;
    expect(await codes.start(phone, forever)).toEqual(outcome);
    expect(tenant.asked).toHaveLength(1);
  });

  it('ends with its signal, its outcome unknown', async () => {
    const codes = await warmIssuer();
    tenant.answers.start = 'hang';
    const deadline = new AbortController();
    const starting = codes.start(phone, deadline.signal);
    await expect.poll(() => tenant.asked.length).toBe(1);
    deadline.abort();
    expect(await starting).toEqual({ type: 'unknown' });
  });
});

describe('a check', () => {
  it('is one call, for an id_token and no access to any API', async () => {
    const codes = await warmIssuer();
    answerWithIdToken(await tenant.idToken());
    expect(await codes.check(phone, code, forever)).toEqual({ type: 'right', subject: 'auth0|dana' });
    expect(tenant.asked).toHaveLength(1);
    expect(Object.fromEntries(new URLSearchParams(tenant.asked[0]?.body))).toEqual({
      grant_type: 'http://auth0.com/oauth/grant-type/passwordless/otp',
      username: '+12025550142',
      otp: code,
      realm: 'sms',
      scope: 'openid',
      client_id: clientId,
      client_secret: 'secret',
    });
  });

  it('names whoever the code belongs to, also where it is another person', async () => {
    const codes = await warmIssuer();
    answerWithIdToken(await tenant.idToken({ sub: 'sms|stranger' }));
    expect(await codes.check(mailbox, code, forever)).toEqual({ type: 'right', subject: 'sms|stranger' });
  });

  it.each([
    ['another issuer', { iss: 'https://evil.test/' }, {}, 'iss'],
    ['another tenant of the same kind', { iss: 'https://tenant-0.sayso.test/' }, {}, 'iss'],
    ['another audience', { aud: 'another-client' }, {}, 'aud'],
    ['another authorized party', { aud: [clientId, 'b'], azp: 'b' }, {}, 'azp'],
    ['a time that is over', { exp: clock / 1000 - 6 }, {}, 'ERR_JWT_EXPIRED'],
    ['no time at all', { exp: undefined }, {}, 'exp'],
    ['no subject', { sub: undefined }, {}, 'sub'],
    ['an empty subject', { sub: '' }, {}, 'sub'],
    ['a key nobody knows', {}, { kid: 'unknown' }, 'unknown_key'],
  ])('is unverified by an id_token with %s', async (_, claims, header, reason) => {
    const codes = await warmIssuer();
    answerWithIdToken(await tenant.idToken(claims, header));
    expect(await codes.check(phone, code, forever)).toEqual({ type: 'unverified' });
    expect(logged).toContainEqual({ event: 'auth0.id_token_refused', fields: { reason } });
  });

  it('is unverified by an id_token without a signature, with another one, or signed with what is public', async () => {
    const codes = await warmIssuer();
    const [head = '', body = '', signature = ''] = (await tenant.idToken()).split('.');
    const unsigned = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${body}.`;
    const swapped = Buffer.from(
      JSON.stringify({ iss: tenant.issuer, aud: clientId, sub: 'auth0|eve' }),
    ).toString('base64url');
    const withPublicKey = await new SignJWT({ sub: 'auth0|eve' })
      .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
      .setIssuer(tenant.issuer)
      .setAudience(clientId)
      .setIssuedAt(clock / 1000)
      .setExpirationTime(clock / 1000 + 60)
      .sign(new TextEncoder().encode(JSON.stringify(tenant.answers.jwks)));
    for (const forged of [
      unsigned,
      `${head}.${swapped}.${signature}`,
      withPublicKey,
      'no-token',
      7,
      undefined,
    ]) {
      answerWithIdToken(forged);
      expect(await codes.check(phone, code, forever)).toEqual({ type: 'unverified' });
    }
  });

  it('follows a rotation of the keys', async () => {
    const codes = await warmIssuer({ warm: false });
    await tenant.rotate();
    answerWithIdToken(await tenant.idToken());
    expect(await codes.check(phone, code, forever)).toEqual({ type: 'right', subject: 'auth0|dana' });
  });

  it.each([
    [
      'a wrong code',
      { status: 403, body: { error: 'invalid_grant', error_description: 'Wrong …' } },
      'wrong',
    ],
    [
      'an expired code',
      {
        status: 403,
        body: { error: 'invalid_grant', error_description: 'The verification code has expired.' },
      },
      'spent',
    ],
    ['mfa_required', { status: 403, body: { error: 'mfa_required' } }, 'not_evaluated'],
    ['429', { status: 429 }, 'not_evaluated'],
    ['500', { status: 500 }, 'unknown'],
    ['a refused connection', socketError('ECONNREFUSED'), 'not_evaluated'],
    ['an answer that was lost', socketError('UND_ERR_SOCKET'), 'unknown'],
  ] as const)('that meets %s is told so, and not repeated', async (_, answer, type) => {
    const codes = await warmIssuer();
    tenant.answers.token = answer;
    expect(await codes.check(phone, code, forever)).toEqual({ type });
    expect(tenant.asked).toHaveLength(1);
  });

  it('does not use up a code where its answer could not be verified', async () => {
    const codes = await warmIssuer({ warm: false });
    tenant.answers.jwks = { status: 503 };
    answerWithIdToken(await tenant.idToken());
    expect(await codes.check(phone, code, forever)).toEqual({ type: 'not_evaluated' });
    expect(tenant.asked.map(({ route }) => route)).toEqual(['jwks']);
  });

  it('is unknown where a new key cannot be had once the code is used up', async () => {
    const { fetch, domain, issuer } = tenant;
    let now = clock;
    const client = new AuthClient({ domain, clientId, clientSecret: 'secret', customFetch: fetch });
    const keys = createTenantKeys({ domain, fetch, now: () => now });
    const { log } = createTestLog();
    const codes = createCodeIssuer({ client, fetch, issuer, clientId, keys, now: () => now, log });
    await keys.warmUp();
    await tenant.rotate();
    answerWithIdToken(await tenant.idToken());
    tenant.answers.jwks = { status: 503 };
    now += 60_000;
    expect(await codes.check(phone, code, forever)).toEqual({ type: 'unknown' });
  });

  it('is not evaluated where discovery cannot be had', async () => {
    const codes = await warmIssuer({ warm: false });
    tenant.answers.discovery = { status: 503 };
    expect(await codes.check(phone, code, forever)).toEqual({ type: 'not_evaluated' });
    expect(tenant.asked.map(({ route }) => route)).not.toContain('token');
  });

  it('ends with its signal, its outcome unknown', async () => {
    const codes = await warmIssuer();
    tenant.answers.token = 'hang';
    const deadline = new AbortController();
    const checking = codes.check(phone, code, deadline.signal);
    await expect.poll(() => tenant.asked.length).toBe(1);
    deadline.abort();
    expect(await checking).toEqual({ type: 'unknown' });
  });

  it('sends nothing once the signal has ended, while discovery still hung', async () => {
    const codes = await warmIssuer({ warm: false });
    tenant.answers.discovery = 'hang';
    const deadline = new AbortController();
    const checking = codes.check(phone, code, deadline.signal);
    await expect.poll(() => tenant.asked.map(({ route }) => route)).toContain('discovery');
    deadline.abort();
    expect(await checking).toEqual({ type: 'not_evaluated' });
  });
});

it('logs neither codes nor contacts nor tokens', async () => {
  const codes = await warmIssuer();
  const idToken = await tenant.idToken({ iss: 'https://evil.test/' });
  const all: Logged[] = [];
  for (const answer of [
    { status: 400, body: { error: 'bad.phone_number', error_description: phone.address } },
    { status: 403, body: { error: 'invalid_request', error_description: `${code} ${phone.address}` } },
    { status: 500, body: phone.address },
    { status: 200, body: { access_token: 'opaque', id_token: idToken } },
  ]) {
    tenant.answers.start = answer;
    tenant.answers.token = answer;
    await codes.start(phone, forever);
    await codes.check(phone, code, forever);
    all.push(...logged);
  }
  expect(all.length).toBeGreaterThan(4);
  const text = JSON.stringify(all);
  for (const secret of [code, phone.address, '2025550142', idToken, 'opaque'])
    expect(text).not.toContain(secret);
});
