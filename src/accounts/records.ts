/** What the web application reads of an account and removes of it: lists, everything at once, nothing left. */
import type { Statement } from '../transactions/command.ts';
import type { TransactionRecord } from '../transactions/ports.ts';
import type { Link } from './ports.ts';
import type { Instant } from './types.ts';

export type AccountRecords = {
  /** Transactions newest first, without those cleared from the list; asked for before the one named. */
  readonly history: (
    accountId: string,
    page: { readonly limit: number; readonly beforeId: string | null },
  ) => Promise<readonly TransactionRecord[]>;
  /** Clears what was confirmed and is over (`done`, `failed`) from the history. Returns how many. */
  readonly clearHistory: (accountId: string, now: Instant) => Promise<number>;
  /** Newest first, ended ones too. */
  readonly links: (accountId: string) => Promise<readonly Link[]>;
  /** Deletes the account and every row of it, and in the same commit what `writes` names: the business's own rows. */
  readonly erase: (accountId: string, writes: readonly Statement[]) => Promise<void>;
};
