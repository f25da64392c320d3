/**
 * All the digits that heard words may be. A listener joins what can be one number, so of all the ways to divide the
 * words those with the fewest numbers are held. A number with joints that sound like pauses ("quatre-vingt-douze" is
 * 92, or 4, 20 and 12) is counted in both ways, as one and as all its pieces; fewest by either count is held.
 * Decision 15 says what is made of them.
 */
import type { Language } from './language.ts';
import type { Token } from './rules.ts';
import { readTokens } from './tokens.ts';

export type Readings = {
  /** Digits, each up to `mostDigits`, that a listener may hold to be meant. */
  readonly held: readonly string[];
  /** Whether a reading of more than `mostDigits` is held. */
  readonly heldLong: boolean;
  /** The held ones, and those which take a pause where nobody hears one. */
  readonly possible: readonly string[];
};

/** Stands for every reading that is too long to matter. */
const long = 'long';

/** How many numbers the words are, and how many where every joint that sounds like a pause is one. */
type Counts = { readonly numbers: number; readonly pieces: number };

/** Digits of each reading to its least counts. At most six digits: there are never many. */
type ByDigits = ReadonlyMap<string, Counts>;

/**
 * Readings of the slots' texts, in their order. Null where a word is not understood or no number was said in one of
 * them. Each place is visited once and keeps few readings, so time grows with the length.
 */
export const readNumbers = (
  heard: readonly string[],
  language: Language,
  mostDigits: number,
): Readings | null => {
  const bySlot = readTokens(heard, language);
  if (bySlot.length === 0 || bySlot.some((tokens) => tokens.every(({ text }) => language.fillers.has(text))))
    return null;
  const tokens = bySlot.flat();
  const places: Map<string, Counts>[] = Array.from({ length: tokens.length + 1 }, () => new Map());
  places[0]?.set('', { numbers: 0, pieces: 0 });
  for (let at = 0; at < tokens.length; at += 1) {
    const before = places[at];
    if (before === undefined || before.size === 0) continue;
    for (const step of stepsFrom(tokens, at, language)) {
      const after = places[step.next];
      if (after !== undefined) append(before, step, after, mostDigits);
    }
  }
  return heldOf(places[tokens.length] ?? new Map());
};

const heldOf = (readings: ByDigits): Readings | null => {
  if (readings.size === 0) return null;
  const fewest = [...readings.values()].reduce(leastOf);
  const held = [...readings]
    .filter(([, { numbers, pieces }]) => numbers === fewest.numbers || pieces === fewest.pieces)
    .map(([digits]) => digits);
  return {
    held: held.filter((digits) => digits !== long),
    heldLong: held.includes(long),
    possible: [...readings.keys()].filter((digits) => digits !== long),
  };
};

type Step = Counts & { readonly digits: string; readonly next: number };

const append = (before: ByDigits, step: Step, after: Map<string, Counts>, mostDigits: number): void => {
  for (const [start, counts] of before) {
    const whole = start + step.digits;
    const digits = start === long || whole.length > mostDigits ? long : whole;
    const sum = { numbers: counts.numbers + step.numbers, pieces: counts.pieces + step.pieces };
    after.set(digits, leastOf(sum, after.get(digits) ?? sum));
  }
};

const leastOf = (one: Counts, other: Counts): Counts => ({
  numbers: Math.min(one.numbers, other.numbers),
  pieces: Math.min(one.pieces, other.pieces),
});

const single = { numbers: 1, pieces: 1 };

/** What may stand at a place: a number, a digit, a repeated one, figures, or a word that says nothing. */
const stepsFrom = (tokens: readonly Token[], at: number, language: Language): readonly Step[] => {
  const text = tokens[at]?.text ?? '';
  const alone = readDigits(text, language);
  return [
    ...(alone === null ? [] : [{ digits: alone, next: at + 1, ...single }]),
    ...language
      .numbers(tokens, at)
      .filter(({ next }) => next > at + 1 || !language.neverAlone.has(text))
      .map(({ value, next, joints }) => ({ digits: String(value), next, numbers: 1, pieces: 1 + joints })),
    ...repeatsFrom(tokens, at, language),
    ...(language.fillers.has(text) ? [{ digits: '', next: at + 1, numbers: 0, pieces: 0 }] : []),
  ].filter(({ next }) => tokens[next]?.opensWord !== false);
};

/** One digit by its word, or figures as they stand. "1e5" and "0x12" are neither. */
const readDigits = (text: string, { digits }: Language): string | null => {
  if (/^[0-9]+$/.test(text)) return text;
  return Object.hasOwn(digits, text) ? String(digits[text]) : null;
};

const mostRepeatWords = 3;

/** "double five", "zwei mal die null": of one digit, for "double twelve" and "double two hundred" have no sure meaning. */
const repeatsFrom = (tokens: readonly Token[], at: number, language: Language): readonly Step[] =>
  Array.from({ length: mostRepeatWords }, (_, index) => at + index + 1).flatMap((start) => {
    const phrase = tokens.slice(at, start).map(({ text }) => text);
    const times = language.repeats.get(phrase.join(' '));
    const digit = readDigits(tokens[start]?.text ?? '', language);
    if (times === undefined || digit?.length !== 1) return [];
    if (language.numbers(tokens, start).some(({ next }) => next > start + 1)) return [];
    return [{ digits: digit.repeat(times), next: start + 1, ...single }];
  });
