/** Reading a skill's answer as strictly as Alexa does. Limits: Alexa Skills Kit, "Request and Response JSON Reference". */
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { Slot } from 'ask-sdk-model';
import { readScreen, type ScreenText } from './apl.ts';
import type { InteractionModel } from './interaction-model.ts';
import { readSsml } from './ssml.ts';

const outputSpeech = Type.Union([
  Type.Object({ type: Type.Literal('PlainText'), text: Type.String() }),
  Type.Object({ type: Type.Literal('SSML'), ssml: Type.String() }),
]);

const image = Type.Optional(
  Type.Object({ smallImageUrl: Type.Optional(Type.String()), largeImageUrl: Type.Optional(Type.String()) }),
);

const cardShape = Type.Union([
  Type.Object({
    type: Type.Literal('Simple'),
    title: Type.Optional(Type.String()),
    content: Type.Optional(Type.String()),
  }),
  Type.Object({
    type: Type.Literal('Standard'),
    title: Type.Optional(Type.String()),
    text: Type.Optional(Type.String()),
    image,
  }),
  Type.Object({ type: Type.Literal('LinkAccount') }),
]);
export type Card = Static<typeof cardShape>;

const slotShape = Type.Object({
  name: Type.String(),
  value: Type.Optional(Type.String()),
  confirmationStatus: Type.Optional(
    Type.Union([Type.Literal('NONE'), Type.Literal('CONFIRMED'), Type.Literal('DENIED')]),
  ),
});

const elicitShape = Type.Object({
  type: Type.Literal('Dialog.ElicitSlot'),
  slotToElicit: Type.String(),
  updatedIntent: Type.Optional(
    Type.Object({ name: Type.String(), slots: Type.Optional(Type.Record(Type.String(), slotShape)) }),
  ),
});

const optional = <Shape extends TSchema>(shape: Shape) => Type.Optional(Type.Union([shape, Type.Null()]));

const answerShape = Type.Object({
  version: Type.String(),
  sessionAttributes: optional(Type.Record(Type.String(), Type.Unknown())),
  response: Type.Object({
    outputSpeech: optional(outputSpeech),
    card: optional(cardShape),
    reprompt: optional(Type.Object({ outputSpeech: optional(outputSpeech) })),
    directives: optional(Type.Array(Type.Object({ type: Type.String() }))),
    shouldEndSession: optional(Type.Boolean()),
  }),
});

/** The next utterance fills this slot; what the intent held so far is sent along. */
export type Elicitation = {
  /** null: the intent that was answered. */
  readonly intent: string | null;
  readonly slot: string;
  readonly slots: Readonly<Record<string, Slot>>;
};

export type Answer = {
  readonly speech: string | null;
  readonly reprompt: string | null;
  readonly card: Card | null;
  /** The texts of a screen, where the answer shows one. */
  readonly screen: readonly ScreenText[] | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly elicitation: Elicitation | null;
  readonly keepsSessionOpen: boolean;
};

export type ReadAnswer =
  | { readonly ok: true; readonly answer: Answer }
  /** One sentence of what Alexa would not take. */
  | { readonly ok: false; readonly problem: string };

const mostBytes = 120_000;
const mostSpeechCharacters = 8_000;

/** Reads the body of a 200. Never throws; unknown fields are ignored. */
export const readAnswer = (
  body: string,
  model: InteractionModel,
  answeredIntent: string | null,
  hasScreen = false,
): ReadAnswer => {
  if (Buffer.byteLength(body) > mostBytes) return refuse(`The answer is longer than ${mostBytes} bytes.`);
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return refuse('The answer is not JSON.');
  }
  if (!Value.Check(answerShape, json)) {
    const first = Value.Errors(answerShape, json).First();
    return refuse(`The answer is not valid at ${first?.path ?? '/'}: ${first?.message ?? 'unknown'}.`);
  }
  if (json.version !== '1.0') return refuse(`The answer's version is "${json.version}", not "1.0".`);

  const speech = readSpeech(json.response.outputSpeech ?? null);
  const reprompt = readSpeech(json.response.reprompt?.outputSpeech ?? null);
  if (speech instanceof Unreadable) return refuse(`outputSpeech ${speech.sentence}`);
  if (reprompt instanceof Unreadable) return refuse(`reprompt ${reprompt.sentence}`);

  const elicitation = readElicitation(json.response.directives ?? [], model, answeredIntent);
  if (elicitation instanceof Unreadable) return refuse(elicitation.sentence);
  const screen = readRendered(json.response.directives ?? [], hasScreen);
  if (screen instanceof Unreadable) return refuse(screen.sentence);
  const keepsSessionOpen = json.response.shouldEndSession === false;
  if (elicitation !== null && !keepsSessionOpen) {
    return refuse('Dialog.ElicitSlot asks a question, but shouldEndSession is not false.');
  }
  return {
    ok: true,
    answer: {
      speech,
      reprompt,
      card: json.response.card ?? null,
      screen,
      attributes: json.sessionAttributes ?? {},
      elicitation,
      keepsSessionOpen,
    },
  };
};

const refuse = (problem: string): ReadAnswer => ({ ok: false, problem });

class Unreadable {
  readonly sentence: string;
  constructor(sentence: string) {
    this.sentence = sentence;
  }
}

const readSpeech = (speech: Static<typeof outputSpeech> | null): string | null | Unreadable => {
  if (speech === null) return null;
  const written = speech.type === 'SSML' ? speech.ssml : speech.text;
  if (written.length > mostSpeechCharacters) {
    return new Unreadable(`is longer than ${mostSpeechCharacters} characters.`);
  }
  const text = speech.type === 'SSML' ? readSsml(speech.ssml) : speech.text;
  return text ?? new Unreadable('is not well-formed SSML.');
};

const readRendered = (
  directives: readonly { readonly type: string }[],
  hasScreen: boolean,
): readonly ScreenText[] | null | Unreadable => {
  const shown = directives.filter(({ type }) => type.startsWith('Alexa.Presentation.'));
  const [directive] = shown;
  if (directive === undefined) return null;
  if (!hasScreen) return new Unreadable(`The device has no screen, and was sent ${directive.type}.`);
  if (shown.length > 1) return new Unreadable('The answer shows more than one document.');
  const read = readScreen(directive);
  return read.ok ? read.texts : new Unreadable(read.problem);
};

/** Alexa takes `Dialog.ElicitSlot` only for slots that the dialog model lists with `elicitationRequired`. */
const readElicitation = (
  directives: readonly { readonly type: string }[],
  model: InteractionModel,
  answeredIntent: string | null,
): Elicitation | null | Unreadable => {
  const directive = directives.find(({ type }) => type.startsWith('Dialog.'));
  if (directive === undefined) return null;
  if (!Value.Check(elicitShape, directive)) {
    return new Unreadable(`The sandbox's Echo does not know the directive ${directive.type} in this form.`);
  }
  const intent = directive.updatedIntent?.name ?? answeredIntent;
  if (intent === null || !model.elicitable.get(intent)?.has(directive.slotToElicit)) {
    return new Unreadable(
      `Dialog.ElicitSlot asks for ${directive.slotToElicit} of ${intent ?? 'no intent'}, which the dialog model does not list as required.`,
    );
  }
  const slots = Object.entries(directive.updatedIntent?.slots ?? {}).map(([name, slot]): [string, Slot] => [
    name,
    { ...slot, confirmationStatus: slot.confirmationStatus ?? 'NONE' },
  ]);
  return { intent, slot: directive.slotToElicit, slots: Object.fromEntries(slots) };
};
