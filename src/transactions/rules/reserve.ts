import { type Decision, refuse, store } from '../decision.ts';
import type { Failure } from '../failures.ts';
import type { Limits } from '../limits.ts';
import type { AccountState, Instant, Surface, Transaction } from '../model.ts';
import { isBeingChecked } from '../time.ts';
import { currentChallenge, hasLiveCode, lockFailure } from './sending.ts';
import { waitingTransaction } from './waiting.ts';

export type ReserveStep = {
  readonly type: 'reserve';
  readonly transactionId: string | null;
  readonly surface: Surface;
  readonly session: string;
  /** Whether what was given has the form of a code; what has not costs nothing (rule 4). */
  readonly wellFormed: boolean;
};

/** The first of a check's three steps: takes one of the tries, before the issuer is asked (rule 3). */
export const reserve = (state: AccountState, step: ReserveStep, now: Instant, limits: Limits): Decision => {
  const waiting = waitingTransaction(state, step.transactionId);
  if (!waiting.ok) return refuse(waiting.failure);
  const transaction = waiting.value;
  const locked = lockFailure(state.account);
  if (locked) return refuse(locked);
  if (isUntold(transaction, step)) return tellReplacement(state, transaction, step.session);
  const hindrance = challengeHindrance(state, transaction, limits);
  if (hindrance) return refuse(hindrance);
  if (!step.wellFormed) return refuse({ type: 'code_malformed', transaction });
  // Only a try made in time holds it open; none can be added.
  if (now >= transaction.expiresAt) return refuse({ type: 'check_in_progress', transaction });
  if (
    transaction.tries >= limits.triesPerTransaction ||
    state.account.wrongInARow >= limits.wrongCodesInARow
  ) {
    const checking = isBeingChecked(transaction, now, limits);
    return refuse({ type: checking ? 'check_in_progress' : 'tries_spent', transaction });
  }
  return store({
    ...state,
    account: { ...state.account, wrongInARow: state.account.wrongInARow + 1 },
    transaction: {
      ...transaction,
      tries: transaction.tries + 1,
      checking: transaction.checking + 1,
      checkingSince: now,
    },
  });
};

/** The web application shows what it confirms beside the field; a voice, or a caller of the API, must be told. */
const isUntold = ({ replaced }: Transaction, { surface, session }: ReserveStep): boolean =>
  surface !== 'app' && replaced !== null && replaced.otherSession && replaced.toldIn !== session;

/** Told per session: a stranger who draws the notice upon himself does not use up the owner's. */
const tellReplacement = (state: AccountState, transaction: Transaction, session: string): Decision => {
  const { replaced } = transaction;
  if (replaced === null) return refuse({ type: 'nothing_waiting' });
  const told = { ...transaction, replaced: { ...replaced, toldIn: session } };
  return store(
    { ...state, transaction: told },
    { type: 'replacement_told', transaction: told, replacedSummary: replaced.summary },
    [{ type: 'replacement.told', transactionId: transaction.id, data: {} }],
  );
};

/** Only a live challenge can be used (rule 1). */
const challengeHindrance = (
  state: AccountState,
  transaction: Transaction,
  limits: Limits,
): Failure | null => {
  const challenge = currentChallenge(state);
  if (challenge?.state === 'sending') return { type: 'still_sending' };
  if (hasLiveCode(state)) return null;
  // Nobody is offered a new code where none can be sent.
  if (state.challenges.length >= limits.sendsPerTransaction) {
    return { type: 'sends_spent', transaction, codeStands: false };
  }
  if (!challenge || challenge.state === 'send_failed') return { type: 'no_code', transaction };
  return { type: 'code_expired', transaction };
};
