import { fail, type Result, succeed } from '../failures.ts';
import type { AccountState, Transaction } from '../model.ts';

/**
 * The transaction that waits for a code, if it is the one meant. Only the latest of an account can wait; callers look
 * an older one up by themselves (it has always ended).
 */
export const waitingTransaction = (
  state: AccountState,
  transactionId: string | null,
): Result<Transaction> => {
  const { transaction } = state;
  if (transactionId !== null && transaction?.id !== transactionId) return fail({ type: 'not_found' });
  if (transaction === null) return fail({ type: 'nothing_waiting' });
  switch (transaction.state) {
    case 'requested':
      return succeed(transaction);
    case 'confirmed':
    case 'done':
    case 'failed':
      return fail({ type: 'already_confirmed', transaction });
    case 'expired':
    case 'refused':
    case 'superseded':
    case 'cancelled':
      return fail({ type: 'ended', transaction });
    default:
      return transaction.state satisfies never;
  }
};
