/**
 * A code as it was heard, read into digits. Pure.
 *
 * No try is ever spent on a guess: whatever can be read in two ways is asked for again, which costs nothing. So five
 * digits are not padded to six. Alexa's number slots do drop a leading zero, but five digits may as well lack any
 * other digit; where one number of five digits was heard, a question ("does it begin with a zero?") settles it.
 */
import { codeDigits } from '../transactions/limits.ts';
import { readNumberWords } from './number-words.ts';

export type SpokenCode =
  | { readonly type: 'code'; readonly code: string }
  /** Half a code: "three digits, then three". */
  | { readonly type: 'three_digits'; readonly digits: string }
  /** One number of five digits that may have lost a leading zero. */
  | { readonly type: 'five_digits'; readonly digits: string }
  | { readonly type: 'incomplete' }
  | { readonly type: 'too_long' }
  /** Nothing, `?`, or words that are no digits. */
  | { readonly type: 'unclear' };

/** Longer than any six digits in words; the rest is not even looked at. */
const mostCharacters = 200;

/**
 * Reads a code from the texts of one utterance's slots, in their order; null for a slot that was not filled.
 * `before` are the three digits heard in the turn before, if that turn asked for the other three.
 */
export const readSpokenCode = (
  heard: readonly (string | null)[],
  before: string | null = null,
): SpokenCode => {
  const pieces = heard.filter((piece) => piece !== null);
  if (pieces.some((piece) => piece.length > mostCharacters)) return { type: 'too_long' };
  const read = pieces.map(readNumberWords);
  if (read.length === 0 || read.some((digits) => digits === null || digits === ''))
    return { type: 'unclear' };
  const digits = read.join('');

  if (digits.length === codeDigits) return { type: 'code', code: digits };
  if (digits.length > codeDigits) return { type: 'too_long' };
  if (digits.length === 3) return joinHalves(before, digits);
  if (isOneNumber(pieces) && !digits.startsWith('0')) return { type: 'five_digits', digits };
  return { type: 'incomplete' };
};

/** The same three digits twice are more likely a repetition than a code of twice the same: not clear. */
const joinHalves = (before: string | null, digits: string): SpokenCode => {
  if (before === null) return { type: 'three_digits', digits };
  return before === digits ? { type: 'incomplete' } : { type: 'code', code: before + digits };
};

/** Heard as one number ("48210", "48,210"), so a zero in front may be lost; digits said one by one keep theirs. */
const isOneNumber = ([piece, ...others]: readonly string[]): boolean =>
  others.length === 0 && piece !== undefined && /^\s*\p{Nd}{2},?\p{Nd}{3}\s*$/u.test(piece);
