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
    { type: 'cancel', transactionId, reason, linkId: null },
    { beside: () => ({ request: actor.request }) },
  );

/** Ends what waits where it came through a link that has ended (rule 9). Fails as above; nothing_waiting is fine. */
export const cancelTransactionOfLink = (
  ports: StepPorts,
  accountId: string,
  linkId: string,
): Promise<Result<AccountState>> =>
  takeStep(ports, accountId, { type: 'cancel', transactionId: null, reason: 'link_ended', linkId });
