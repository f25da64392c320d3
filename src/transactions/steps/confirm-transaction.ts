import type { Actor } from '../actor.ts';
import type { Command } from '../command.ts';
import type { Result } from '../failures.ts';
import { codeDigits } from '../limits.ts';
import type { AccountState } from '../model.ts';
import type { SendPorts } from './send-code.ts';
import { takeStep } from './take-step.ts';

export type ConfirmPorts = SendPorts & { readonly findCommand: (name: string) => Command | undefined };

const codePattern = new RegExp(`^[0-9]{${codeDigits}}$`);

/**
 * Confirms the waiting transaction with the code its owner received: reserve a try, ask the issuer outside any
 * database transaction, settle (rule 3). On success it is `done`, or `confirmed` where an effect elsewhere is still
 * to be delivered.
 * Fails with nothing_waiting, not_found, ended, already_confirmed, locked, replacement_told, still_sending, no_code,
 * code_expired, code_malformed, code_wrong, refused, tries_spent, check_in_progress, check_failed, contact_lost,
 * replayed or busy.
 */
export const confirmTransaction = async (
  ports: ConfirmPorts,
  actor: Actor,
  transactionId: string | null,
  code: string,
  signal: AbortSignal,
): Promise<Result<AccountState>> => {
  const reserved = await takeStep(
    ports,
    actor.accountId,
    {
      type: 'reserve',
      transactionId,
      surface: actor.surface,
      session: actor.session,
      wellFormed: codePattern.test(code),
    },
    { beside: () => ({ request: actor.request }) },
  );
  if (!reserved.ok) return reserved;

  const { account, transaction, contacts, challenges } = reserved.value;
  const challenge = challenges.find(({ state }) => state === 'live');
  const contact = contacts.find(({ id }) => id === challenge?.contactId);
  if (transaction === null || challenge === undefined) throw new Error('a reserved try has a live challenge');
  const command = ports.findCommand(transaction.command);
  if (command === undefined) throw new Error(`no business carries out "${transaction.command}"`);
  // Before the code is spent: a business that cannot say what to do must not use it up.
  const { writes, effect } = command.execute(transaction);
  const outcome = contact
    ? await ports.codes.check(contact, code, signal)
    : { type: 'not_evaluated' as const };
  return takeStep(
    ports,
    actor.accountId,
    {
      type: 'settle',
      transactionId: transaction.id,
      challengeId: challenge.id,
      reservedAt: account.updatedAt,
      outcome,
      completes: effect === null,
    },
    {
      known: reserved.value,
      transactionId: transaction.id,
      // Only the try that confirmed carries it out: every other result is a failure.
      beside: (result) =>
        result.ok
          ? { writes, effect: effect && { ...effect, transactionId: transaction.id, command: command.name } }
          : {},
    },
  );
};
