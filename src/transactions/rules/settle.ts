import { type Decision, store } from '../decision.ts';
import type { Failure } from '../failures.ts';
import type { Limits } from '../limits.ts';
import type { Account, AccountState, Happening, Instant, Transaction } from '../model.ts';
import type { CheckOutcome } from '../ports.ts';
import { withLockWhenDue } from '../time.ts';
import { cancelled, withCodesEnded } from './cancel.ts';
import { waitingTransaction } from './waiting.ts';

export type SettleStep = {
  readonly type: 'settle';
  readonly transactionId: string;
  readonly challengeId: string;
  /** When this try was reserved. */
  readonly reservedAt: Instant;
  readonly outcome: CheckOutcome;
  /** Nothing is to be done elsewhere: what the confirming commit writes carries the command out. */
  readonly completes: boolean;
};

/** The last of a check's three steps: what the issuer's answer means for the transaction (rule 3). */
export const settle = (stored: AccountState, step: SettleStep, now: Instant, limits: Limits): Decision => {
  const { outcome } = step;
  const released = releaseTry(stored, step);
  const stays = outcome.type !== 'right' && outcome.type !== 'not_evaluated';
  // Whatever became of the transaction, a try that stays counted may be the tenth in a row (rule 4).
  const state = stays ? withLockWhenDue(released, now, limits, now) : released;
  // A code taken for somebody else, or vouched for by nobody, is an alarm whatever became of the transaction.
  if (outcome.type === 'unverified') return loseContact(state, step, now, limits);
  if (outcome.type === 'right' && outcome.subject !== state.account.subject)
    return loseContact(state, step, now, limits);

  const waiting = waitingTransaction(state, step.transactionId);
  if (!waiting.ok) return store(stays ? state : withTryGivenBack(state), waiting.failure);
  const transaction = waiting.value;
  switch (outcome.type) {
    case 'right':
      return confirm(state, step, now, limits);
    case 'wrong':
      return countWrong(state, transaction, now, limits);
    case 'spent':
      return store(
        endChallenge(state, step.challengeId, 'expired'),
        unlessSpent({ type: 'code_expired', transaction }, limits),
      );
    case 'not_evaluated':
      return giveTryBack(state, transaction);
    case 'unknown':
      return store(
        endChallenge(state, step.challengeId, 'used'),
        unlessSpent({ type: 'check_failed', transaction, counted: true }, limits),
        [happening('code.unknown', transaction)],
      );
    default:
      return outcome satisfies never;
  }
};

const releaseTry = (state: AccountState, step: SettleStep): AccountState => {
  const { transaction } = state;
  if (transaction?.id !== step.transactionId) return state;
  return { ...state, transaction: { ...transaction, checking: Math.max(0, transaction.checking - 1) } };
};

const confirm = (state: AccountState, step: SettleStep, now: Instant, limits: Limits): Decision => {
  const transaction = state.transaction;
  if (transaction === null) return store(state, { type: 'nothing_waiting' });
  const ended = withCodesEnded(endChallenge(state, step.challengeId, 'used'), limits);
  return store({
    ...ended,
    account: {
      ...ended.account,
      wrongInARow: 0,
      lockedAt: { ...state.account.lockedAt, wrong_codes: wrongCodesLock(state.account, step.reservedAt) },
      sentAt: [],
    },
    transaction: {
      ...transaction,
      state: step.completes ? 'done' : 'confirmed',
      checking: 0,
      settledAt: now,
    },
  });
};

/** A lock that fell while this right code was being checked counted the losers of the same race. */
const wrongCodesLock = (account: Account, reservedAt: Instant): Instant | null => {
  const lockedAt = account.lockedAt.wrong_codes;
  return lockedAt !== null && lockedAt < reservedAt ? lockedAt : null;
};

const countWrong = (state: AccountState, before: Transaction, now: Instant, limits: Limits): Decision => {
  const wrong = before.wrong + 1;
  const locked = state.account.lockedAt.wrong_codes !== null;
  const refused = wrong >= limits.triesPerTransaction;
  const transaction: Transaction = refused
    ? { ...before, wrong, state: 'refused', settledAt: now }
    : { ...before, wrong };
  const next = { ...(refused ? withCodesEnded(state, limits) : state), transaction };
  const happenings = [happening('code.wrong', transaction)];
  if (refused) return store(next, { type: 'refused', transaction, locked }, happenings);
  if (locked) return store(next, { type: 'locked', lock: 'wrong_codes' }, happenings);
  const triesLeft = Math.max(0, limits.triesPerTransaction - transaction.tries);
  return store(next, unlessSpent({ type: 'code_wrong', transaction, triesLeft }, limits), happenings);
};

const giveTryBack = (state: AccountState, before: Transaction): Decision => {
  const transaction = { ...before, tries: Math.max(0, before.tries - 1) };
  return store(
    { ...withTryGivenBack(state), transaction },
    { type: 'check_failed', transaction, counted: false },
    [happening('code.not_evaluated', transaction)],
  );
};

const withTryGivenBack = (state: AccountState): AccountState => ({
  ...state,
  account: { ...state.account, wrongInARow: Math.max(0, state.account.wrongInARow - 1) },
});

/** Nobody is offered another try or a new code where no try is left for it. */
const unlessSpent = (failure: Failure & { readonly transaction: Transaction }, limits: Limits): Failure => {
  const { transaction } = failure;
  const spent = transaction.tries >= limits.triesPerTransaction && transaction.checking === 0;
  return spent ? { type: 'tries_spent', transaction } : failure;
};

/** The contact is no longer taken for this person's: it goes, and with it what waits on it (rule 7). */
const loseContact = (state: AccountState, step: SettleStep, now: Instant, limits: Limits): Decision => {
  const contactId = state.challenges.find(({ id }) => id === step.challengeId)?.contactId;
  const withoutContact = { ...state, contacts: state.contacts.filter(({ id }) => id !== contactId) };
  const next = cancelled(
    endChallenge(withoutContact, step.challengeId, 'used'),
    'contact_changed',
    now,
    limits,
  );
  const { transaction } = next;
  if (transaction === null) return store(next, { type: 'nothing_waiting' });
  return store(next, { type: 'contact_lost', transaction }, [happening('contact.lost', transaction)]);
};

const endChallenge = (state: AccountState, id: string, to: 'used' | 'expired'): AccountState => ({
  ...state,
  challenges: state.challenges.map((challenge) =>
    challenge.id === id && challenge.state === 'live' ? { ...challenge, state: to } : challenge,
  ),
});

const happening = (type: Happening['type'], transaction: Transaction): Happening => ({
  type,
  transactionId: transaction.id,
  data: {},
});
