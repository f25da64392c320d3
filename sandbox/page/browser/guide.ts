/** Where somebody is on the way to their first order, and what they could say next. */
import type { LocaleExamples, ShownMessage } from '../contract.ts';
import { findCode, saysCode } from './codes.ts';
import { findPerson, messagesOf, turnsOf, type World } from './state.ts';

export type Step =
  /** Nothing was asked for. */
  | 'ask'
  /** The Echo must be linked first. */
  | 'link'
  /** Asked for, no code yet. */
  | 'wait'
  /** A code is there. */
  | 'confirm'
  /** A code was said and taken. */
  | 'done';

/** How long a code is good for at most. */
const codeLifetimeMs = 180_000;

/** The newest code that came to this person lately and was not said yet. */
export const freshCode = (
  world: World,
  user: string,
  now: number,
): { readonly code: string; readonly message: ShownMessage } | null => {
  const message = messagesOf(world, user)
    .filter(({ text }) => findCode(text) !== null)
    .at(-1);
  const code = message === undefined ? null : findCode(message.text);
  if (message === undefined || code === null || message.receivedAt < now - codeLifetimeMs) return null;
  const wasSaid = turnsOf(world, user).some(
    ({ at, utterance }) => at >= message.receivedAt && saysCode(utterance, code),
  );
  return wasSaid ? null : { code, message };
};

export const stepOf = (world: World, user: string, now: number): Step => {
  const last = turnsOf(world, user)
    .filter(({ unlinked }) => !unlinked)
    .at(-1);
  const person = findPerson(world, user);
  if (person?.link === 'unlinked') return 'link';
  if (freshCode(world, user, now) !== null) return 'confirm';
  if (last === undefined || last.card === null || last.problem !== null) return 'ask';
  if (last.card.type === 'LinkAccount') return person?.link === 'linked' ? 'ask' : 'link';
  const saidCode = messagesOf(world, user).some(({ text }) => {
    const code = findCode(text);
    return code !== null && saysCode(last.utterance, code);
  });
  if (!last.sessionOpen) return saidCode ? 'done' : 'ask';
  return person?.session != null ? 'wait' : 'ask';
};

export type Suggestion = { readonly text: string; readonly isCode: boolean };

const mostSuggestions = 5;

/** A code as it is said: in an open session alone, else addressed to the skill. */
export const sayCode = (examples: LocaleExamples, code: string, inSession: boolean): string => {
  const spoken = (examples.codePhrase ?? '{code}').replace('{code}', code);
  return inSession ? spoken : examples.statement.replace('{request}', spoken);
};

/** What to click: the code first where there is one, then the skill's own commands. */
export const suggestionsFor = (
  world: World,
  examples: LocaleExamples,
  user: string,
  now: number,
): readonly Suggestion[] => {
  const inSession = findPerson(world, user)?.session != null;
  const step = stepOf(world, user, now);
  const code = freshCode(world, user, now)?.code ?? null;
  const first = code === null ? [] : [{ text: sayCode(examples, code, inSession), isCode: true }];
  const commands = step === 'wait' || step === 'confirm' ? followUps(examples) : beginnings(examples);
  const spoken = commands.map(({ text, addressed }) => ({
    text: inSession ? text : addressed,
    isCode: false,
  }));
  // Once they have begun, people know how to open it; the conversation needs the room.
  const opening =
    inSession || turnsOf(world, user).length > 0 ? [] : [{ text: examples.opening, isCode: false }];
  return [...first, ...spoken.slice(0, mostSuggestions - first.length - opening.length), ...opening];
};

/** What one asks for stands before the code's intent in the model, what one says about it after. */
const followUps = ({ commands, codePhrase, codeAt }: LocaleExamples): LocaleExamples['commands'] =>
  codePhrase === null ? commands : commands.slice(codeAt);

/** What one can ask for, and the last of what one can say about it: how it stands. */
const beginnings = ({ commands, codePhrase, codeAt }: LocaleExamples): LocaleExamples['commands'] =>
  codePhrase === null ? commands : [...commands.slice(0, codeAt), ...commands.slice(codeAt).slice(-1)];
