import type { ProfileAnswer, Profiles, ProvenContact, ReadAddress } from '../accounts/ports.ts';
import type { Channel, Clock } from '../accounts/types.ts';
import type { Log } from '../observability/log.ts';
import { provisionIdentity } from './provision.ts';
import type { User, Users } from './users.ts';

export type ProfilesOptions = {
  readonly users: Users;
  /** The passwordless connections the tenant offers, the preferred one first. */
  readonly channels: readonly Channel[];
  /** Takes the profile's own phone number for proven, as the 2017 sample did. For demonstrations only. */
  readonly trustProfilePhone: boolean;
  readonly readAddress: ReadAddress;
  readonly now: Clock;
  readonly log: Log;
};

/**
 * A person's proven contacts by the tenant's user record (rule 7): a linked `sms` identity whose phone the tenant
 * verified, and the account's own verified email once an `email` identity for it is linked. Where no offered channel
 * has one yet, the identity for a verified email is made and linked on the way. A phone number that the profile or its
 * metadata merely names never counts, unless `trustProfilePhone` says so.
 */
export const createProfiles = (options: ProfilesOptions): Profiles => {
  const { users, channels, log, now } = options;
  if (options.trustProfilePhone) log.warn('contacts.unproven_profile_phones_are_trusted');

  const linkedAddresses = (user: User, channel: Channel): readonly string[] => {
    const addresses = user.identities
      .filter(({ provider, connection }) => provider === channel && connection === channel)
      .map((identity) => {
        switch (channel) {
          case 'sms':
            return identity.phoneVerified ? readOrNull('sms', identity.phoneNumber) : null;
          case 'email':
            return readOrNull('email', identity.email);
          default:
            return channel satisfies never;
        }
      })
      .filter((address) => address !== null);
    // An email identity of a former address stays linked; the account's mailbox is another one by now.
    return channel === 'sms' ? addresses : addresses.filter((address) => address === ownEmail(user));
  };

  const ownEmail = (user: User): string | null =>
    user.emailVerified ? readOrNull('email', user.email) : null;

  /** An address that is proven, or taken for proven, and lacks its identity. */
  const provisionable = (user: User, channel: Channel): string | null => {
    if (channel === 'email') return ownEmail(user);
    if (!options.trustProfilePhone) return null;
    return readOrNull('sms', user.phoneNumber ?? user.claimedPhoneNumber);
  };

  const readOrNull = (channel: Channel, raw: string | null): string | null =>
    raw === null ? null : options.readAddress(channel, raw);

  const readContacts: Profiles['readContacts'] = async (subject, signal): Promise<ProfileAnswer> => {
    const read = await users.get(subject, signal);
    if (!read.ok) return read.status === 404 ? { type: 'gone' } : unavailable(read.status);
    const user = read.value;
    const contacts: ProvenContact[] = [];
    let missed = false;
    for (const channel of channels) {
      const provenAt = now();
      const linked = linkedAddresses(user, channel);
      contacts.push(...linked.map((address) => ({ channel, address, provenAt })));
      const address = contacts.length > 0 ? null : provisionable(user, channel);
      if (address === null) continue;
      const provisioned = await provisionIdentity({ users, log }, { user, channel, address }, signal);
      if (provisioned === 'linked') contacts.push({ channel, address, provenAt });
      if (provisioned === 'unavailable') missed = true;
    }
    return contacts.length === 0 && missed ? { type: 'unavailable' } : { type: 'found', contacts };
  };

  const unavailable = (status: number | null): ProfileAnswer => {
    log.warn('auth0.profile_unavailable', { status });
    return { type: 'unavailable' };
  };

  return { readContacts };
};
