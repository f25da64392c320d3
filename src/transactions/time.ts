import type { Limits } from './limits.ts';
import type { AccountState, Challenge, Instant, Transaction } from './model.ts';
import type { TransactionRecord } from './ports.ts';

export const seconds = (count: number): number => count * 1000;

/** `now` never runs backwards: an account's time is at least that of its last write. */
export const accountTime = (state: AccountState, clock: Instant): Instant =>
  Math.max(clock, state.account.updatedAt);

/**
 * The state as the clock makes it. Every read goes through here, so nothing depends on a clean-up job: a
 * transaction past its time reads `expired`, a code past its time `expired`, a sending nobody answered `send_failed`.
 */
export const readAt = (state: AccountState, now: Instant, limits: Limits): AccountState => {
  const transaction = state.transaction && transactionAt(state.transaction, now, limits);
  const ended = transaction !== null && transaction.state === 'expired';
  const abandoned = state.challenges.some((challenge) => isAbandoned(challenge, now, limits));
  const challenges = (abandoned ? withoutFormer(state.challenges) : state.challenges).map((challenge) =>
    challengeAt(challenge, now, ended, limits),
  );
  const read = { ...state, account: accountAt(state, now, limits), transaction, challenges };
  return withLockWhenDue(read, now, limits, state.account.updatedAt);
};

/**
 * Ten tries in a row that no right code followed lock confirmation, even where the last was never settled (rule 4). A
 * try that is being checked may yet be the right one: the lock waits for it.
 */
export const withLockWhenDue = (
  state: AccountState,
  now: Instant,
  limits: Limits,
  lockedAt: Instant,
): AccountState => {
  const { account, transaction } = state;
  if (account.wrongInARow < limits.wrongCodesInARow || account.lockedAt.wrong_codes !== null) return state;
  if (transaction !== null && isBeingChecked(transaction, now, limits)) return state;
  return { ...state, account: { ...account, lockedAt: { ...account.lockedAt, wrong_codes: lockedAt } } };
};

/** A transaction of any age as the clock makes it, by the same rule. */
export const recordAt = (record: TransactionRecord, now: Instant, limits: Limits): TransactionRecord => {
  const transaction = transactionAt(record.transaction, now, limits);
  const ended = transaction.state === 'expired';
  const challenges = record.challenges.map((challenge) => challengeAt(challenge, now, ended, limits));
  return { transaction, challenges };
};

const transactionAt = (transaction: Transaction, now: Instant, limits: Limits): Transaction => {
  if (transaction.state !== 'requested' || now < transaction.expiresAt) return transaction;
  if (isBeingChecked(transaction, now, limits)) return transaction;
  return { ...transaction, state: 'expired', checking: 0, settledAt: transaction.expiresAt };
};

/** A try reserved in time holds its transaction open until it is settled (rule 3). */
export const isBeingChecked = (transaction: Transaction, now: Instant, limits: Limits): boolean =>
  transaction.checking > 0 &&
  transaction.checkingSince !== null &&
  now < transaction.checkingSince + seconds(limits.checkingDeadlineSeconds);

const challengeAt = (challenge: Challenge, now: Instant, ended: boolean, limits: Limits): Challenge => {
  if (isAbandoned(challenge, now, limits)) return { ...challenge, state: 'send_failed' };
  if (challenge.state === 'live' && (ended || now >= challenge.expiresAt)) {
    return { ...challenge, state: 'expired' };
  }
  return challenge;
};

/** The issuer may know nothing but the code that replaced it: a former code never stands again. */
export const withoutFormer = (challenges: readonly Challenge[]): readonly Challenge[] =>
  challenges.map((challenge) =>
    challenge.state === 'replaced' ? { ...challenge, state: 'expired' } : challenge,
  );

const isAbandoned = (challenge: Challenge, now: Instant, limits: Limits): boolean =>
  challenge.state === 'sending' && now >= sendingEnds(challenge, limits);

const sendingEnds = (challenge: Challenge, limits: Limits): Instant =>
  challenge.startedAt + seconds(limits.sendingDeadlineSeconds);

/** A sending nobody answered has an unknown outcome: quiet follows it. */
const accountAt = (state: AccountState, now: Instant, limits: Limits): AccountState['account'] => {
  const { account } = state;
  const abandoned = state.challenges.find((challenge) => isAbandoned(challenge, now, limits));
  const dayAgo = now - seconds(24 * 60 * 60);
  const windowStart = now - seconds(limits.replacementWindowSeconds);
  const quietUntil = abandoned ? quietAfter(abandoned, limits) : account.quietUntil;
  return {
    ...account,
    quietUntil: later(quietUntil, now),
    frozenUntil: later(account.frozenUntil, now),
    sentAt: account.sentAt.filter((at) => at > dayAgo),
    replacedAt: account.replacedAt.filter((at) => at > windowStart),
  };
};

/** When the code of a sending that nobody answered can no longer be taken for the next one's. */
export const quietAfter = (sending: Challenge, limits: Limits): Instant =>
  sendingEnds(sending, limits) + seconds(limits.quietSeconds);

const later = (until: Instant | null, now: Instant): Instant | null =>
  until !== null && until > now ? until : null;
