import { expect, it } from 'vitest';
import { provisionIdentity } from '../src/auth0/provision.ts';
import { readUser, type User, type Users } from '../src/auth0/users.ts';
import { recordUsers } from './recorded-users.ts';

const signal = AbortSignal.timeout(10_000);
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

const user = (fields: object): User => {
  const read = readUser({ email: 'milo@sayso.test', email_verified: true, ...fields });
  if (read === null) throw new Error('no user');
  return read;
};
const milo = user({
  user_id: 'auth0|1',
  identities: [{ provider: 'auth0', connection: 'db', user_id: '1' }],
});
const mailbox = { provider: 'email', connection: 'email', user_id: '2' };

const tenantWith = (...others: readonly User[]): Pick<Users, 'get' | 'findByEmail'> => ({
  get: async () => ({ ok: true, value: milo }),
  findByEmail: async () => ({ ok: true, value: [milo, ...others] }),
});

const provision = async (tenant: Pick<Users, 'get' | 'findByEmail'>) => {
  const { users, planned } = recordUsers(tenant);
  const wanted = { user: milo, channel: 'email', address: 'milo@sayso.test' } as const;
  return { provisioned: await provisionIdentity({ users, log }, wanted, signal), planned };
};

it('puts down what provisioning would make and link', async () => {
  const { provisioned, planned } = await provision(tenantWith());
  expect(provisioned).toBe('linked');
  expect(planned).toEqual([
    { type: 'create_passwordless_user', channel: 'email', hint: 'm…@sayso.test' },
    { type: 'link_identity', channel: 'email', hint: 'm…@sayso.test' },
  ]);
});

it('links a user that was made for this person and never linked', async () => {
  const unfinished = user({
    user_id: 'email|2',
    identities: [mailbox],
    app_metadata: { sayso_made_for: 'auth0|1' },
  });
  const { provisioned, planned } = await provision(tenantWith(unfinished));
  expect(provisioned).toBe('linked');
  expect(planned).toEqual([{ type: 'link_identity', channel: 'email', hint: '' }]);
});

it('leaves somebody else’s alone', async () => {
  const foreign = user({ user_id: 'email|2', identities: [mailbox] });
  const { provisioned, planned } = await provision(tenantWith(foreign));
  expect(provisioned).toBe('taken');
  expect(planned).toEqual([]);
});

it('says that it does not know where the tenant cannot be asked', async () => {
  const tenant: Pick<Users, 'get' | 'findByEmail'> = {
    ...tenantWith(),
    findByEmail: async () => ({ ok: false, status: 429 }),
  };
  const { provisioned, planned } = await provision(tenant);
  expect(provisioned).toBe('unavailable');
  expect(planned).toEqual([]);
});
