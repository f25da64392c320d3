/**
 * The data of a confirmation: an account's state, its transaction, and the codes sent for it.
 * Everything here is plain and read-only; `decide` makes the next state from it.
 */

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** Which of the three surfaces a step came through. */
export type Surface = 'alexa' | 'api' | 'app';

/** How a code reaches its owner. Names are those of Auth0's passwordless connections. */
export type Channel = 'sms' | 'email';

/** BCP 47, as Alexa sends it: `en-US`. */
export type Locale = string;

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** An amount of money in the currency's smallest unit: 1650 and `USD` is $16.50. */
export type Money = { readonly minorUnits: number; readonly currency: string };

/** A phone or mailbox proven to be the account's own (rule 7). */
export type Contact = {
  readonly id: string;
  readonly channel: Channel;
  /** E.164 phone number or email address. Never logged, never spoken. */
  readonly address: string;
  /** What may be shown: the last two digits of a phone, `d…@example.com` of a mailbox. */
  readonly hint: string;
  readonly provenAt: Instant;
  /** When the tenant was last asked whether the proof still stands. */
  readonly checkedAt: Instant;
};

export type LockName = 'wrong_codes' | 'owner';

export type Account = {
  readonly id: string;
  /** Issuer and subject of the token name the person (OpenID Connect Core 1.0, 5.7). */
  readonly issuer: string;
  readonly subject: string;
  /** Grows by one with every write; a write holds only where it still matches. */
  readonly version: number;
  readonly updatedAt: Instant;
  /** Tries reserved since the last right code, across transactions (NIST SP 800-63B-4, 3.2.2). */
  readonly wrongInARow: number;
  readonly lockedAt: { readonly [name in LockName]: Instant | null };
  /** No sending before this: the outcome of the last one is unknown. */
  readonly quietUntil: Instant | null;
  /** No voice requests before this: too many replacements. */
  readonly frozenUntil: Instant | null;
  /** Sendings of the last 24 hours since the last confirmed transaction, oldest first. */
  readonly sentAt: readonly Instant[];
  /** Replacements of a waiting transaction within the window, oldest first. */
  readonly replacedAt: readonly Instant[];
};

export type TransactionState =
  | 'requested'
  | 'confirmed'
  | 'done'
  | 'failed'
  | 'expired'
  | 'refused'
  | 'superseded'
  | 'cancelled';

/** Why a transaction was cancelled. */
export type CancelReason = 'asked' | 'not_me' | 'contact_changed' | 'link_ended' | 'erased';

/** The waiting transaction that this one replaced (rule 2). */
export type Replacement = {
  readonly transactionId: string;
  readonly summary: string;
  /** True where the replaced one was asked for in another session: its owner may not know. */
  readonly otherSession: boolean;
  /** The session in which the replacement was last told; a code is checked only there. */
  readonly toldIn: string | null;
};

export type Transaction = {
  readonly id: string;
  readonly accountId: string;
  /** The command's name, and what it needs to be carried out. */
  readonly command: string;
  readonly details: Json;
  /** What is asked for, in words: "a large pizza with pepperoni and mushrooms". */
  readonly summary: string;
  /** Where it goes: "delivered home"; null where the command has no place. */
  readonly destination: string | null;
  readonly amount: Money | null;
  /** Who is paid or acts: "Pizza on Demand". */
  readonly payee: string;
  readonly locale: Locale;
  readonly surface: Surface;
  /** The conversation it was asked for in; compared, never shown. */
  readonly session: string;
  /** Hash of the Alexa userId it came through; null on the other surfaces. When that link ends, it ends. */
  readonly linkId: string | null;
  readonly requestedAt: Instant;
  readonly expiresAt: Instant;
  readonly state: TransactionState;
  /** Tries that count: reserved and not given back. */
  readonly tries: number;
  /** Tries settled as wrong. */
  readonly wrong: number;
  /** Tries reserved and not settled yet, and when the last of them was reserved. */
  readonly checking: number;
  readonly checkingSince: Instant | null;
  readonly replaced: Replacement | null;
  readonly cancelReason: CancelReason | null;
  /** When it was confirmed, or ended without effect. */
  readonly settledAt: Instant | null;
};

export type ChallengeState = 'sending' | 'live' | 'used' | 'send_failed' | 'expired' | 'replaced';

/** One sending of a code for one transaction. */
export type Challenge = {
  readonly id: string;
  readonly transactionId: string;
  readonly contactId: string;
  readonly channel: Channel;
  readonly hint: string;
  readonly state: ChallengeState;
  /** Counted from before the start call, so it never outlives the issuer's own limit. */
  readonly startedAt: Instant;
  readonly expiresAt: Instant;
};

/**
 * What one step reads and writes: the account, its contacts, its latest transaction (only the latest can be
 * waiting) and that transaction's challenges, oldest first.
 */
export type AccountState = {
  readonly account: Account;
  readonly contacts: readonly Contact[];
  readonly transaction: Transaction | null;
  readonly challenges: readonly Challenge[];
};

export type EventType =
  | `transaction.${TransactionState}`
  | `challenge.${ChallengeState}`
  | 'code.wrong'
  | 'code.not_evaluated'
  | 'code.unknown'
  | 'replacement.told'
  | 'account.locked'
  | 'account.unlocked'
  | 'account.frozen'
  | 'contact.added'
  | 'contact.removed'
  | 'contact.lost'
  /** A phone being added, changed or removed in the web application (accounts/phone-change.ts). */
  | 'phone.code_sent'
  | 'phone.code_wrong'
  | 'phone.change_begun'
  | 'phone.change_waiting'
  | 'phone.change_ended'
  | 'phone.changed'
  | 'phone.removed';

/** Something that happened to an account; numbered by the account's version. Bears no code and no contact. */
export type Happening = {
  readonly type: EventType;
  readonly transactionId: string | null;
  readonly data: { readonly [key: string]: Json };
};
