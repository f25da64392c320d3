/** The tenant's users with every write put down instead of made: provisioning runs on it and changes nothing. */
import { contactHint } from '../src/accounts/contact-hint.ts';
import type { Channel } from '../src/accounts/types.ts';
import type { Called, Identity, User, Users } from '../src/auth0/users.ts';

/** What would have been changed. `hint` is all of a contact that may be shown. */
export type PlannedChange =
  | { readonly type: 'create_passwordless_user'; readonly channel: Channel; readonly hint: string }
  | { readonly type: 'link_identity'; readonly channel: Channel; readonly hint: string }
  | { readonly type: 'unlink_identity'; readonly channel: string };

export type RecordedUsers = {
  readonly users: Users;
  /** In the order in which they would be made. */
  readonly planned: readonly PlannedChange[];
  /** Calls that failed, by their status; null where no answer came. */
  readonly failed: readonly (number | null)[];
};

/**
 * Reads go to the tenant; writes answer as the tenant would, as far as reading tells: a user that is there already is a
 * conflict (409). Of phones it cannot be asked, so a number that somebody else holds is not noticed.
 */
export const recordUsers = (real: Pick<Users, 'get' | 'findByEmail'>): RecordedUsers => {
  const planned: PlannedChange[] = [];
  const failed: (number | null)[] = [];
  const noting = async <Value>(called: Promise<Called<Value>>): Promise<Called<Value>> => {
    const answer = await called;
    if (!answer.ok) failed.push(answer.status);
    return answer;
  };
  const made = new Map<string, { readonly channel: Channel; readonly address: string }>();

  const findTaken = async (
    channel: Channel,
    address: string,
    signal: AbortSignal,
  ): Promise<Called<boolean>> => {
    if (channel !== 'email') return { ok: true, value: false };
    const found = await noting(real.findByEmail(address, signal));
    return found.ok
      ? {
          ok: true,
          value: found.value.some((user) => user.identities.some((identity) => isMailbox(identity, address))),
        }
      : found;
  };

  const users: Users = {
    get: (userId, signal) => noting(real.get(userId, signal)),
    findByEmail: (email, signal) => noting(real.findByEmail(email, signal)),
    createPasswordless: async ({ channel, address, madeFor, verified }, signal) => {
      const taken = await findTaken(channel, address, signal);
      if (!taken.ok) return taken;
      if (taken.value) return { ok: false, status: 409 };
      const id = `would-be-${made.size + 1}`;
      made.set(id, { channel, address });
      planned.push({ type: 'create_passwordless_user', channel, hint: contactHint({ channel, address }) });
      return { ok: true, value: newUser({ channel, address, madeFor, verified }, id) };
    },
    link: async (_userId, { provider, id }) => {
      if (provider !== 'sms' && provider !== 'email') return { ok: false, status: null };
      const known = made.get(id);
      const hint = known === undefined ? '' : contactHint(known);
      planned.push({ type: 'link_identity', channel: provider, hint });
      return { ok: true, value: null };
    },
    unlink: async (_userId, { provider }) => {
      planned.push({ type: 'unlink_identity', channel: provider });
      return { ok: true, value: null };
    },
  };
  return { users, planned, failed };
};

const isMailbox = ({ provider, email }: Identity, address: string): boolean =>
  provider === 'email' && email?.toLowerCase() === address;

const newUser = (
  of: {
    readonly channel: Channel;
    readonly address: string;
    readonly madeFor: string;
    readonly verified: boolean;
  },
  id: string,
): User => {
  const { channel, address, verified } = of;
  const contact =
    channel === 'email'
      ? { email: address, emailVerified: verified, phoneNumber: null, phoneVerified: false }
      : { email: null, emailVerified: false, phoneNumber: address, phoneVerified: verified };
  return {
    id: `${channel}|${id}`,
    email: contact.email,
    emailVerified: contact.emailVerified,
    phoneNumber: contact.phoneNumber,
    claimedPhoneNumber: null,
    identities: [{ provider: channel, connection: channel, id, ...contact }],
    loginsCount: 0,
    madeFor: of.madeFor,
  };
};
