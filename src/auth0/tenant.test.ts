/** The adapter against the sandbox's tenant, over real TLS on loopback. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Certificates, prepareCertificates } from '../../sandbox/certificates.ts';
import { clearFaults } from '../../sandbox/tenant/faults.ts';
import { createSeed, demoUsers } from '../../sandbox/tenant/seed.ts';
import { createTenant, type Tenant as SandboxTenant } from '../../sandbox/tenant/tenant.ts';
import { findPort } from '../../test/find-port.ts';
import { createAddressReader } from '../accounts/contact-address.ts';
import type { ProvenContact } from '../accounts/ports.ts';
import { createTokenVerifier } from '../api/verify-token.ts';
import type { Contact } from '../transactions/model.ts';
import type { Fetch } from './ask.ts';
import { createConnections } from './connections.ts';
import { connectTenant, type Tenant } from './tenant.ts';
import { createTestLog } from './testing/fake-tenant.ts';

const clientId = 'pizza-on-demand';
const clientSecret = 'public-secret-of-a-test';
const audience = 'https://api.sayso.test';
const signal = new AbortController().signal;

let directory: string;
let certificates: Certificates;
let sandbox: SandboxTenant;
let tenant: Tenant;
let domain: string;
let connections: ReturnType<typeof createConnections>;
let phone: { text: string }[];
let mailbox: { text: string }[];
let files = 0;

/** The SDK looks at the system's clock, so the tenant and we do as well. */
const now = Date.now;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sayso-auth0-'));
  certificates = await prepareCertificates({ directory: join(directory, 'certificates'), now });
});
afterAll(() => rm(directory, { recursive: true, force: true }));

beforeEach(async () => {
  // The tenant's name has its port in it, so the port is chosen first.
  const port = await findPort();
  domain = `localhost:${port}`;
  phone = [];
  mailbox = [];
  files += 1;
  sandbox = await createTenant({
    domain,
    https: certificates.tls,
    stateFile: join(directory, `tenant-${files}.json`),
    deliver: {
      sms: async (_, text) => {
        phone.push({ text });
      },
      email: async (_, __, text) => {
        mailbox.push({ text });
      },
    },
    now,
    randomBytes,
    seed: createSeed({
      apiIdentifier: audience,
      apiSigningSecret: null,
      clientId,
      clientSecret,
      callbacks: [],
      logoutUrls: [],
    }),
  });
  await sandbox.app.listen({ host: '127.0.0.1', port });
  connections = createConnections({ ca: certificates.tls.rootPem });
  tenant = connect();
});

afterEach(async () => {
  await connections.close();
  await sandbox.close();
});

const connect = (fetch = connections.fetch, secret = clientSecret, managementDomain = domain): Tenant =>
  connectTenant({
    domain,
    managementDomain,
    clientId,
    clientSecret: secret,
    channels: ['sms', 'email'],
    trustProfilePhone: false,
    readAddress: createAddressReader({ smsCountries: [] }),
    fetch,
    now,
    log: createTestLog().log,
  });

const asContact = ({ channel, address, provenAt }: ProvenContact): Contact => ({
  id: 'contact-1',
  channel,
  address,
  provenAt,
  hint: '',
  checkedAt: provenAt,
});

const contactOf = async (subject: string): Promise<Contact> => {
  const answer = await tenant.profiles.readContacts(subject, signal);
  const first = answer.type === 'found' ? answer.contacts[0] : undefined;
  if (first === undefined) throw new Error(`no contact: ${answer.type}`);
  return asContact(first);
};

const lastCode = (messages: readonly { readonly text: string }[]): string =>
  /\b\d{6}\b/.exec(messages.at(-1)?.text ?? '')?.[0] ?? 'no code';

const wrong = (code: string): string => (code === '111111' ? '222222' : '111111');

const callsMade = () =>
  Object.fromEntries(Object.entries(sandbox.inspect.calls()).filter(([, count]) => count > 0));

describe('an interaction', () => {
  it('costs two calls in the steady state: one start, one grant', async () => {
    expect(await tenant.warmUp()).toEqual([]);
    expect(callsMade()).toEqual({ discovery: 1, jwks: 1, 'token:client_credentials': 1 });
    const contact = await contactOf(demoUsers.dana.user_id);
    sandbox.inspect.forgetCalls();

    expect(await tenant.codes.start(contact, signal)).toEqual({ type: 'sent' });
    expect(await tenant.codes.check(contact, lastCode(phone), signal)).toEqual({
      type: 'right',
      subject: demoUsers.dana.user_id,
    });
    expect(callsMade()).toEqual({ passwordless_start: 1, 'token:passwordless_otp': 1 });
  });

  it('works without a warm-up, and warms up by itself', async () => {
    const contact = await contactOf(demoUsers.dana.user_id);
    for (let round = 0; round < 2; round += 1) {
      sandbox.inspect.forgetCalls();
      expect(await tenant.codes.start(contact, signal)).toEqual({ type: 'sent' });
      expect(await tenant.codes.check(contact, lastCode(phone), signal)).toMatchObject({ type: 'right' });
    }
    expect(callsMade()).toEqual({ passwordless_start: 1, 'token:passwordless_otp': 1 });
  });

  it('goes by mail where there is no proven phone, with an identity made and linked on the way', async () => {
    const contact = await contactOf(demoUsers.milo.user_id);
    expect(contact).toMatchObject({ channel: 'email', address: 'milo@sayso.test' });
    expect(await tenant.codes.start(contact, signal)).toEqual({ type: 'sent' });
    expect(await tenant.codes.check(contact, lastCode(mailbox), signal)).toEqual({
      type: 'right',
      subject: demoUsers.milo.user_id,
    });
    sandbox.inspect.forgetCalls();
    await contactOf(demoUsers.milo.user_id);
    expect(callsMade()).toEqual({ 'management:users': 1 });
  });

  it('goes by mail for somebody who signs in with a social connection', async () => {
    const contact = await contactOf(demoUsers.sol.user_id);
    await tenant.codes.start(contact, signal);
    expect(await tenant.codes.check(contact, lastCode(mailbox), signal)).toEqual({
      type: 'right',
      subject: demoUsers.sol.user_id,
    });
  });
});

describe('a code', () => {
  it('that is wrong, replaced, used or tried too often does nothing', async () => {
    const contact = await contactOf(demoUsers.dana.user_id);
    await tenant.codes.start(contact, signal);
    const first = lastCode(phone);
    expect(await tenant.codes.check(contact, wrong(first), signal)).toEqual({ type: 'wrong' });
    await tenant.codes.start(contact, signal);
    const second = lastCode(phone);
    if (first !== second) expect(await tenant.codes.check(contact, first, signal)).toEqual({ type: 'wrong' });
    expect(await tenant.codes.check(contact, second, signal)).toMatchObject({ type: 'right' });
    expect((await tenant.codes.check(contact, second, signal)).type).not.toBe('right');

    await tenant.codes.start(contact, signal);
    const third = lastCode(phone);
    for (let count = 0; count < 3; count += 1) await tenant.codes.check(contact, wrong(third), signal);
    expect(await tenant.codes.check(contact, third, signal)).toEqual({ type: 'spent' });
  });

  it('that names another person says whom', async () => {
    const contact = await contactOf(demoUsers.dana.user_id);
    await tenant.codes.start(contact, signal);
    sandbox.faults.wrongSubject = true;
    const outcome = await tenant.codes.check(contact, lastCode(phone), signal);
    expect(outcome.type).toBe('right');
    expect(outcome).not.toMatchObject({ subject: demoUsers.dana.user_id });
  });

  it.each([
    ['an id_token signed by another key', { badIdTokenSignature: true }, 'unverified'],
    ['mfa_required', { mfaRequired: true }, 'not_evaluated'],
    ['too many calls', { rateLimited: true }, 'not_evaluated'],
    ['an outage', { down: 'unavailable' }, 'unknown'],
    ['a cut connection', { down: 'reset' }, 'unknown'],
    ['an answer lost after the code was taken', { answerLostAfter: 'token:passwordless_otp' }, 'unknown'],
  ] as const)(
    'that meets %s confirms nothing, and works no more where it was taken',
    async (_, faults, type) => {
      const contact = await contactOf(demoUsers.dana.user_id);
      await tenant.warmUp();
      await tenant.codes.start(contact, signal);
      Object.assign(sandbox.faults, faults);
      expect(await tenant.codes.check(contact, lastCode(phone), signal)).toEqual({ type });
      clearFaults(sandbox.faults);
      if ('answerLostAfter' in faults) {
        expect((await tenant.codes.check(contact, lastCode(phone), signal)).type).not.toBe('right');
      }
    },
  );

  it('is known by a new key of the tenant', async () => {
    const contact = await contactOf(demoUsers.dana.user_id);
    await tenant.codes.start(contact, signal);
    await sandbox.inspect.rotateSigningKey();
    expect(await tenant.codes.check(contact, lastCode(phone), signal)).toMatchObject({ type: 'right' });
  });
});

describe('a start', () => {
  it.each([
    ['a provider that refuses', { smsProviderError: true }, { type: 'not_sent', cause: 'refused' }],
    ['too many calls', { rateLimited: true }, { type: 'not_sent', cause: 'rate_limited' }],
    ['an outage', { down: 'unavailable' }, { type: 'unknown' }],
    ['a cut connection', { down: 'reset' }, { type: 'unknown' }],
    ['a lost answer', { answerLostAfter: 'passwordless_start' }, { type: 'unknown' }],
    ['a tenant that sends nothing and does not say so', { startSendsNothing: true }, { type: 'sent' }],
  ] as const)('that meets %s is told so', async (_, faults, outcome) => {
    const contact = await contactOf(demoUsers.dana.user_id);
    Object.assign(sandbox.faults, faults);
    expect(await tenant.codes.start(contact, signal)).toEqual(outcome);
  });

  it('is refused after fifty in an hour', async () => {
    const contact = await contactOf(demoUsers.dana.user_id);
    for (let count = 0; count < 50; count += 1) {
      expect(await tenant.codes.start(contact, signal)).toEqual({ type: 'sent' });
    }
    expect(await tenant.codes.start(contact, signal)).toEqual({ type: 'not_sent', cause: 'rate_limited' });
  });

  it('is certainly not sent with a wrong secret, or to a tenant whose certificate nobody vouches for', async () => {
    const contact = await contactOf(demoUsers.dana.user_id);
    expect(await connect(connections.fetch, 'wrong').codes.start(contact, signal)).toEqual({
      type: 'not_sent',
      cause: 'refused',
    });
    const strangers = createConnections();
    expect(await connect(strangers.fetch).codes.start(contact, signal)).toEqual({
      type: 'not_sent',
      cause: 'unreachable',
    });
    await strangers.close();
  });
});

describe('a profile', () => {
  it('is gone with its user', async () => {
    expect(await tenant.profiles.readContacts('auth0|nobody', signal)).toEqual({ type: 'gone' });
  });

  it.each([
    ['too many calls', { rateLimited: true }],
    ['an outage', { down: 'unavailable' }],
    ['a cut connection', { down: 'reset' }],
    ['a lost answer', { answerLostAfter: 'management:users' }],
  ] as const)('is unavailable after %s, and found once that is over', async (_, faults) => {
    await tenant.warmUp();
    Object.assign(sandbox.faults, faults);
    expect(await tenant.profiles.readContacts(demoUsers.milo.user_id, signal)).toEqual({
      type: 'unavailable',
    });
    clearFaults(sandbox.faults);
    expect(await tenant.profiles.readContacts(demoUsers.milo.user_id, signal)).toMatchObject({
      type: 'found',
      contacts: [{ address: 'milo@sayso.test' }],
    });
  });

  it('is provisioned once by two who come at the same time', async () => {
    const answers = await Promise.all([
      tenant.profiles.readContacts(demoUsers.milo.user_id, signal),
      connect().profiles.readContacts(demoUsers.milo.user_id, signal),
    ]);
    // The slower one may have to come again; it never says that there is no contact.
    for (const answer of answers) expect(answer).not.toMatchObject({ type: 'found', contacts: [] });
    const milo = sandbox.inspect.users().find(({ user_id }) => user_id === demoUsers.milo.user_id);
    expect(milo?.identities.filter(({ connection }) => connection === 'email')).toHaveLength(1);
  });

  it('on a custom domain is asked for by the tenant’s own name, which the Management API keeps', async () => {
    const asked: string[] = [];
    const own = 'account.auth0.invalid';
    const watching: Fetch = async (input, init) => {
      const { host, pathname } = new URL(String(input instanceof Request ? input.url : input));
      asked.push(`${host}${pathname} ${pathname === '/oauth/token' ? String(init?.body) : ''}`);
      if (pathname.startsWith('/api/')) return new Response('{}', { status: 503 });
      if (pathname === '/oauth/token')
        return Response.json({ access_token: 'a-token', token_type: 'Bearer', expires_in: 86_400 });
      return host === own
        ? Response.json({ issuer: `https://${own}/`, token_endpoint: `https://${own}/oauth/token` })
        : connections.fetch(input, init);
    };
    await connect(watching, clientSecret, own).profiles.readContacts(demoUsers.dana.user_id, signal);
    const audience = encodeURIComponent(`https://${own}/api/v2/`);
    // Auth0 takes a token for it only under the name under which it was got.
    expect(asked.filter((one) => one.includes('/oauth/token'))).toEqual([
      expect.stringMatching(new RegExp(`^${own}/oauth/token .*audience=${audience}`)),
    ]);
    expect(asked.some((one) => one.startsWith(`${own}/api/v2/users/`))).toBe(true);
    expect(asked.some((one) => one.startsWith(`${domain}/api/v2/`))).toBe(false);
  });

  it('is read with one token, however many ask', async () => {
    await Promise.all(
      Array.from({ length: 5 }, () => tenant.profiles.readContacts(demoUsers.dana.user_id, signal)),
    );
    expect(sandbox.inspect.calls()['token:client_credentials']).toBe(1);
  });
});

it('verifies tokens by the keys it publishes, and calls none invalid in an outage', async () => {
  sandbox.faults.down = 'unavailable';
  const { findKey } = connect();
  expect(await tenant.warmUp()).toEqual(['discovery', 'keys', 'management_token']);
  const verify = createTokenVerifier({
    issuer: tenant.issuer,
    audience,
    signingKey: null,
    keys: findKey,
    now,
  });
  const header = Buffer.from('{"alg":"RS256","typ":"JWT","kid":"any"}').toString('base64url');
  expect(await verify(`${header}.e30.AAAA`)).toEqual({ type: 'unavailable' });
});
