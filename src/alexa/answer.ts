/** Our answers as data, and the JSON that Alexa wants (Alexa Skills Kit, "Request and Response JSON Reference"). */
import type { Directive, dialog, ResponseEnvelope, Slot, ui } from 'ask-sdk-model';
import type { SpokenValue } from '../transactions/command.ts';
import { renderScreen } from './screens/render-screen.ts';
import type { Screen } from './screens/screen.ts';
import type { Asked } from './session-memory.ts';

export type Card =
  | { readonly type: 'LinkAccount' }
  | { readonly type: 'Simple'; readonly title: string; readonly content: string };

/** Which slot Alexa shall fill next, and all slots of the intent as they are so far. */
export type Elicit = {
  readonly intent: string;
  readonly slot: string;
  readonly slots: {
    readonly [name: string]: { readonly several: boolean; readonly heard: readonly SpokenValue[] };
  };
};

/** What is to be seen beside what is said: in the Alexa app, and on the device where it has a screen. */
export type Shown = { readonly card?: Card; readonly screen?: Screen };

export type Answer =
  /** The microphone stays open; the reprompt stands alone. */
  | ({
      readonly type: 'ask';
      readonly speech: string;
      readonly reprompt: string;
      readonly asked: Asked;
      readonly elicit?: Elicit;
    } & Shown)
  /** The conversation ends. */
  | ({ readonly type: 'tell'; readonly speech: string } & Shown)
  /** For requests that must not be answered with speech: SessionEndedRequest and events. */
  | { readonly type: 'silent' };

/** A screen is shown only where the device has one; whether the session goes on does not depend on it. */
export const toResponse = (answer: Answer, hasScreen = false): ResponseEnvelope => {
  switch (answer.type) {
    case 'ask':
      return {
        version: '1.0',
        sessionAttributes: { asked: answer.asked },
        response: {
          outputSpeech: plainText(answer.speech),
          reprompt: { outputSpeech: plainText(answer.reprompt) },
          ...(answer.card ? { card: answer.card } : {}),
          ...directivesOf(answer, hasScreen),
          shouldEndSession: false,
        },
      };
    case 'tell':
      return {
        version: '1.0',
        response: {
          outputSpeech: plainText(answer.speech),
          ...(answer.card ? { card: answer.card } : {}),
          ...directivesOf(answer, hasScreen),
          shouldEndSession: true,
        },
      };
    case 'silent':
      return { version: '1.0', response: {} };
    default:
      return answer satisfies never;
  }
};

const directivesOf = (
  answer: Exclude<Answer, { type: 'silent' }>,
  hasScreen: boolean,
): { directives?: Directive[] } => {
  const directives = [
    ...(answer.type === 'ask' && answer.elicit ? [elicitSlot(answer.elicit)] : []),
    ...(hasScreen && answer.screen ? [renderScreen(answer.screen)] : []),
  ];
  return directives.length > 0 ? { directives } : {};
};

/** Plain text only: nothing in it can be markup, so nothing needs escaping. */
const plainText = (text: string): ui.PlainTextOutputSpeech => ({ type: 'PlainText', text });

/** The slot asked for goes without its value, so that the next answer replaces it. */
const elicitSlot = ({ intent, slot, slots }: Elicit): dialog.ElicitSlotDirective => ({
  type: 'Dialog.ElicitSlot',
  slotToElicit: slot,
  updatedIntent: {
    name: intent,
    confirmationStatus: 'NONE',
    slots: Object.fromEntries(
      Object.entries(slots).map(([name, { several, heard }]) => [
        name,
        toSlot(name, several, name === slot ? [] : heard),
      ]),
    ),
  },
});

const toSlot = (name: string, several: boolean, heard: readonly SpokenValue[]): Slot => {
  const [first] = heard;
  if (first === undefined) return { name, confirmationStatus: 'NONE' };
  if (!several) return { name, value: first.heard, confirmationStatus: 'NONE' };
  const values = heard.map((value) => ({ type: 'Simple' as const, value: value.heard }));
  return { name, confirmationStatus: 'NONE', slotValue: { type: 'List', values } };
};
