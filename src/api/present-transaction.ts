import { limits } from '../transactions/limits.ts';
import type { Challenge, Instant, Transaction } from '../transactions/model.ts';
import type { TransactionRecord } from '../transactions/ports.ts';
import { seconds } from '../transactions/time.ts';
import type { TransactionView } from './contract.ts';

/**
 * A transaction as the outside sees it, from the stored one alone (rule 6). Field by field, so that nothing leaves by
 * accident: no address, no session, no link, no details.
 */
export const presentTransaction = ({ transaction, challenges }: TransactionRecord): TransactionView => {
  const waits = transaction.state === 'requested';
  const challenge = challenges.at(-1);
  return {
    id: transaction.id,
    command: transaction.command,
    summary: transaction.summary,
    destination: transaction.destination,
    amount: transaction.amount && {
      minorUnits: transaction.amount.minorUnits,
      currency: transaction.amount.currency,
    },
    payee: transaction.payee,
    state: transaction.state,
    reason: transaction.cancelReason,
    requestedAt: iso(transaction.requestedAt),
    expiresAt: iso(transaction.expiresAt),
    settledAt: transaction.settledAt === null ? null : iso(transaction.settledAt),
    triesLeft: waits ? Math.max(0, limits.triesPerTransaction - transaction.tries) : 0,
    sends: challenges.length,
    challenge: challenge === undefined ? null : presentChallenge(transaction, challenge, challenges.length),
  };
};

const presentChallenge = (transaction: Transaction, challenge: Challenge, sends: number) => ({
  channel: challenge.channel,
  hint: challenge.hint,
  state: challenge.state,
  sentAt: iso(challenge.startedAt),
  expiresAt: iso(challenge.expiresAt),
  resendAt: resendAt(transaction, challenge, sends),
});

/** As rules/resend.ts has it: a sending that failed may be repeated at once. */
const resendAt = (transaction: Transaction, challenge: Challenge, sends: number): string | null => {
  const spent = sends >= limits.sendsPerTransaction || transaction.tries >= limits.triesPerTransaction;
  if (transaction.state !== 'requested' || spent) return null;
  const pause = challenge.state === 'send_failed' ? 0 : seconds(limits.resendPauseSeconds);
  return iso(challenge.startedAt + pause);
};

const iso = (at: Instant): string => new Date(at).toISOString();
