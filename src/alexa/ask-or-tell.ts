/** The forms of an answer: a question that keeps the microphone open, or sentences that end the conversation. */
import type { Business } from '../transactions/command.ts';
import type { Instant, Locale } from '../transactions/model.ts';
import type { Answer, Shown } from './answer.ts';
import { textIn } from './prompts/prompts.ts';
import type { Asked } from './session-memory.ts';
import { compose, type Sentence } from './speech.ts';

/** What a turn's words depend on, beside what is stored. */
export type Voice = { readonly business: Business; readonly locale: Locale; readonly now: Instant };

/** Asks what the person would like, after something said first. */
export const askWish = (voice: Voice, ...first: readonly string[]): Answer => {
  const text = textIn(voice.locale);
  const [example] = voice.business.examples(voice.locale);
  return ask(
    compose([...first, text('ask_wish')]),
    example === undefined ? text('ask_wish') : text('reprompt_wish', { example }),
    { type: 'wish' },
  );
};

export const askCode = (voice: Voice, sentences: readonly (Sentence | null)[], shown?: Shown): Answer =>
  ask(
    compose(sentences),
    textIn(voice.locale)('reprompt_code', { seller: voice.business.name }),
    { type: 'code' },
    shown,
  );

export const offerNewCode = (voice: Voice, ...sentences: readonly Sentence[]): Answer => {
  const text = textIn(voice.locale);
  return ask(
    compose([...sentences, text('offer_new_code')]),
    text('reprompt_new_code', { seller: voice.business.name }),
    { type: 'new_code' },
  );
};

export const ask = (speech: string, reprompt: string, asked: Asked, shown: Shown = {}): Answer => ({
  type: 'ask',
  speech,
  reprompt,
  asked,
  ...shown,
});

export const tell = (...sentences: readonly (Sentence | null)[]): Extract<Answer, { type: 'tell' }> => ({
  type: 'tell',
  speech: compose(sentences),
});
