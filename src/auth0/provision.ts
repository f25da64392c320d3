import type { Channel } from '../accounts/types.ts';
import type { Log } from '../observability/log.ts';
import type { Called, User, Users } from './users.ts';

/**
 * `taken`: another user has this contact; it is left alone.
 * `unavailable`: the tenant could not be asked, or not to the end; asking again goes on where this ended.
 */
export type Provisioned = 'linked' | 'taken' | 'unavailable';

/**
 * Gives a user the passwordless identity for an address proven to be theirs: makes a new passwordless user and links
 * it (Auth0 docs, "Link user accounts"). Only a user that we made for this very person is linked: one found by a
 * conflict may be somebody else's (rule 7). Which those are we write into `app_metadata`, so that a making whose link
 * failed is finished the next time.
 */
export const provisionIdentity = async (
  ports: { readonly users: Users; readonly log: Log },
  wanted: { readonly user: User; readonly channel: Channel; readonly address: string },
  signal: AbortSignal,
): Promise<Provisioned> => {
  const { users, log } = ports;
  const { user, channel, address } = wanted;

  const link = async (made: User): Promise<Provisioned> => {
    const [identity] = made.identities;
    if (identity === undefined || identity.provider !== channel) return 'unavailable';
    const linked = await users.link(user.id, identity, signal);
    if (linked.ok) log.info('contacts.identity_linked', { channel });
    return linked.ok ? 'linked' : unavailable('link', linked);
  };

  const unavailable = (step: string, called: Called<unknown>): Provisioned => {
    log.warn('auth0.provisioning_unfinished', { channel, step, status: called.ok ? null : called.status });
    return 'unavailable';
  };

  const taken = (): Provisioned => {
    log.warn('contacts.taken_by_another_user', { channel });
    return 'taken';
  };

  /** The address has a passwordless user: already this person's by now, made for them and never linked, or foreign. */
  const resolveConflict = async (): Promise<Provisioned> => {
    const reread = await users.get(user.id, signal);
    if (!reread.ok) return unavailable('read', reread);
    const known = new Set(user.identities.map(({ provider, id }) => `${provider}|${id}`));
    const linkedMeanwhile = reread.value.identities.some(
      (identity) =>
        identity.provider === channel &&
        !known.has(`${identity.provider}|${identity.id}`) &&
        (channel === 'email' ? identity.email?.toLowerCase() : identity.phoneNumber) === address,
    );
    if (linkedMeanwhile) return 'linked';
    if (channel !== 'email') return taken();

    const found = await users.findByEmail(address, signal);
    if (!found.ok) return unavailable('find', found);
    const unfinished = found.value.find((candidate) => isOurs(candidate, user));
    return unfinished === undefined ? taken() : link(unfinished);
  };

  const created = await users.createPasswordless(
    { channel, address, madeFor: user.id, verified: true },
    signal,
  );
  if (created.ok) return link(created.value);
  return created.status === 409 ? resolveConflict() : unavailable('create', created);
};

/** Made by us for this person, and used by nobody since. */
const isOurs = (candidate: User, user: User): boolean =>
  candidate.madeFor === user.id &&
  candidate.loginsCount === 0 &&
  candidate.identities.length === 1 &&
  candidate.identities[0]?.provider === 'email';
