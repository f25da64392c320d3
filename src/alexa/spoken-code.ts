/**
 * A code as it was heard, read into digits. Pure.
 *
 * No try is ever spent on a guess: whatever can be read in two ways is asked for again, which costs nothing. So five
 * digits are not padded to six. Alexa's number slots do drop a leading zero, but five digits may as well lack any
 * other digit; where one number of five digits was heard, a question ("does it begin with a zero?") settles it.
 */
import { codeDigits } from '../transactions/limits.ts';
import type { Locale } from '../transactions/model.ts';
import type { Language } from './number-words/language.ts';
import { languageOf } from './number-words/languages.ts';
import { type Readings, readNumbers } from './number-words/read-numbers.ts';

export type SpokenCode =
  | { readonly type: 'code'; readonly code: string }
  /** Half a code: "three digits, then three". */
  | { readonly type: 'three_digits'; readonly digits: string }
  /** One number of five digits that may have lost a leading zero. */
  | { readonly type: 'five_digits'; readonly digits: string }
  /** The same words may be different digits, and nothing says which. */
  | { readonly type: 'two_readings' }
  | { readonly type: 'incomplete' }
  | { readonly type: 'too_long' }
  /** Nothing, `?`, or words that are no digits. */
  | { readonly type: 'unclear' };

/** Longer than any six digits in words; the rest is not even looked at. */
const mostCharacters = 200;

const halfDigits = codeDigits / 2;

/**
 * Reads a code from the texts of one utterance's slots, in their order; null for a slot that was not filled.
 * `before` are the three digits heard in the turn before, if that turn asked for the other three. Words are those of
 * the locale's language, of English where we do not know it; figures are read in every locale.
 */
export const readSpokenCode = (
  heard: readonly (string | null)[],
  before: string | null = null,
  locale: Locale = 'en-US',
): SpokenCode => {
  const slots = heard.filter((slot) => slot !== null);
  if (slots.some((slot) => slot.length > mostCharacters)) return { type: 'too_long' };
  const language = languageOf(locale);
  const readings = readNumbers(slots, language, codeDigits);
  if (readings === null) return { type: 'unclear' };

  // Half a code is an answer as good as a whole one.
  const answers = readings.held.filter(({ length }) => length === codeDigits || length === halfDigits);
  const [answer, ...others] = answers;
  if (answer === undefined) return takeNoAnswer(readings, slots, language);
  // Heard with fewer pauses it is too short, and may be a code that was cut off: "quatre-vingt-douze trente-quatre".
  const isCutOff = readings.held.some(({ length }) => length < answer.length);
  if (others.length > 0 || isCutOff) return { type: 'two_readings' };
  return answer.length === codeDigits ? takeCode(answer, readings) : takeHalf(answer, before);
};

/** The only code that the words can be, however they are divided into numbers. */
const takeCode = (code: string, { possible }: Readings): SpokenCode =>
  possible.some((other) => other.length === codeDigits && other !== code)
    ? { type: 'two_readings' }
    : { type: 'code', code };

/** The same three digits twice are more likely a repetition than a code of twice the same: not clear. */
const takeHalf = (digits: string, before: string | null): SpokenCode => {
  if (before === null) return { type: 'three_digits', digits };
  return before === digits ? { type: 'incomplete' } : { type: 'code', code: before + digits };
};

const takeNoAnswer = (
  { held, heldLong }: Readings,
  slots: readonly string[],
  language: Language,
): SpokenCode => {
  const [digits] = held;
  if (digits === undefined) return { type: 'too_long' };
  // Too few digits if read in one way, too many in the other: only the person can say.
  if (heldLong) return { type: 'two_readings' };
  return isOneNumber(slots, language) && !digits.startsWith('0')
    ? { type: 'five_digits', digits }
    : { type: 'incomplete' };
};

/** Heard as one number ("48210", "48,210"), so a zero in front may be lost; digits said one by one keep theirs. */
const isOneNumber = ([slot, ...others]: readonly string[], { groupSeparators }: Language): boolean =>
  others.length === 0 &&
  slot !== undefined &&
  new RegExp(`^\\s*\\p{Nd}{2}[${groupSeparators}]?\\p{Nd}{3}\\s*$`, 'u').test(slot);
