import type { Actor } from '../actor.ts';
import type { Result } from '../failures.ts';
import type { AccountState, CancelReason } from '../model.ts';
import { type StepPorts, takeStep } from './take-step.ts';

/**
 * Ends the waiting transaction without effect.
 * Fails with nothing_waiting, not_found, ended, already_confirmed, replayed or busy.
 */
export const cancelTransaction = (
  ports: StepPorts,
  actor: Actor,
  transactionId: string | null,
  reason: CancelReason,
): Promise<Result<AccountState>> =>
  takeStep(
    ports,
    actor.accountId,
    { type: 'cancel', transactionId, reason },
    { beside: () => ({ request: actor.request }) },
  );
