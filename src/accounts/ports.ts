import type { Log } from '../observability/log.ts';
import type { Channel, Clock, Contact, Instant, NewId } from './types.ts';

/** A contact as the tenant vouches for it. */
export type ProvenContact = {
  readonly channel: Channel;
  /** In the form that `ReadAddress` gives. */
  readonly address: string;
  readonly provenAt: Instant;
};

/**
 * What the tenant knows of a person. `found` lists every contact that is proven and can receive codes: its
 * passwordless identity exists, verified by the tenant, and is linked to the person (provisioned on the way where
 * rule 7 allows). `unavailable`: ask again later, nothing is known. `gone`: the person no longer exists.
 */
export type ProfileAnswer =
  | { readonly type: 'found'; readonly contacts: readonly ProvenContact[] }
  | { readonly type: 'unavailable' }
  | { readonly type: 'gone' };

export type Profiles = {
  readonly readContacts: (subject: string, signal: AbortSignal) => Promise<ProfileAnswer>;
};

export type AccountRef = { readonly id: string; readonly issuer: string; readonly subject: string };

/** An Alexa userId's link to an account. The id itself is stored as a keyed hash only. */
export type Link = {
  readonly linkId: string;
  readonly accountId: string;
  readonly linkedAt: Instant;
  readonly endedAt: Instant | null;
};

export type AccountDirectory = {
  /** The account of this person, made at the first sight of a verified token. */
  readonly findOrCreate: (person: {
    issuer: string;
    subject: string;
    newId: string;
    now: Instant;
  }) => Promise<AccountRef>;
  readonly findLink: (linkId: string) => Promise<Link | null>;
  /** Notes a link at its first verified turn; a link that ended begins anew only by a new account-linking event. */
  readonly noteLink: (link: { linkId: string; accountId: string; now: Instant }) => Promise<Link>;
  /** Begins a link anew where an account-linking event says so, also one that had ended. */
  readonly beginLink: BeginLink;
  readonly endLink: (linkId: string, now: Instant) => Promise<Link | null>;
  /** A keyed hash (HMAC-SHA-256) for what must be found again but not read: Alexa userIds. */
  readonly hash: (value: string) => string;
};

export type BeginLink = (link: { linkId: string; accountId: string; now: Instant }) => Promise<Link>;

/**
 * A raw phone number or mailbox in its one stored form (E.164; lower case, domain in ASCII), or null where no code may
 * go to it.
 */
export type ReadAddress = (channel: Channel, raw: string) => string | null;

/**
 * `taken`: one of them is another account's (its keyed hash is unique, SQLSTATE 23505); nothing was stored.
 * `no_account`: there is no such account.
 */
export type ContactsStored = 'stored' | 'taken' | 'no_account';

export type ContactPorts = {
  readonly profiles: Profiles;
  /** Replaces the account's contacts by what `next` makes of the stored ones; guarded, so `next` may run again. */
  readonly storeContacts: (
    accountId: string,
    next: (stored: readonly Contact[]) => readonly Contact[],
  ) => Promise<ContactsStored>;
  readonly now: Clock;
  readonly newId: NewId;
  readonly log: Log;
};
