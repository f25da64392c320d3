/** All ports that the database implements, over one open engine. */
import type { ActivityLog } from '../accounts/activity.ts';
import type { EventFeed } from '../accounts/events.ts';
import type { PhoneChangeStore } from '../accounts/phone-ports.ts';
import type { AccountDirectory } from '../accounts/ports.ts';
import type { AccountRecords } from '../accounts/records.ts';
import type { SessionStore } from '../app/session-port.ts';
import type { Limits } from '../transactions/limits.ts';
import type { Instant } from '../transactions/model.ts';
import type { AccountStore, EffectStore, OverdueReader, TransactionReader } from '../transactions/ports.ts';
import { createAccountDirectory } from './account-directory.ts';
import { createAccountRecords } from './account-records.ts';
import { createAccountStore } from './account-store.ts';
import { createActivityLog } from './activity-log.ts';
import { createEffectStore } from './effect-store.ts';
import { createEventFeed } from './event-feed.ts';
import type { DataKeys } from './keys.ts';
import { createOverdueReader } from './overdue-reader.ts';
import { createPhoneStore } from './phone-store.ts';
import { createSessionStore } from './session-store.ts';
import type { Sql } from './sql.ts';
import { tidy } from './tidy.ts';
import { createTransactionReader } from './transaction-reader.ts';

export type DatabasePorts = {
  readonly accounts: AccountStore;
  readonly transactions: TransactionReader;
  readonly effects: EffectStore;
  readonly overdue: OverdueReader;
  readonly directory: AccountDirectory;
  readonly sessions: SessionStore;
  readonly events: EventFeed;
  readonly activity: ActivityLog;
  readonly records: AccountRecords;
  readonly phones: PhoneChangeStore;
  /** Whether a statement gets through this moment. Never throws. */
  readonly ready: () => Promise<boolean>;
  /** Deletes seen requests and idempotency keys past their time; for a timer. Returns how many. */
  readonly tidy: (now: Instant) => Promise<number>;
};

export const createPorts = (sql: Sql, keys: DataKeys, limits: Limits): DatabasePorts => ({
  accounts: createAccountStore(sql, keys),
  transactions: createTransactionReader(sql),
  effects: createEffectStore(sql),
  overdue: createOverdueReader(sql, limits),
  directory: createAccountDirectory(sql, keys),
  sessions: createSessionStore(sql),
  events: createEventFeed(sql),
  activity: createActivityLog(sql),
  records: createAccountRecords(sql),
  phones: createPhoneStore(sql, keys),
  ready: () =>
    sql.run({ name: 'sayso_ready', text: 'SELECT 1' }, []).then(
      () => true,
      () => false,
    ),
  tidy: (now) => tidy(sql, now),
});
