/** The parts of an exchange that one looks for first. */
import type { Exchange } from '../contract.ts';

export type Highlight = { readonly label: string; readonly value: string };

/** A field deep in JSON; undefined where the way ends early. */
const fieldAt = (json: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined,
    json,
  );

const textAt = (json: unknown, ...path: readonly string[]): string | null => {
  const value = fieldAt(json, ...path);
  return typeof value === 'string' ? value : null;
};

/** "OrderPizza", "LaunchRequest", "SkillDisabled". */
export const titleOf = ({ request }: Exchange): string =>
  textAt(request, 'request', 'intent', 'name') ??
  textAt(request, 'request', 'type')?.replace(/^AlexaSkillEvent\./, '') ??
  'Not an envelope';

export const outcomeOf = ({ answer }: Exchange): string => {
  switch (answer.type) {
    case 'answered':
      return String(answer.status);
    case 'timeout':
      return 'timed out';
    case 'unreachable':
      return 'unreachable';
    default:
      return answer satisfies never;
  }
};

export const isWell = ({ answer }: Exchange): boolean => answer.type === 'answered' && answer.status < 400;

export const requestHighlights = ({ request, user }: Exchange): readonly Highlight[] =>
  present([
    ['Type', textAt(request, 'request', 'type')],
    ['Intent', textAt(request, 'request', 'intent', 'name')],
    ['Slots', slotsText(fieldAt(request, 'request', 'intent', 'slots'))],
    ['Reason', textAt(request, 'request', 'reason')],
    ['Session', sessionText(request)],
    ['Echo of', user],
    ['Token', tokenText(request)],
  ]);

export const answerHighlights = ({ answer }: Exchange): readonly Highlight[] => {
  if (answer.type !== 'answered') return [{ label: 'Problem', value: answer.message }];
  const { status, body } = answer;
  const ends = fieldAt(body, 'response', 'shouldEndSession');
  return present([
    ['Status', String(status)],
    ['Says', speechAt(body, 'response', 'outputSpeech')],
    ['Asks again', speechAt(body, 'response', 'reprompt', 'outputSpeech')],
    ['Card', textAt(body, 'response', 'card', 'type')],
    ['Session', ends === undefined ? null : ends === false ? 'stays open' : 'ends'],
    ['Problem', textAt(body, 'error') ?? textAt(body, 'title')],
  ]);
};

const speechAt = (json: unknown, ...path: readonly string[]): string | null =>
  textAt(json, ...path, 'text') ?? textAt(json, ...path, 'ssml');

const present = (rows: readonly (readonly [string, string | null])[]): readonly Highlight[] =>
  rows.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));

const slotsText = (slots: unknown): string | null => {
  if (typeof slots !== 'object' || slots === null) return null;
  const filled = Object.entries(slots).flatMap(([name, slot]) => {
    const value = textAt(slot, 'value') ?? listText(fieldAt(slot, 'slotValue', 'values'));
    return value === null ? [] : [`${name} = ${value}`];
  });
  return filled.length === 0 ? 'none filled' : filled.join('; ');
};

const listText = (values: unknown): string | null =>
  Array.isArray(values) ? values.map((value) => textAt(value, 'value') ?? '?').join(', ') : null;

const sessionText = (request: unknown): string | null => {
  const isNew = fieldAt(request, 'session', 'new');
  if (isNew === undefined) return null;
  return isNew === true ? 'new' : 'goes on';
};

const tokenText = (request: unknown): string =>
  textAt(request, 'context', 'System', 'user', 'accessToken') === null &&
  textAt(request, 'request', 'body', 'accessToken') === null
    ? 'none: the account is not linked'
    : 'that of the linked account';
