/**
 * Spoken numbers into digits: "four eight two", "oh", "double five", "twelve thirty four", "482-109", full-width and
 * Arabic-Indic digits. en-US words; a locale with other words brings its own table.
 */
const digitWords: ReadonlyMap<string, string> = new Map(
  Object.entries({
    zero: '0',
    oh: '0',
    o: '0',
    nought: '0',
    naught: '0',
    one: '1',
    two: '2',
    three: '3',
    four: '4',
    five: '5',
    six: '6',
    seven: '7',
    eight: '8',
    nine: '9',
    niner: '9',
  }),
);

const teens: ReadonlyMap<string, number> = new Map(
  [
    'ten',
    'eleven',
    'twelve',
    'thirteen',
    'fourteen',
    'fifteen',
    'sixteen',
    'seventeen',
    'eighteen',
    'nineteen',
  ].map((word, index) => [word, 10 + index]),
);

const tens: ReadonlyMap<string, number> = new Map(
  ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'].map((word, index) => [
    word,
    20 + 10 * index,
  ]),
);

const repeats: ReadonlyMap<string, number> = new Map([
  ['double', 2],
  ['triple', 3],
]);

/** What people say between digits, and what a slot may catch of the words around them. */
const fillers: ReadonlySet<string> = new Set(
  'and then um uh er comma dash hyphen space pause the my code is it its please'.split(' '),
);

/** First code points of the runs of ten digits we read: ASCII, full-width, Arabic-Indic, its extension, Devanagari. */
const digitRuns = [0x30, 0xff10, 0x660, 0x6f0, 0x966];

/** The digits in their order; null where anything is not understood. The empty string where nothing was said. */
export const readNumberWords = (heard: string): string | null => {
  const tokens = plainDigits(heard)
    .toLowerCase()
    .replaceAll(/['’]/g, '')
    .split(/[\s,.;:_/()‐‑‒–—·-]+/)
    .filter((token) => token !== '');
  let digits = '';
  for (let at = 0; at < tokens.length; ) {
    const read = readGroup(tokens, at) ?? readFiller(tokens, at);
    if (read === null) return null;
    digits += read.digits;
    at = read.next;
  }
  return digits;
};

type Group = { readonly digits: string; readonly next: number };

const plainDigits = (text: string): string =>
  Array.from(text, (character) => {
    const point = character.codePointAt(0) ?? 0;
    const run = digitRuns.find((start) => point >= start && point < start + 10);
    return run === undefined ? character : String(point - run);
  }).join('');

const readFiller = (tokens: readonly string[], at: number): Group | null =>
  fillers.has(tokens[at] ?? '') ? { digits: '', next: at + 1 } : null;

const readGroup = (tokens: readonly string[], at: number): Group | null =>
  readRepeated(tokens, at) ?? readThousands(tokens, at) ?? readDigits(tokens, at);

/** "double five", "triple oh": of one digit only, for "double twelve" has no sure meaning. */
const readRepeated = (tokens: readonly string[], at: number): Group | null => {
  const times = repeats.get(tokens[at] ?? '');
  if (times === undefined) return null;
  const repeated = readDigits(tokens, at + 1);
  if (repeated?.digits.length !== 1) return null;
  return { digits: repeated.digits.repeat(times), next: repeated.next };
};

/** One digit by its word, or numerals. "1e5" and "0x12" are neither. */
const readDigits = (tokens: readonly string[], at: number): Group | null => {
  const token = tokens[at] ?? '';
  const digits = digitWords.get(token) ?? (/^[0-9]+$/.test(token) ? token : undefined);
  return digits === undefined ? null : { digits, next: at + 1 };
};

type Quantity = { readonly value: number; readonly next: number };

/** "four hundred eighty two thousand one hundred nine", or any part of it that is one number. */
const readThousands = (tokens: readonly string[], at: number): Group | null => {
  const first = readHundreds(tokens, at);
  if (first === null) return null;
  if (tokens[first.next] !== 'thousand') return { digits: String(first.value), next: first.next };
  const rest = readHundreds(tokens, afterAnd(tokens, first.next + 1));
  const value = first.value * 1000 + (rest?.value ?? 0);
  return { digits: String(value), next: rest?.next ?? first.next + 1 };
};

const readHundreds = (tokens: readonly string[], at: number): Quantity | null => {
  const first = readBelowHundred(tokens, at);
  if (first === null || tokens[first.next] !== 'hundred') return first;
  const rest = readBelowHundred(tokens, afterAnd(tokens, first.next + 1));
  return { value: first.value * 100 + (rest?.value ?? 0), next: rest?.next ?? first.next + 1 };
};

/** "twelve", "thirty four", "thirty", "four"; zero is no part of a larger number. */
const readBelowHundred = (tokens: readonly string[], at: number): Quantity | null => {
  const word = tokens[at] ?? '';
  const teen = teens.get(word);
  if (teen !== undefined) return { value: teen, next: at + 1 };
  const ten = tens.get(word);
  const unit = readUnit(tokens[ten === undefined ? at : at + 1]);
  if (ten === undefined) return unit === null ? null : { value: unit, next: at + 1 };
  return unit === null ? { value: ten, next: at + 1 } : { value: ten + unit, next: at + 2 };
};

const readUnit = (word: string | undefined): number | null => {
  const unit = Number(digitWords.get(word ?? '') ?? 0);
  return unit === 0 ? null : unit;
};

const afterAnd = (tokens: readonly string[], at: number): number => (tokens[at] === 'and' ? at + 1 : at);
