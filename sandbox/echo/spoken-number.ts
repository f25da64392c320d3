/** What an Echo makes of spoken digits: the text of an AMAZON.NUMBER slot. */
import { foldWord } from './words.ts';

/** How a language says numbers. */
export type NumberWords = {
  /** Numbers from 0 to 99, each with a way to say it: ["thirty four", 34]. A number may stand here several times. */
  readonly belowHundred: readonly (readonly [string, number])[];
  /** What multiplies what went before (100), or stands for itself ("doscientos", 200). */
  readonly hundreds: Readonly<Record<string, number>>;
  readonly thousands: readonly string[];
  /** "double five". */
  readonly repeats: Readonly<Record<string, number>>;
  /** Inside one number, never between two: "one hundred and nine". */
  readonly and: string;
  /** Whether larger numbers are written in one word: "vierhundertzwei". */
  readonly compounds: boolean;
};

/**
 * The digits that words spell, or null where they are no number: "four eight two" and "482" are 482, "double five" 55,
 * "twelve thirty four" 1234, "four hundred eighty two thousand one hundred nine" 482109.
 */
export type ReadSpokenNumber = (words: readonly string[]) => string | null;

type Piece =
  /** Below a hundred or in numerals; `digits` as they are written one after another. */
  | { readonly type: 'number'; readonly digits: string }
  | { readonly type: 'hundred'; readonly value: number }
  | { readonly type: 'thousand' }
  | { readonly type: 'and' };

export const createNumberReader = (language: NumberWords): ReadSpokenNumber => {
  const numbers = new Map(language.belowHundred.map(([phrase, value]) => [foldPhrase(phrase), value]));
  const hundreds = foldKeys(language.hundreds);
  const repeats = foldKeys(language.repeats);
  const thousands = new Set(language.thousands.map(foldWord));
  const known = new Set([
    ...[...numbers.keys()].flatMap((phrase) => phrase.split(' ')),
    ...hundreds.keys(),
    ...repeats.keys(),
    ...thousands,
    language.and,
  ]);
  const longestFirst = [...known].sort((first, second) => second.length - first.length);

  /** "vierhundertzwei" → vier hundert zwei; null where a part is no number. */
  const splitCompound = (word: string): readonly string[] | null => {
    if (word === '') return [];
    for (const part of longestFirst) {
      const rest = word.startsWith(part) ? splitCompound(word.slice(part.length)) : null;
      if (rest !== null) return [part, ...rest];
    }
    return null;
  };

  const partsOf = (word: string): readonly string[] | null => {
    const folded = foldWord(word);
    if (/^\d+$/.test(folded) || known.has(folded)) return [folded];
    return language.compounds && folded.length <= longestCompound ? splitCompound(folded) : null;
  };

  const readPiece = (parts: readonly string[]): { readonly piece: Piece; readonly length: number } | null => {
    const [first = '', second = ''] = parts;
    for (let length = Math.min(longestPhrase, parts.length); length > 0; length -= 1) {
      const value = numbers.get(parts.slice(0, length).join(' '));
      if (value !== undefined) return { piece: { type: 'number', digits: String(value) }, length };
    }
    const times = repeats.get(first);
    if (times !== undefined) {
      const repeated = numbers.get(second) ?? (/^\d$/.test(second) ? Number(second) : null);
      return repeated === null || repeated > 9
        ? null
        : { piece: { type: 'number', digits: String(repeated).repeat(times) }, length: 2 };
    }
    if (/^\d+$/.test(first)) return { piece: { type: 'number', digits: first }, length: 1 };
    const hundred = hundreds.get(first);
    if (hundred !== undefined) return { piece: { type: 'hundred', value: hundred }, length: 1 };
    if (thousands.has(first)) return { piece: { type: 'thousand' }, length: 1 };
    return first === language.and ? { piece: { type: 'and' }, length: 1 } : null;
  };

  const readPieces = (parts: readonly string[]): readonly Piece[] | null => {
    const pieces: Piece[] = [];
    for (let at = 0; at < parts.length; ) {
      const read = readPiece(parts.slice(at, at + longestPhrase));
      if (read === null) return null;
      pieces.push(read.piece);
      at += read.length;
    }
    return pieces;
  };

  return (words) => {
    const parts = words.map(partsOf);
    const pieces = parts.every((part) => part !== null) ? readPieces(parts.flat()) : null;
    if (pieces === null || pieces.length === 0) return null;
    return readNumbers(pieces);
  };
};

/** "quatre vingt dix neuf". */
const longestPhrase = 4;
/** Characters of "siebenhundertsiebenundsiebzigtausendsiebenhundertsiebenundsiebzig", and no more than needed. */
const longestCompound = 80;

const foldPhrase = (phrase: string): string => phrase.split(' ').map(foldWord).join(' ');

const foldKeys = (table: Readonly<Record<string, number>>): ReadonlyMap<string, number> =>
  new Map(Object.entries(table).map(([word, value]) => [foldWord(word), value]));

/** Numbers one after another, each written as it is: 48 21 09, or 482 109 of "four hundred eighty two one hundred nine". */
const readNumbers = (pieces: readonly Piece[]): string | null => {
  let digits = '';
  for (let at = 0; at < pieces.length; ) {
    const read = readQuantity(pieces, at);
    if (read === null) return null;
    digits += read.digits;
    at = read.next;
  }
  return digits;
};

type Read = { readonly digits: string; readonly next: number };

/** "four hundred eighty two thousand one hundred and nine", or any part of it that is one number. */
const readQuantity = (pieces: readonly Piece[], at: number): Read | null => {
  const first = readHundreds(pieces, at);
  const thousandAt = first?.next ?? at;
  if (pieces[thousandAt]?.type !== 'thousand') return first;
  const rest = readRest(pieces, thousandAt + 1, 999);
  const value = Number(first?.digits ?? 1) * 1000 + (rest?.value ?? 0);
  return { digits: String(value), next: rest?.next ?? thousandAt + 1 };
};

const readHundreds = (pieces: readonly Piece[], at: number): Read | null => {
  const piece = pieces[at];
  const hundredAt = piece?.type === 'number' ? at + 1 : at;
  const hundred = pieces[hundredAt];
  const isMultiplied = piece?.type === 'number';
  if (hundred?.type !== 'hundred' || (isMultiplied && hundred.value !== 100))
    return isMultiplied ? { digits: piece.digits, next: at + 1 } : null;
  const rest = readRest(pieces, hundredAt + 1, 99);
  const value = (isMultiplied ? Number(piece.digits) : 1) * hundred.value + (rest?.value ?? 0);
  return { digits: String(value), next: rest?.next ?? hundredAt + 1 };
};

/** What belongs to the hundred or thousand before it, perhaps after "and"; null where it is a number of its own. */
const readRest = (
  pieces: readonly Piece[],
  after: number,
  most: number,
): { readonly value: number; readonly next: number } | null => {
  const at = pieces[after]?.type === 'and' ? after + 1 : after;
  const read = most > 99 ? readHundreds(pieces, at) : readNumber(pieces[at], at);
  const value = Number(read?.digits ?? 0);
  return read !== null && value > 0 && value <= most && !read.digits.startsWith('0')
    ? { value, next: read.next }
    : null;
};

const readNumber = (piece: Piece | undefined, at: number): Read | null =>
  piece?.type === 'number' ? { digits: piece.digits, next: at + 1 } : null;
