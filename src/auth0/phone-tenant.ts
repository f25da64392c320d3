/** `PhoneTenant`: a person's `sms` identity made, linked and unlinked (Auth0 docs, "Link user accounts"). */
import type { PhoneTenant } from '../accounts/phone-ports.ts';
import type { ReadAddress } from '../accounts/ports.ts';
import type { Log } from '../observability/log.ts';
import { provisionIdentity } from './provision.ts';
import type { Called, Identity, User, Users } from './users.ts';

export const createPhoneTenant = (options: {
  readonly users: Users;
  readonly readAddress: ReadAddress;
  readonly log: Log;
}): PhoneTenant => {
  const { users, readAddress, log } = options;

  const unavailable = (step: string, called: Called<unknown>): { readonly type: 'unavailable' } => {
    log.warn('auth0.phone_change_unfinished', { step, status: called.ok ? null : called.status });
    return { type: 'unavailable' };
  };

  const phoneOf = ({ provider, connection, phoneNumber }: Identity): string | null =>
    provider === 'sms' && connection === 'sms' && phoneNumber !== null
      ? readAddress('sms', phoneNumber)
      : null;

  /** Only its own: whoever it was linked to since has it. */
  const isOnlyPhone = (user: User, address: string): boolean =>
    user.identities.length === 1 && user.identities.every((identity) => phoneOf(identity) === address);

  const prepare: PhoneTenant['prepare'] = async ({ address, subject, known }, signal) => {
    if (known !== null) {
      const found = await users.get(known, signal);
      if (found.ok) {
        return isOnlyPhone(found.value, address) ? { type: 'prepared', userId: known } : taken();
      }
      if (found.status !== 404) return unavailable('find', found);
    }
    const made = await users.createPasswordless(
      { channel: 'sms', address, madeFor: subject, verified: false },
      signal,
    );
    if (made.ok) return { type: 'prepared', userId: made.value.id };
    return made.status === 409 ? taken() : unavailable('create', made);
  };

  const taken = (): { readonly type: 'taken' } => {
    log.warn('contacts.taken_by_another_user', { channel: 'sms' });
    return { type: 'taken' };
  };

  const provideEmail: PhoneTenant['provideEmail'] = async (subject, signal) => {
    const read = await users.get(subject, signal);
    if (!read.ok) return unavailable('read', read);
    const user = read.value;
    const address = user.emailVerified && user.email !== null ? readAddress('email', user.email) : null;
    if (address === null) return { type: 'none' };
    const hasIdentity = user.identities.some(
      ({ provider, email }) =>
        provider === 'email' && email !== null && readAddress('email', email) === address,
    );
    if (hasIdentity) return { type: 'provided', address };
    const provisioned = await provisionIdentity({ users, log }, { user, channel: 'email', address }, signal);
    switch (provisioned) {
      case 'linked':
        return { type: 'provided', address };
      case 'taken':
        return { type: 'none' };
      case 'unavailable':
        return { type: 'unavailable' };
      default:
        return provisioned satisfies never;
    }
  };

  const apply: PhoneTenant['apply'] = async (subject, phone, signal) => {
    const read = await users.get(subject, signal);
    if (!read.ok) return unavailable('read', read);
    const { identities } = read.value;
    // First the new one, then the old ones: whatever breaks in between leaves somewhere to send codes to.
    if (phone !== null && !identities.some((identity) => phoneOf(identity) === phone.address)) {
      const made = await users.get(phone.userId, signal);
      if (!made.ok) return made.status === 404 ? { type: 'lost' } : unavailable('find', made);
      const [identity] = made.value.identities;
      if (identity === undefined || !isOnlyPhone(made.value, phone.address)) return { type: 'lost' };
      const linked = await users.link(subject, identity, signal);
      if (!linked.ok) return unavailable('link', linked);
    }
    const freed: { address: string; userId: string }[] = [];
    for (const identity of identities) {
      const address = phoneOf(identity);
      if (address === null || address === phone?.address) continue;
      const unlinked = await users.unlink(subject, identity, signal);
      if (!unlinked.ok) return unavailable('unlink', unlinked);
      freed.push({ address, userId: `${identity.provider}|${identity.id}` });
    }
    log.info('contacts.phone_changed', { removed: phone === null });
    return { type: 'applied', freed };
  };

  return { prepare, provideEmail, apply };
};
