import type { AccountState, Channel, Clock, Contact, Instant, NewId } from './types.ts';

/** A contact as the tenant vouches for it. */
export type ProvenContact = {
  readonly channel: Channel;
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
  readonly endLink: (linkId: string, now: Instant) => Promise<Link | null>;
  /** A keyed hash (HMAC-SHA-256) for what must be found again but not read: Alexa userIds. */
  readonly hash: (value: string) => string;
};

export type ContactPorts = {
  readonly profiles: Profiles;
  readonly storeContacts: (accountId: string, contacts: readonly Contact[]) => Promise<AccountState | null>;
  readonly now: Clock;
  readonly newId: NewId;
};
