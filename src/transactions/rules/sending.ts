/** What a request and a resend share: may a code be sent now, and the challenge that sends it. */
import type { Failure } from '../failures.ts';
import type { Limits } from '../limits.ts';
import type { Account, AccountState, Challenge, Contact, Instant } from '../model.ts';
import { seconds } from '../time.ts';

/** Why no code may be sent now, in the order in which a person should hear it; null where one may. */
export const sendingHindrance = (state: AccountState, now: Instant, limits: Limits): Failure | null => {
  const { account } = state;
  const locked = lockFailure(account);
  if (locked) return locked;
  if (state.challenges.some((challenge) => challenge.state === 'sending')) return { type: 'still_sending' };
  if (account.quietUntil !== null) return { type: 'quiet', until: account.quietUntil };
  return sendsLimit(account, now, limits);
};

export const lockFailure = (account: Account): Failure | null => {
  if (account.lockedAt.owner !== null) return { type: 'locked', lock: 'owner' };
  if (account.lockedAt.wrong_codes !== null) return { type: 'locked', lock: 'wrong_codes' };
  return null;
};

const sendsLimit = (account: Account, now: Instant, limits: Limits): Failure | null => {
  const hour = seconds(60 * 60);
  const lastHour = account.sentAt.filter((at) => at > now - hour);
  const oldestToday = account.sentAt[account.sentAt.length - limits.sendsPerDay];
  if (oldestToday !== undefined) return { type: 'sends_limited', until: oldestToday + 24 * hour };
  const oldestThisHour = lastHour[lastHour.length - limits.sendsPerHour];
  if (oldestThisHour !== undefined) return { type: 'sends_limited', until: oldestThisHour + hour };
  return null;
};

export const newChallenge = (
  id: string,
  transactionId: string,
  contact: Contact,
  now: Instant,
  limits: Limits,
): Challenge => ({
  id,
  transactionId,
  contactId: contact.id,
  channel: contact.channel,
  hint: contact.hint,
  state: 'sending',
  startedAt: now,
  expiresAt: now + seconds(limits.challengeLifetimeSeconds),
});

/** The challenge whose code counts: the latest. */
export const currentChallenge = (state: AccountState): Challenge | undefined => state.challenges.at(-1);

export const hasLiveCode = (state: AccountState): boolean =>
  state.challenges.some((challenge) => challenge.state === 'live');
