import { type Decision, refuse, store } from '../decision.ts';
import type { Limits } from '../limits.ts';
import { isOpenChallenge } from '../machine.ts';
import type { AccountState, CancelReason, Instant } from '../model.ts';
import { quietAfter } from '../time.ts';
import { waitingTransaction } from './waiting.ts';

export type CancelStep = {
  readonly type: 'cancel';
  readonly transactionId: string | null;
  readonly reason: CancelReason;
  /** Cancel only what came through this link; null: whatever waits. */
  readonly linkId: string | null;
};

/** Ends what waits. Works under every lock: stopping is always allowed (rule 5). */
export const cancel = (state: AccountState, step: CancelStep, now: Instant, limits: Limits): Decision => {
  const waiting = waitingTransaction(state, step.transactionId);
  if (!waiting.ok) return refuse(waiting.failure);
  if (step.linkId !== null && waiting.value.linkId !== step.linkId)
    return refuse({ type: 'nothing_waiting' });
  return store(cancelled(state, step.reason, now, limits));
};

/** The state with its waiting transaction cancelled; unchanged where none waits. */
export const cancelled = (
  state: AccountState,
  reason: CancelReason,
  now: Instant,
  limits: Limits,
): AccountState => {
  if (state.transaction?.state !== 'requested') return state;
  return {
    ...withCodesEnded(state, limits),
    transaction: {
      ...state.transaction,
      state: 'cancelled',
      cancelReason: reason,
      checking: 0,
      settledAt: now,
    },
  };
};

/**
 * No code outlives its transaction. One still on its way could become valid for the next transaction: quiet follows it
 * as if its outcome were unknown (rule 1).
 */
export const withCodesEnded = (state: AccountState, limits: Limits): AccountState => {
  const sending = state.challenges.find((challenge) => challenge.state === 'sending');
  const quietUntil = sending ? quietAfter(sending, limits) : state.account.quietUntil;
  return {
    ...state,
    account: { ...state.account, quietUntil },
    challenges: state.challenges.map((challenge) =>
      isOpenChallenge(challenge.state) ? { ...challenge, state: 'expired' } : challenge,
    ),
  };
};
