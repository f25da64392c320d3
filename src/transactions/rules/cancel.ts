import { type Decision, refuse, store } from '../decision.ts';
import { isOpenChallenge } from '../machine.ts';
import type { AccountState, CancelReason, Challenge, Instant } from '../model.ts';

import { waitingTransaction } from './waiting.ts';

export type CancelStep = {
  readonly type: 'cancel';
  readonly transactionId: string | null;
  readonly reason: CancelReason;
};

/** Ends what waits. Works under every lock: stopping is always allowed (rule 5). */
export const cancel = (state: AccountState, step: CancelStep, now: Instant): Decision => {
  const waiting = waitingTransaction(state, step.transactionId);
  if (!waiting.ok) return refuse(waiting.failure);
  return store(cancelled(state, step.reason, now));
};

/** The state with its waiting transaction cancelled; unchanged where none waits. */
export const cancelled = (state: AccountState, reason: CancelReason, now: Instant): AccountState => {
  if (state.transaction?.state !== 'requested') return state;
  return {
    ...state,
    transaction: {
      ...state.transaction,
      state: 'cancelled',
      cancelReason: reason,
      checking: 0,
      settledAt: now,
    },
    challenges: endOpen(state.challenges),
  };
};

/** No code outlives its transaction. */
export const endOpen = (challenges: readonly Challenge[]): readonly Challenge[] =>
  challenges.map((challenge) =>
    isOpenChallenge(challenge.state) ? { ...challenge, state: 'expired' } : challenge,
  );
