/** What the steps need from outside. Each promise says here which errors are values; anything thrown is a fault. */
import type { EffectRequest, Statement } from './command.ts';
import type { Account, AccountState, Challenge, Contact, Happening, Instant, Transaction } from './model.ts';

/** One guarded write: everything in it is stored together, and only where `account.version - 1` still stands. */
export type Change = {
  /** The account as it shall be; its `version` is the one before plus one. */
  readonly account: Account;
  /** Rows that are new or differ; an ended one stands before the one that replaced it. */
  readonly transactions: readonly Transaction[];
  readonly challenges: readonly Challenge[];
  /** Contacts to store, and ids of those to delete. */
  readonly contacts: readonly Contact[];
  readonly removedContactIds: readonly string[];
  readonly happenings: readonly Happening[];
  /** The request whose effect this is (rule 9). */
  readonly request: { readonly id: string; readonly keepUntil: Instant } | null;
  /** An API caller's Idempotency-Key, the SHA-256 of its request, and the transaction it made. */
  readonly idempotency: {
    readonly key: string;
    readonly fingerprint: string;
    readonly transactionId: string;
    readonly keepUntil: Instant;
  } | null;
  /** The business's own rows, in the same commit. */
  readonly writes: readonly Statement[];
  /** An effect elsewhere, delivered after the commit; its key is the transaction's id. */
  readonly effect: (EffectRequest & { readonly transactionId: string; readonly command: string }) | null;
};

/**
 * `stale`: somebody else wrote first, nothing was stored; read again.
 * `replayed`: the request id, or the idempotency key, was seen before; nothing was stored.
 * `contact_taken`: a contact is another account's (rule 7); nothing was stored.
 */
export type Written = 'written' | 'stale' | 'replayed' | 'contact_taken';

export type AccountStore = {
  /** With the latest transaction, or with the one named (null in `transaction` where the account has no such one). */
  readonly read: (accountId: string, transactionId?: string) => Promise<AccountState | null>;
  readonly write: (change: Change) => Promise<Written>;
  /** What an Idempotency-Key of this account stands for; null where it is new or past its time. */
  readonly findIdempotent: (
    accountId: string,
    key: string,
    now: Instant,
  ) => Promise<{ readonly fingerprint: string; readonly transactionId: string } | null>;
};

/** A transaction of any age with its challenges, oldest first. */
export type TransactionRecord = {
  readonly transaction: Transaction;
  readonly challenges: readonly Challenge[];
};

export type TransactionReader = {
  readonly find: (accountId: string, transactionId: string) => Promise<TransactionRecord | null>;
  /** Newest first, at most `limit`, asked for before the one named. */
  readonly list: (
    accountId: string,
    page: { readonly limit: number; readonly beforeId: string | null },
  ) => Promise<readonly TransactionRecord[]>;
};

/**
 * What became of a start (auth0.md, "Outcomes of a start"). `not_sent` is certain: a definite refusal, or no
 * connection was made.
 */
export type StartOutcome =
  | { readonly type: 'sent' }
  | { readonly type: 'not_sent'; readonly cause: 'rate_limited' | 'refused' | 'unreachable' }
  | { readonly type: 'unknown' };

/** What became of a check (auth0.md, "Outcomes of a check"). */
export type CheckOutcome =
  /** The issuer took the code; `subject` is that of the verified id_token. */
  | { readonly type: 'right'; readonly subject: string }
  /** The issuer took the code but its id_token does not verify. */
  | { readonly type: 'unverified' }
  | { readonly type: 'wrong' }
  /** The issuer's own tries or time are used up. */
  | { readonly type: 'spent' }
  /** Certainly not evaluated: the try is given back. */
  | { readonly type: 'not_evaluated' }
  /** Perhaps evaluated: the try stays counted. */
  | { readonly type: 'unknown' };

/** Auth0 Passwordless, or whoever makes, sends and checks the codes. Neither call throws; both end by `signal`. */
export type CodeIssuer = {
  readonly start: (contact: Contact, signal: AbortSignal) => Promise<StartOutcome>;
  readonly check: (contact: Contact, code: string, signal: AbortSignal) => Promise<CheckOutcome>;
};

export type StoredEffect = EffectRequest & {
  readonly transactionId: string;
  readonly accountId: string;
  readonly command: string;
  readonly attempts: number;
};

export type EffectStore = {
  /** Takes due effects for this worker until `leaseUntil`; another worker gets none of them before. */
  readonly take: (now: Instant, leaseUntil: Instant, limit: number) => Promise<readonly StoredEffect[]>;
  /** Takes one effect by its transaction, if it is due. */
  readonly takeOne: (
    transactionId: string,
    now: Instant,
    leaseUntil: Instant,
  ) => Promise<StoredEffect | null>;
  /** Puts one back, to be taken again at `at`. */
  readonly postpone: (transactionId: string, at: Instant) => Promise<void>;
  /** Forgets one whose transaction is `done` or `failed`. */
  readonly remove: (transactionId: string) => Promise<void>;
};

/** Accounts whose stored rows are behind the clock: for the sweeper, which only publishes. */
export type OverdueReader = {
  readonly findOverdue: (now: Instant, limit: number) => Promise<readonly string[]>;
};

export type Clock = () => Instant;
/** A new random identifier (UUID). */
export type NewId = () => string;
