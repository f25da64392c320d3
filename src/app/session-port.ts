/**
 * Where web sessions are kept. The browser holds an opaque 256-bit random id in a cookie; this folder hashes it before
 * it asks the store, so the store, its backups and its logs never see anything that opens a session.
 */
import type { Instant } from '../transactions/model.ts';

/** One signed-in browser. It never changes but for `seenAt`; a new sign-in makes a new one. */
export type WebSession = {
  /** SHA-256 of the cookie's id, lower-case hex: the primary key. */
  readonly idHash: string;
  readonly accountId: string;
  /** When the tenant last saw the person prove who they are (`auth_time`, OpenID Connect Core 1.0, 2). */
  readonly authTime: Instant;
  readonly createdAt: Instant;
  readonly seenAt: Instant;
  /** The browser as it names itself, at most 200 characters: tells a person's own sessions apart. Untrusted text. */
  readonly userAgent: string;
};

/**
 * A plain table: lifetimes are applied by the reader (sessions.ts), so the store needs no clock and correctness no
 * clean-up job. Errors are faults of the database and are thrown.
 */
export type SessionStore = {
  /** `idHash` is 256 random bits hashed: a duplicate is a fault. */
  readonly insert: (session: WebSession) => Promise<void>;
  /** Exact match on the primary key; null where there is none. */
  readonly find: (idHash: string) => Promise<WebSession | null>;
  /** Sets `seenAt` where it is later than the stored one; no such session: nothing happens. */
  readonly touch: (idHash: string, seenAt: Instant) => Promise<void>;
  /** All sessions of the account, past ones too where not yet removed, newest `createdAt` first. */
  readonly list: (accountId: string) => Promise<readonly WebSession[]>;
  /** Deletes one session of this account; false where the account has no such session (another's stays). */
  readonly end: (accountId: string, idHash: string) => Promise<boolean>;
  /** Deletes all sessions of the account but the one named; null: all. Returns how many went. */
  readonly endOthers: (accountId: string, keptIdHash: string | null) => Promise<number>;
  /** Deletes what no reader would accept any more: `seenAt <= idleSince` or `createdAt <= bornBefore`. Returns how many. */
  readonly removeExpired: (past: {
    readonly idleSince: Instant;
    readonly bornBefore: Instant;
  }) => Promise<number>;
};
