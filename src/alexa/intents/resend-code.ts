/** "Send a new code". */
import { scopes } from '../../api/token.ts';
import { sayResent } from '../say.ts';
import { forActor, sayOutcome } from '../turn.ts';

export const resendCode = forActor(scopes.request, async (turn, actor) =>
  sayOutcome(turn, actor, await turn.operations.resend(actor, null, turn.signal), sayResent),
);
