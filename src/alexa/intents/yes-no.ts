/** "Yes" and "no", which answer what the turn before asked. Neither ever confirms a transaction: only a code does. */
import { scopes } from '../../api/token.ts';
import { tell } from '../ask-or-tell.ts';
import { textIn } from '../prompts/prompts.ts';
import { sayNoCode } from '../say.ts';
import { forActor, type Handler } from '../turn.ts';
import { leave, stop } from './cancel.ts';
import { confirmWith } from './confirm-code.ts';
import { askAgain } from './help.ts';
import { resendCode } from './resend-code.ts';

export const yes: Handler = async (turn) => {
  const { asked } = turn;
  switch (asked?.type) {
    case 'new_code':
      return resendCode(turn);
    case 'leading_zero':
      return withZero(asked.digits)(turn);
    case 'leave_or_cancel':
    case 'code':
    case 'rest_of_code':
    case 'value':
    case 'wish':
    case undefined:
      return askAgain(turn);
    default:
      return asked satisfies never;
  }
};

/** The person said that the code begins with zero: that is no guess of ours. */
const withZero = (digits: string): Handler =>
  forActor(scopes.confirm, (turn, actor) => confirmWith(turn, actor, `0${digits}`));

export const no: Handler = async (turn) => {
  const { asked, voice } = turn;
  switch (asked?.type) {
    case 'new_code':
    case 'leave_or_cancel':
    case 'code':
      return leave(turn);
    case 'leading_zero':
    case 'rest_of_code':
      return sayNoCode({ type: 'incomplete' }, voice);
    case 'value':
    case 'wish':
      return stop(turn);
    case undefined:
      return tell(textIn(voice.locale)('goodbye'));
    default:
      return asked satisfies never;
  }
};
