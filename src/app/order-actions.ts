/** What the plain page and the scripts' requests do alike. */
import type { Actor } from '../transactions/actor.ts';
import type { Failure, Result } from '../transactions/failures.ts';
import type { AccountState } from '../transactions/model.ts';
import type { AppOptions } from './options.ts';

/** Below the ten seconds after which a sending or a check nobody settled reads as failed. */
const operationMilliseconds = 8000;

export const deadline = (): AbortSignal => AbortSignal.timeout(operationMilliseconds);

/** "This was not me": locks ordering by voice and cancels the order. */
export const stopAsNotMe = async (
  { lock, operations }: Pick<AppOptions, 'lock' | 'operations'>,
  actor: Actor,
  transactionId: string,
): Promise<Result<AccountState>> => {
  // The lock first: whatever becomes of this order, nothing new comes after it.
  const locked = await lock(actor);
  if (!locked.ok) return locked;
  const cancelled = await operations.cancel(actor, transactionId, 'not_me');
  return cancelled.ok || !hasEndedAlready(cancelled.failure) ? cancelled : locked;
};

/** What the person wanted stopped has ended without effect; a confirmed one has not, and they must be told. */
const hasEndedAlready = ({ type }: Failure): boolean => type === 'ended' || type === 'nothing_waiting';

/** Codes are often shown, and so typed, in groups. */
export const withoutSpaces = (code: string): string => code.replace(/[\s-]/g, '');
