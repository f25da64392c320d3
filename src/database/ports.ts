/** All ports that the database implements, over one open engine. */
import type { AccountDirectory } from '../accounts/ports.ts';
import type { SessionStore } from '../app/session-port.ts';
import type { Limits } from '../transactions/limits.ts';
import type { Instant } from '../transactions/model.ts';
import type { AccountStore, EffectStore, OverdueReader, TransactionReader } from '../transactions/ports.ts';
import { createAccountDirectory } from './account-directory.ts';
import { createAccountStore } from './account-store.ts';
import { createEffectStore } from './effect-store.ts';
import type { DataKeys } from './keys.ts';
import { createOverdueReader } from './overdue-reader.ts';
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
  ready: () =>
    sql.run({ name: 'sayso_ready', text: 'SELECT 1' }, []).then(
      () => true,
      () => false,
    ),
  tidy: (now) => tidy(sql, now),
});
