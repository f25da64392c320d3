/**
 * What happens to an account beside its transactions: sign-ins and links. Stored among its events, under the
 * next version of the account, so that pages that are open hear of it like of everything else.
 */
import type { Clock, Instant, Json } from './types.ts';

export type ActivityType =
  | 'session.started'
  | 'session.ended'
  | 'link.begun'
  | 'link.ended'
  | 'history.cleared';

/** Bears no code and no contact. */
export type Activity = {
  readonly type: ActivityType;
  readonly data: { readonly [name: string]: Json };
};

export type ActivityEntry = {
  /** `NUMBER-POSITION`: also where the next page goes on. */
  readonly id: string;
  readonly at: Instant;
  readonly type: string;
  readonly data: { readonly [name: string]: Json };
};

export type ActivityLog = {
  /** Stores it at `max(now, the account's last write)`. Its number; null where there is no such account. */
  readonly note: (accountId: string, activity: Activity, now: Instant) => Promise<number | null>;
  /** Newest first: those of the types named, before the entry named. */
  readonly list: (
    accountId: string,
    page: { readonly types: readonly string[]; readonly limit: number; readonly before: string | null },
  ) => Promise<readonly ActivityEntry[]>;
};

/** Notes something with the time of now. */
export type NoteActivity = (accountId: string, activity: Activity) => Promise<void>;

export const createNoteActivity =
  (ports: { readonly activity: Pick<ActivityLog, 'note'>; readonly now: Clock }): NoteActivity =>
  async (accountId, activity) => {
    await ports.activity.note(accountId, activity, ports.now());
  };
