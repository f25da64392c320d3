/** What an English-speaking Echo makes of spoken digits: the text of an AMAZON.NUMBER slot. */

const digits: Readonly<Record<string, number>> = {
  zero: 0,
  oh: 0,
  o: 0,
  nought: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
};
const teens: Readonly<Record<string, number>> = {
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
};
const tens: Readonly<Record<string, number>> = {
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};
const repeats: Readonly<Record<string, number>> = { double: 2, triple: 3, treble: 3 };
const scales: Readonly<Record<string, number>> = { hundred: 100, thousand: 1000 };

const has = (table: Readonly<Record<string, number>>, word: string): boolean => Object.hasOwn(table, word);

/** Whether a word can be part of a spoken number. `and` is one only between others. */
export const isNumberWord = (word: string): boolean =>
  /^\d+$/.test(word) ||
  word === 'and' ||
  [digits, teens, tens, repeats, scales].some((table) => has(table, word));

/**
 * The digits that words spell, or null where they are no number: "four eight two" and "482" are 482, "double five" 55,
 * "twelve thirty four" 1234, "four hundred eighty two thousand one hundred nine" 482109.
 */
export const readSpokenNumber = (words: readonly string[]): string | null => {
  if (words.length === 0 || words[0] === 'and' || words.at(-1) === 'and') return null;
  if (words.some((word) => has(scales, word))) return readCardinal(words);
  return words.includes('and') ? null : readPieces(words);
};

/** Digits, pairs and repeats one after another, each written as it is spoken. */
const readPieces = (words: readonly string[]): string | null => {
  const [word, next, ...others] = words;
  if (word === undefined) return '';
  const after = next === undefined ? [] : [next, ...others];
  if (next !== undefined && has(repeats, word)) {
    const digit = readDigit(next);
    return digit === null ? null : join(digit.repeat(repeats[word] ?? 0), readPieces(others));
  }
  if (has(tens, word)) {
    const unit = next !== undefined && has(digits, next) ? (digits[next] ?? 0) : 0;
    return unit > 0
      ? join(String((tens[word] ?? 0) + unit), readPieces(others))
      : join(String(tens[word]), readPieces(after));
  }
  if (has(teens, word)) return join(String(teens[word]), readPieces(after));
  const digit = /^\d+$/.test(word) ? word : readDigit(word);
  return digit === null ? null : join(digit, readPieces(after));
};

const readDigit = (word: string): string | null => {
  if (/^\d$/.test(word)) return word;
  return has(digits, word) ? String(digits[word]) : null;
};

const join = (first: string, rest: string | null): string | null => (rest === null ? null : first + rest);

/** A number said as one quantity, below a million. */
const readCardinal = (words: readonly string[]): string | null => {
  let total = 0;
  let group = 0;
  for (const word of words) {
    if (word === 'and') continue;
    if (word === 'thousand') {
      total += (group || 1) * 1000;
      group = 0;
    } else if (word === 'hundred') {
      group = (group || 1) * 100;
    } else {
      const value = /^\d+$/.test(word) ? Number(word) : (digits[word] ?? teens[word] ?? tens[word]);
      if (value === undefined) return null;
      group += value;
    }
  }
  return String(total + group);
};
