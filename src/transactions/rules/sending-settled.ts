import { type Decision, store } from '../decision.ts';
import type { Limits } from '../limits.ts';
import type { AccountState, Challenge, ChallengeState, Instant } from '../model.ts';
import type { StartOutcome } from '../ports.ts';
import { quietAfter, seconds, withoutFormer } from '../time.ts';
import { waitingTransaction } from './waiting.ts';

export type SendingSettledStep = {
  readonly type: 'sending_settled';
  readonly transactionId: string;
  readonly challengeId: string;
  readonly outcome: StartOutcome['type'];
};

/**
 * The issuer's answer to a start. A challenge comes alive only by its own good answer, while it is still the current
 * one of a waiting transaction (rule 1).
 */
export const sendingSettled = (
  state: AccountState,
  step: SendingSettledStep,
  now: Instant,
  limits: Limits,
): Decision => {
  const waiting = waitingTransaction(state, step.transactionId);
  if (!waiting.ok) {
    const account = { ...state.account, quietUntil: quietAfterEnd(state, step, now, limits) };
    const challenges = settleAs(state, step.challengeId, 'expired');
    return store({ ...state, account, challenges }, waiting.failure);
  }

  const challenge = state.challenges.find(({ id }) => id === step.challengeId);
  if (challenge?.state === 'sending' && step.outcome === 'sent') {
    return store({ ...state, challenges: settleAs(state, step.challengeId, 'live') });
  }

  const challenges = settleAs(state, step.challengeId, 'send_failed');
  const certain = step.outcome === 'not_sent';
  const restored = certain ? letFormerStand(challenges, now) : withoutFormer(challenges);
  return store(
    {
      ...state,
      // What certainly never left does not count against the account's sendings.
      account: certain
        ? { ...state.account, sentAt: state.account.sentAt.slice(0, -1) }
        : { ...state.account, quietUntil: now + seconds(limits.quietSeconds) },
      challenges: restored,
    },
    {
      type: 'sending_failed',
      transaction: waiting.value,
      certain,
      formerStands: restored.some(({ state }) => state === 'live'),
    },
  );
};

/**
 * A transaction that ended while its code was on the way has asked for quiet: an unknown outcome prolongs it, a certain
 * one lifts it where this very sending asked for it.
 */
const quietAfterEnd = (
  { account, challenges }: AccountState,
  step: SendingSettledStep,
  now: Instant,
  limits: Limits,
): Instant | null => {
  if (step.outcome === 'unknown') return now + seconds(limits.quietSeconds);
  const own = challenges.find(({ id }) => id === step.challengeId);
  return own && account.quietUntil === quietAfter(own, limits) ? null : account.quietUntil;
};

const settleAs = (state: AccountState, id: string, to: ChallengeState): readonly Challenge[] =>
  state.challenges.map((challenge) =>
    challenge.id === id && challenge.state === 'sending' ? { ...challenge, state: to } : challenge,
  );

/** The issuer kept the former code valid: it never heard of the new one. */
const letFormerStand = (challenges: readonly Challenge[], now: Instant): readonly Challenge[] => {
  const former = challenges.findLast(({ state }) => state === 'replaced');
  if (!former || now >= former.expiresAt) return challenges;
  return challenges.map((challenge) => (challenge === former ? { ...former, state: 'live' } : challenge));
};
