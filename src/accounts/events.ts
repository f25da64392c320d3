/** An account's events as they are followed: the port between the database that stores them and `live`. */
import type { EventType } from '../transactions/model.ts';
import type { ActivityType } from './activity.ts';
import type { Instant, Json } from './types.ts';

/** One thing that happened: to the account's transactions, codes, locks and contacts, or beside them. */
type Happened = {
  readonly type: EventType | ActivityType;
  readonly transactionId: string | null;
  readonly data: { readonly [name: string]: Json };
};

/** What one write to an account did; its number is the account's version after it. */
export type AccountEvent = {
  readonly number: number;
  readonly at: Instant;
  readonly happenings: readonly Happened[];
};

export type EventFeed = {
  /** Events of the account with a number above `after`, in order, at most `limit`. */
  readonly read: (accountId: string, after: number, limit: number) => Promise<readonly AccountEvent[]>;
  /**
   * Calls back with the account whenever one was written to, by any instance; with null where notices may have been
   * lost and everybody must look. Resolves to a function that ends it.
   */
  readonly listen: (onWritten: (accountId: string | null) => void) => Promise<() => Promise<void>>;
};
