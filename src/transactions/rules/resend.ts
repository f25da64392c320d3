import { type Decision, refuse, store } from '../decision.ts';
import type { Limits } from '../limits.ts';
import type { AccountState, Contact, Instant } from '../model.ts';
import { seconds } from '../time.ts';
import { currentChallenge, hasLiveCode, newChallenge, sendingHindrance } from './sending.ts';
import { waitingTransaction } from './waiting.ts';

export type ResendStep = {
  readonly type: 'resend';
  /** The transaction meant; null for the one that waits. */
  readonly transactionId: string | null;
  readonly challengeId: string;
  readonly contact: Contact | null;
};

/** A new code for the same transaction. Resets neither tries nor sends (rule 4). */
export const resend = (state: AccountState, step: ResendStep, now: Instant, limits: Limits): Decision => {
  const waiting = waitingTransaction(state, step.transactionId);
  if (!waiting.ok) return refuse(waiting.failure);
  const transaction = waiting.value;
  // Only a try made in time holds it open; a new code would come too late.
  if (now >= transaction.expiresAt) return refuse({ type: 'check_in_progress', transaction });
  const hindrance = sendingHindrance(state, now, limits);
  if (hindrance) return refuse(hindrance);
  if (step.contact === null) return refuse({ type: 'no_contact' });
  if (state.challenges.length >= limits.sendsPerTransaction)
    return refuse({ type: 'sends_spent', transaction, codeStands: hasLiveCode(state) });
  if (transaction.tries >= limits.triesPerTransaction) return refuse({ type: 'tries_spent', transaction });

  const last = currentChallenge(state);
  const pauseEnds = last ? last.startedAt + seconds(limits.resendPauseSeconds) : now;
  if (last && last.state !== 'send_failed' && now < pauseEnds) {
    return refuse({ type: 'resend_too_soon', transaction, at: pauseEnds });
  }
  return store({
    ...state,
    account: { ...state.account, sentAt: [...state.account.sentAt, now] },
    challenges: [
      ...state.challenges.map((challenge) =>
        challenge.state === 'live' ? { ...challenge, state: 'replaced' as const } : challenge,
      ),
      newChallenge(step.challengeId, transaction.id, step.contact, now, limits),
    ],
  });
};
