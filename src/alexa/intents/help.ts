/** Help, and what is said where an utterance, or an intent, is not understood. Needs no account. */
import type { Answer } from '../answer.ts';
import { ask, askCode, askWish, offerNewCode } from '../ask-or-tell.ts';
import { textIn } from '../prompts/prompts.ts';
import type { Handler, Turn } from '../turn.ts';

export const help: Handler = async (turn) => {
  const { voice } = turn;
  const text = textIn(voice.locale);
  switch (turn.asked?.type) {
    case 'code':
    case 'rest_of_code':
    case 'leading_zero':
      return askCode(voice, [text('help_code'), text('ask_whole_code')]);
    default: {
      const [example] = voice.business.examples(voice.locale);
      return example === undefined
        ? askWish(voice, text('help'))
        : askWish(voice, text('example', { example }), text('help'));
    }
  }
};

export const notUnderstood: Handler = async (turn) => askAgain(turn);

export const unknownIntent: Handler = async ({ voice }) => askWish(voice, textIn(voice.locale)('cannot'));

/** Asks once more what the turn before asked. */
export const askAgain = (turn: Turn): Answer => {
  const { voice, asked } = turn;
  const text = textIn(voice.locale);
  const sorry = text('not_understood');
  switch (asked?.type) {
    case 'code':
      return askCode(voice, [sorry, text('ask_whole_code')]);
    case 'rest_of_code':
      return ask(text('reprompt_three_digits'), text('reprompt_three_digits'), asked);
    case 'leading_zero':
      return ask(`${sorry} ${text('reprompt_five_digits')}`, text('reprompt_five_digits'), asked);
    case 'new_code':
      return offerNewCode(voice, sorry);
    case 'leave_or_cancel':
      return ask(`${sorry} ${text('ask_leave_or_cancel')}`, text('reprompt_leave_or_cancel'), asked);
    case 'value':
    case 'wish':
    case undefined:
      return askWish(voice, sorry);
    default:
      return asked satisfies never;
  }
};
