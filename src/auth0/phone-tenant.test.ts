import { beforeEach, describe, expect, it } from 'vitest';
import { createAddressReader } from '../accounts/contact-address.ts';
import { createPhoneTenant } from './phone-tenant.ts';
import { createTestLog } from './testing/fake-tenant.ts';
import { type Called, readUser, type User, type Users } from './users.ts';

const signal = new AbortController().signal;
const number = '+12025550199';

type RawIdentity = { provider: string; connection: string; user_id: string; profileData?: object };
type RawUser = {
  user_id: string;
  email?: string;
  email_verified?: boolean;
  phone_number?: string;
  phone_verified?: boolean;
  identities: RawIdentity[];
};

const phoneIdentity = (phone: string): RawIdentity => ({
  provider: 'sms',
  connection: 'sms',
  user_id: phone.slice(-4),
  profileData: { phone_number: phone, phone_verified: true },
});
const alone = (phone: string): RawUser => ({
  user_id: `sms|${phone.slice(-4)}`,
  phone_number: phone,
  phone_verified: false,
  identities: [{ provider: 'sms', connection: 'sms', user_id: phone.slice(-4) }],
});

let people: RawUser[];
let calls: string[];
let failing: Set<string>;

const parse = (raw: RawUser): User => readUser(raw) ?? raise();
const raise = (): never => {
  throw new Error('not a user');
};
const find = (userId: string) => people.find(({ user_id }) => user_id === userId);
const failed = { ok: false, status: null } as const;

/** Auth0's own ways: linking swallows the other user, unlinking makes one anew. */
const users: Users = {
  get: async (userId): Promise<Called<User>> => {
    if (failing.has('get')) return failed;
    const found = find(userId);
    return found ? { ok: true, value: parse(found) } : { ok: false, status: 404 };
  },
  findByEmail: async () => ({ ok: true, value: [] }),
  createPasswordless: async ({ channel, address, verified }) => {
    calls.push(`create ${channel} ${verified ? 'verified' : 'unverified'}`);
    if (failing.has('create')) return failed;
    const taken = people.some(
      ({ phone_number, identities }) =>
        phone_number === address || JSON.stringify(identities).includes(address),
    );
    if (taken) return { ok: false, status: 409 };
    const made: RawUser =
      channel === 'sms'
        ? alone(address)
        : {
            user_id: 'email|1',
            email: address,
            email_verified: true,
            identities: [{ provider: 'email', connection: 'email', user_id: '1' }],
          };
    people.push(made);
    return { ok: true, value: parse(made) };
  },
  link: async (userId, { provider, id }) => {
    calls.push(`link ${provider}|${id}`);
    if (failing.has('link')) return failed;
    const secondary = find(`${provider}|${id}`) ?? raise();
    people = people.filter((person) => person !== secondary);
    const { phone_number, email } = secondary;
    find(userId)?.identities.push({
      provider,
      connection: provider,
      user_id: id,
      profileData: { phone_number, phone_verified: true, email },
    });
    return { ok: true, value: null };
  },
  unlink: async (userId, { provider, id }) => {
    calls.push(`unlink ${provider}|${id}`);
    if (failing.has('unlink')) return failed;
    const person = find(userId) ?? raise();
    person.identities = person.identities.filter(({ user_id }) => user_id !== id);
    people.push({
      user_id: `${provider}|${id}`,
      identities: [{ provider, connection: provider, user_id: id }],
    });
    return { ok: true, value: null };
  },
};

const tenant = createPhoneTenant({
  users,
  readAddress: createAddressReader({ smsCountries: [] }),
  log: createTestLog().log,
});

const dana = (...identities: RawIdentity[]): RawUser => ({
  user_id: 'auth0|dana',
  email: 'dana@example.com',
  email_verified: true,
  identities: [{ provider: 'auth0', connection: 'db', user_id: 'dana' }, ...identities],
});

beforeEach(() => {
  people = [dana()];
  calls = [];
  failing = new Set();
});

const prepare = (known: string | null = null) =>
  tenant.prepare({ address: number, subject: 'auth0|dana', known }, signal);

describe('a new number', () => {
  it('gets a user of its own, unverified', async () => {
    expect(await prepare()).toEqual({ type: 'prepared', userId: 'sms|0199' });
    expect(calls).toEqual(['create sms unverified']);
  });

  it('that has a user we did not make is refused', async () => {
    people.push(alone(number));
    expect(await prepare()).toEqual({ type: 'taken' });
    people = [dana(), { ...dana(phoneIdentity(number)), user_id: 'auth0|milo' }];
    expect(await prepare()).toEqual({ type: 'taken' });
  });

  it('that we prepared before is taken up again, unless somebody has it by now', async () => {
    people.push(alone(number));
    expect(await prepare('sms|0199')).toEqual({ type: 'prepared', userId: 'sms|0199' });
    people = [
      dana(),
      { ...alone(number), identities: [phoneIdentity(number), phoneIdentity('+12025550142')] },
    ];
    expect(await prepare('sms|0199')).toEqual({ type: 'taken' });
    people = [dana()];
    expect(await prepare('sms|0199')).toEqual({ type: 'prepared', userId: 'sms|0199' });
  });

  it.each(['get', 'create'])('is not prepared where the tenant does not answer (%s)', async (call) => {
    failing.add(call);
    expect(await prepare(call === 'get' ? 'sms|0199' : null)).toEqual({ type: 'unavailable' });
  });
});

describe('the mailbox that stands in for a lost phone', () => {
  it('is the person’s own verified one, provided with its identity once', async () => {
    const provided = { type: 'provided', address: 'dana@example.com' };
    expect(await tenant.provideEmail('auth0|dana', signal)).toEqual(provided);
    expect(await tenant.provideEmail('auth0|dana', signal)).toEqual(provided);
    expect(calls).toEqual(['create email verified', 'link email|1']);
  });

  it('is none that is not verified', async () => {
    people = [{ ...dana(), email_verified: false }];
    expect(await tenant.provideEmail('auth0|dana', signal)).toEqual({ type: 'none' });
    expect(calls).toEqual([]);
  });
});

describe('a proven change', () => {
  const phone = { address: number, userId: 'sms|0199' };

  it('links the new number first, then lets go of the old one', async () => {
    people = [dana(phoneIdentity('+12025550142')), alone(number)];
    expect(await tenant.apply('auth0|dana', phone, signal)).toEqual({
      type: 'applied',
      freed: [{ address: '+12025550142', userId: 'sms|0142' }],
    });
    expect(calls).toEqual(['link sms|0199', 'unlink sms|0142']);
    expect(await tenant.apply('auth0|dana', phone, signal)).toEqual({ type: 'applied', freed: [] });
    expect(calls).toHaveLength(2);
  });

  it('goes on where it was interrupted', async () => {
    people = [dana(phoneIdentity('+12025550142')), alone(number)];
    failing.add('unlink');
    expect(await tenant.apply('auth0|dana', phone, signal)).toEqual({ type: 'unavailable' });
    failing.clear();
    expect(await tenant.apply('auth0|dana', phone, signal)).toMatchObject({ type: 'applied' });
    expect(calls).toEqual(['link sms|0199', 'unlink sms|0142', 'unlink sms|0142']);
  });

  it('links nobody who has become somebody else’s, and nobody who is gone', async () => {
    people = [dana()];
    expect(await tenant.apply('auth0|dana', phone, signal)).toEqual({ type: 'lost' });
    people.push({ ...alone(number), identities: [phoneIdentity(number), phoneIdentity('+12025550142')] });
    expect(await tenant.apply('auth0|dana', phone, signal)).toEqual({ type: 'lost' });
    expect(calls).toEqual([]);
  });

  it('removes every phone and leaves other identities', async () => {
    people = [dana(phoneIdentity('+12025550142'), phoneIdentity(number))];
    expect(await tenant.apply('auth0|dana', null, signal)).toMatchObject({ type: 'applied' });
    expect(find('auth0|dana')?.identities.map(({ provider }) => provider)).toEqual(['auth0']);
  });
});
