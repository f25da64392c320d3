import type { Actor } from '../actor.ts';
import { fail, type Result } from '../failures.ts';
import type { AccountState, Contact } from '../model.ts';
import { chooseContact } from '../rules/choose-contact.ts';
import type { RequestPorts } from './request-transaction.ts';
import { sendCode } from './send-code.ts';
import { takeStep } from './take-step.ts';

/**
 * A new code for the waiting transaction; the one before stops working.
 * Fails with nothing_waiting, not_found, ended, already_confirmed, locked, no_contact, still_sending, quiet,
 * sends_limited, sends_spent, tries_spent, check_in_progress, resend_too_soon, sending_failed, replayed or busy.
 */
export const resendCode = async (
  ports: RequestPorts,
  actor: Actor,
  transactionId: string | null,
  signal: AbortSignal,
): Promise<Result<AccountState>> => {
  const challengeId = ports.newId();
  let contact: Contact | null = null;
  const sending = await takeStep(
    ports,
    actor.accountId,
    (state) => {
      contact = chooseContact(state.contacts, ports.channels);
      return { type: 'resend', transactionId, challengeId, contact };
    },
    { beside: () => ({ request: actor.request }) },
  );
  if (!sending.ok) return sending;
  if (contact === null) return fail({ type: 'no_contact' });
  return sendCode(ports, sending.value, contact, signal);
};
