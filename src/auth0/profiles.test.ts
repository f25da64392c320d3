import { beforeEach, describe, expect, it } from 'vitest';
import { createAddressReader } from '../accounts/contact-address.ts';
import { createProfiles, type ProfilesOptions } from './profiles.ts';
import { clock, createTestLog, type Logged } from './testing/fake-tenant.ts';
import { readUser, type User, type Users } from './users.ts';

const dana = 'auth0|dana';
const forever = new AbortController().signal;

/** A user as the Management API tells of one. */
type RawUser = { readonly user_id: string; readonly [name: string]: unknown };

const databaseIdentity = {
  provider: 'auth0',
  connection: 'Username-Password-Authentication',
  user_id: 'dana',
};
const phoneIdentity = (phone_number: string, phone_verified: unknown = true) => ({
  provider: 'sms',
  connection: 'sms',
  user_id: `p${phone_number}`,
  profileData: { phone_number, phone_verified },
});
const mailIdentity = (email: string) => ({
  provider: 'email',
  connection: 'email',
  user_id: `m${email}`,
  profileData: { email, email_verified: true },
});

let people: RawUser[];
let calls: string[];
let failing: { [call: string]: number | null };
let logged: Logged[];

const parse = (raw: unknown): User => {
  const user = readUser(raw);
  if (user === null) throw new Error('not a user');
  return user;
};

/** The four calls over `people`, with Auth0's statuses. */
const users: Users = {
  get: async (userId) => {
    calls.push('get');
    if ('get' in failing) return { ok: false, status: failing.get ?? null };
    const found = people.find(({ user_id }) => user_id === userId);
    return found ? { ok: true, value: parse(found) } : { ok: false, status: 404 };
  },
  findByEmail: async (email) => {
    calls.push('findByEmail');
    return { ok: true, value: people.filter((person) => person.email === email).map(parse) };
  },
  createPasswordless: async ({ channel, address, madeFor }) => {
    calls.push(`create ${channel} ${address}`);
    if ('create' in failing) return { ok: false, status: failing.create ?? null };
    if (people.some((person) => hasContact(person, channel, address))) return { ok: false, status: 409 };
    const made = {
      user_id: `${channel}|new`,
      ...(channel === 'sms'
        ? { phone_number: address, phone_verified: true }
        : { email: address, email_verified: true }),
      identities: [{ provider: channel, connection: channel, user_id: 'new' }],
      app_metadata: { sayso_made_for: madeFor },
    };
    people.push(made);
    return { ok: true, value: parse(made) };
  },
  unlink: async () => ({ ok: false, status: null }),
  link: async (userId, { provider, id }) => {
    calls.push(`link ${provider}|${id} to ${userId}`);
    if ('link' in failing) return { ok: false, status: failing.link ?? null };
    const secondary = people.find(({ user_id }) => user_id === `${provider}|${id}`);
    people = people.filter((person) => person !== secondary);
    people = people.map((person) =>
      person.user_id === userId
        ? {
            ...person,
            identities: [
              ...(person.identities as unknown[]),
              { provider, connection: provider, user_id: id, profileData: secondary },
            ],
          }
        : person,
    );
    return { ok: true, value: null };
  },
};

const hasContact = (person: RawUser, channel: string, address: string): boolean =>
  parse(person).identities.some(
    (identity) =>
      identity.provider === channel &&
      (channel === 'sms' ? identity.phoneNumber : identity.email) === address,
  );

beforeEach(() => {
  people = [];
  calls = [];
  failing = {};
});

const read = (person: object, options: Partial<ProfilesOptions> = {}) => {
  people.push({ user_id: dana, identities: [databaseIdentity], ...person });
  return readAgain(options);
};

const readAgain = (options: Partial<ProfilesOptions> = {}) => {
  const { log, logged: entries } = createTestLog();
  logged = entries;
  return createProfiles({
    users,
    channels: ['sms', 'email'],
    trustProfilePhone: false,
    readAddress: createAddressReader({ smsCountries: [] }),
    now: () => clock,
    log,
    ...options,
  }).readContacts(dana, forever);
};

const sms = (address: string) => ({ channel: 'sms', address, provenAt: clock });
const email = (address: string) => ({ channel: 'email', address, provenAt: clock });
const found = (...contacts: object[]) => ({ type: 'found', contacts });

describe('a phone is proven', () => {
  it('by a linked identity that the tenant verified', async () => {
    const identities = [databaseIdentity, phoneIdentity('+12025550142')];
    expect(await read({ identities })).toEqual(found(sms('+12025550142')));
    expect(calls).toEqual(['get']);
  });

  it('by the identity that the user signs in with', async () => {
    people.push({
      user_id: 'sms|1',
      phone_number: '+12025550142',
      phone_verified: true,
      identities: [{ provider: 'sms', connection: 'sms', user_id: '1' }],
    });
    const { log } = createTestLog();
    const profiles = createProfiles({
      users,
      channels: ['sms'],
      trustProfilePhone: false,
      readAddress: createAddressReader({ smsCountries: [] }),
      now: () => clock,
      log,
    });
    expect(await profiles.readContacts('sms|1', forever)).toEqual(found(sms('+12025550142')));
  });

  it.each([
    [
      'its identity was never verified',
      { identities: [databaseIdentity, phoneIdentity('+12025550142', false)] },
    ],
    ['verified is but a word', { identities: [databaseIdentity, phoneIdentity('+12025550142', 'true')] }],
    [
      'another provider says so',
      {
        identities: [{ ...phoneIdentity('+12025550142'), provider: 'oauth2', connection: 'acme' }],
      },
    ],
    [
      'a connection only calls itself sms',
      {
        identities: [{ ...phoneIdentity('+12025550142'), provider: 'oauth2' }],
      },
    ],
    ['the profile names it', { phone_number: '+12025550142', phone_verified: true }],
    ['the user typed it into their metadata', { user_metadata: { phone_number: '+12025550142' } }],
    ['it costs a premium', { identities: [databaseIdentity, phoneIdentity('+19002345678')] }],
  ])('and is not where %s', async (_, person) => {
    expect(await read(person)).toEqual(found());
    expect(calls).toEqual(['get']);
  });
});

describe('a mailbox is proven', () => {
  it('by the verified email of the account, once its identity is linked', async () => {
    const identities = [databaseIdentity, mailIdentity('dana@sayso.test')];
    expect(await read({ email: 'Dana@Sayso.test', email_verified: true, identities })).toEqual(
      found(email('dana@sayso.test')),
    );
    expect(calls).toEqual(['get']);
  });

  it('and is not by the identity of a former address', async () => {
    const identities = [databaseIdentity, mailIdentity('old@sayso.test')];
    expect(await read({ email: 'new@sayso.test', email_verified: false, identities })).toEqual(found());
  });

  it.each([
    ['not verified', { email: 'dana@sayso.test', email_verified: false }],
    ['verified by a word', { email: 'dana@sayso.test', email_verified: 'true' }],
    ['two lines', { email: 'dana@sayso.test\r\nBcc: eve@evil.test', email_verified: true }],
    ['absent', { email_verified: true }],
  ])('and is neither taken nor provisioned where it is %s', async (_, person) => {
    expect(await read(person)).toEqual(found());
    expect(calls).toEqual(['get']);
  });
});

describe('provisioning', () => {
  const verified = { email: 'dana@sayso.test', email_verified: true };

  it('makes the identity of a verified email, and links it', async () => {
    expect(await read(verified)).toEqual(found(email('dana@sayso.test')));
    expect(calls).toEqual(['get', 'create email dana@sayso.test', `link email|new to ${dana}`]);
    expect(await readAgain()).toEqual(found(email('dana@sayso.test')));
    expect(calls.slice(3)).toEqual(['get']);
  });

  it('makes none where a preferred channel has a contact', async () => {
    const identities = [databaseIdentity, phoneIdentity('+12025550142')];
    expect(await read({ ...verified, identities })).toEqual(found(sms('+12025550142')));
    expect(calls).toEqual(['get']);
  });

  it('makes one where the tenant offers that channel alone', async () => {
    const identities = [databaseIdentity, phoneIdentity('+12025550142')];
    expect(await read({ ...verified, identities }, { channels: ['email'] })).toEqual(
      found(email('dana@sayso.test')),
    );
  });

  it('makes none on a channel that the tenant does not offer', async () => {
    expect(await read(verified, { channels: ['sms'] })).toEqual(found());
    expect(calls).toEqual(['get']);
  });

  it('never links a user it found by a conflict', async () => {
    people.push({
      user_id: 'email|foreign',
      ...verified,
      identities: [{ provider: 'email', connection: 'email', user_id: 'foreign' }],
    });
    expect(await read(verified)).toEqual(found());
    expect(calls.some((call) => call.startsWith('link'))).toBe(false);
    expect(people.map(({ user_id }) => user_id)).toContain('email|foreign');
    expect(logged).toContainEqual({ event: 'contacts.taken_by_another_user', fields: { channel: 'email' } });
  });

  it.each([
    ['made for somebody else', { app_metadata: { sayso_made_for: 'auth0|eve' } }],
    ['used by somebody since', { app_metadata: { sayso_made_for: dana }, logins_count: 1 }],
    ['whose own metadata says so', { user_metadata: { sayso_made_for: dana } }],
  ])('never links one %s', async (_, person) => {
    people.push({
      user_id: 'email|found',
      ...verified,
      identities: [{ provider: 'email', connection: 'email', user_id: 'found' }],
      ...person,
    });
    expect(await read(verified)).toEqual(found());
    expect(calls.some((call) => call.startsWith('link'))).toBe(false);
  });

  it('finishes what a failed link left behind', async () => {
    failing = { link: null };
    expect(await read(verified)).toEqual({ type: 'unavailable' });
    failing = {};
    expect(await readAgain()).toEqual(found(email('dana@sayso.test')));
    expect(calls.at(-1)).toBe(`link email|new to ${dana}`);
  });

  it('takes what another instance linked meanwhile', async () => {
    people.push({ user_id: dana, ...verified, identities: [databaseIdentity] });
    const racing: Users = {
      ...users,
      createPasswordless: async (wanted, signal) => {
        const made = await users.createPasswordless(wanted, signal);
        if (made.ok) await users.link(dana, { provider: 'email', id: 'new' }, signal);
        return { ok: false, status: 409 };
      },
    };
    expect(await readAgain({ users: racing })).toEqual(found(email('dana@sayso.test')));
  });

  it.each([429, 500, 503, 403, null])('that fails with %s says that nothing is known', async (status) => {
    failing = { create: status };
    expect(await read(verified)).toEqual({ type: 'unavailable' });
  });
});

describe('trust in the phone of the profile, for demonstrations', () => {
  const options = { trustProfilePhone: true };

  it('is loud', async () => {
    await read({}, options);
    expect(logged[0]?.event).toBe('contacts.unproven_profile_phones_are_trusted');
  });

  it.each([
    ['the profile', { phone_number: '+1 (202) 555-0142' }],
    ['the metadata', { user_metadata: { phone_number: '+1 202 555 0142' } }],
  ])('provisions the number of %s', async (_, person) => {
    expect(await read(person, options)).toEqual(found(sms('+12025550142')));
    expect(calls).toEqual(['get', 'create sms +12025550142', `link sms|new to ${dana}`]);
  });

  it('does not touch a number that is another user’s', async () => {
    people.push({
      user_id: 'sms|eve',
      phone_number: '+12025550142',
      phone_verified: true,
      identities: [{ provider: 'sms', connection: 'sms', user_id: 'eve' }],
    });
    expect(await read({ phone_number: '+12025550142' }, options)).toEqual(found());
    expect(calls.some((call) => call.startsWith('link'))).toBe(false);
  });

  it('does not send to numbers that cost a premium, nor to other countries', async () => {
    const readAddress = createAddressReader({ smsCountries: ['US'] });
    expect(await read({ phone_number: '+19002345678' }, { ...options, readAddress })).toEqual(found());
    people = [];
    expect(await read({ phone_number: '+442079460018' }, { ...options, readAddress })).toEqual(found());
    expect(calls).toEqual(['get', 'get']);
  });
});

describe('a person', () => {
  it('whom the tenant does not know is gone', async () => {
    expect(await readAgain()).toEqual({ type: 'gone' });
  });

  it.each([429, 500, 503, 401, 403, null])('is unavailable after %s', async (status) => {
    failing = { get: status };
    expect(await read({})).toEqual({ type: 'unavailable' });
  });
});

describe('a user record', () => {
  it('is read without trusting its shape', () => {
    for (const raw of [null, 7, 'x', [], {}, { user_id: 7 }]) expect(readUser(raw)).toBeNull();
    expect(
      readUser({ user_id: 'a|1', identities: 'none', user_metadata: 7, app_metadata: null }),
    ).toMatchObject({
      id: 'a|1',
      identities: [],
      claimedPhoneNumber: null,
      madeFor: null,
    });
    const odd = JSON.parse(
      '{"user_id":"a|1","identities":[null,7,{"user_id":1,"__proto__":{"email":"e@x.test"}}]}',
    );
    expect(readUser(odd)?.identities).toEqual([
      {
        provider: '',
        connection: '',
        id: '1',
        email: null,
        emailVerified: false,
        phoneNumber: null,
        phoneVerified: false,
      },
    ]);
  });
});
