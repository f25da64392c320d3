/** Which handler answers which intent: our own, Alexa's built-in ones, and one for each command of the business. */
import type { Business } from '../../transactions/command.ts';
import type { Handler } from '../turn.ts';
import { cancelOrAsk, cancelTransaction, leave, stop } from './cancel.ts';
import { confirmCode } from './confirm-code.ts';
import { help, notUnderstood } from './help.ts';
import { resendCode } from './resend-code.ts';
import { runCommand } from './run-command.ts';
import { tellStatus } from './tell-status.ts';
import { no, yes } from './yes-no.ts';

const ownIntents: ReadonlyMap<string, Handler> = new Map(
  Object.entries({
    ConfirmCode: confirmCode,
    ResendCode: resendCode,
    CancelTransaction: cancelTransaction,
    LeaveTransaction: leave,
    TransactionStatus: tellStatus,
    'AMAZON.CancelIntent': cancelOrAsk,
    'AMAZON.StopIntent': stop,
    'AMAZON.NavigateHomeIntent': stop,
    'AMAZON.HelpIntent': help,
    'AMAZON.FallbackIntent': notUnderstood,
    'AMAZON.YesIntent': yes,
    'AMAZON.NoIntent': no,
  }),
);

export const ownIntentNames: readonly string[] = [...ownIntents.keys()];

/** Throws where a command bears the name of an intent of ours. */
export const intentHandlers = (business: Business): ReadonlyMap<string, Handler> => {
  const taken = business.commands.find(({ name }) => ownIntents.has(name));
  if (taken) throw new Error(`a command cannot be called "${taken.name}": an intent has that name`);
  return new Map([
    ...ownIntents,
    ...business.commands.map((command) => [command.name, runCommand(command)] as const),
  ]);
};
