import type { Result } from '../failures.ts';
import type { AccountState, Contact } from '../model.ts';
import type { CodeIssuer } from '../ports.ts';
import { currentChallenge } from '../rules/sending.ts';
import { type StepPorts, takeStep } from './take-step.ts';

export type SendPorts = StepPorts & { readonly codes: CodeIssuer };

/** Asks the issuer to send the code of the challenge just stored as `sending`, and stores what became of it. */
export const sendCode = async (
  ports: SendPorts,
  sending: AccountState,
  contact: Contact,
  signal: AbortSignal,
): Promise<Result<AccountState>> => {
  const challenge = currentChallenge(sending);
  if (challenge === undefined) throw new Error('sendCode needs a challenge that is sending');
  const outcome = await ports.codes.start(contact, signal);
  return takeStep(
    ports,
    sending.account.id,
    {
      type: 'sending_settled',
      transactionId: challenge.transactionId,
      challengeId: challenge.id,
      outcome: outcome.type,
    },
    { known: sending, transactionId: challenge.transactionId },
  );
};
