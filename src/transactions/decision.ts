import type { Failure, Result } from './failures.ts';
import type { AccountState, Happening, Transaction } from './model.ts';

/** What shall be stored: the next state, and what its rows do not show. */
export type Next = {
  readonly state: AccountState;
  /** A transaction that this step replaced by another. */
  readonly superseded: {
    readonly transaction: Transaction;
    readonly challenges: AccountState['challenges'];
  } | null;
  /** Beyond the moves of transactions, challenges and locks, which are told from their rows. */
  readonly happenings: readonly Happening[];
};

/** `next` is null where nothing is stored. A failure may well be stored: a wrong code is. */
export type Decision = { readonly next: Next | null; readonly result: Result<AccountState> };

export const refuse = (failure: Failure): Decision => ({ next: null, result: { ok: false, failure } });

export const store = (
  state: AccountState,
  failure: Failure | null = null,
  happenings: readonly Happening[] = [],
  superseded: Next['superseded'] = null,
): Decision => ({
  next: { state, superseded, happenings },
  result: failure ? { ok: false, failure } : { ok: true, value: state },
});
