/** German: the unit before the ten, and compounds in one word, which recognisers may write as several. */
import { type Language, listOf, repeatsOf, wordsOf } from './language.ts';
import { atLeast, either, figures, loose, maybe, product, sum, words } from './rules.ts';

const ones = {
  eins: 1,
  zwei: 2,
  zwo: 2,
  drei: 3,
  vier: 4,
  funf: 5,
  fuenf: 5,
  sechs: 6,
  sieben: 7,
  acht: 8,
  neun: 9,
};
const zeros = { null: 0 };
const inCompounds = { ein: 1 };
const teens = {
  zehn: 10,
  elf: 11,
  zwolf: 12,
  zwoelf: 12,
  dreizehn: 13,
  vierzehn: 14,
  funfzehn: 15,
  fuenfzehn: 15,
  sechzehn: 16,
  siebzehn: 17,
  achtzehn: 18,
  neunzehn: 19,
};
const tens = {
  zwanzig: 20,
  dreissig: 30,
  vierzig: 40,
  funfzig: 50,
  fuenfzig: 50,
  sechzig: 60,
  siebzig: 70,
  achtzig: 80,
  neunzig: 90,
};
const scales = { hundert: 100, tausend: 1000 };
const links = { und: 0 };
const repeats = {
  doppel: 2,
  doppelt: 2,
  doppelte: 2,
  'zwei mal': 2,
  dreifach: 3,
  dreifache: 3,
  'drei mal': 3,
};

const unit = either(words(ones), figures(1));
/** "Ein", never "eins", before a hundred, a thousand and "und zwanzig". */
const count = either(words(inCompounds), atLeast(2, unit));
const and = maybe(words(links));
const belowHundred = either(
  unit,
  words(teens),
  words(tens),
  figures(2),
  sum(count, words(links), words(tens)),
);

const hundred = words({ hundert: scales.hundert });
const hundreds = either(
  hundred,
  product(count, hundred),
  // "Neunzehnhundert"; in two words it may be 19 and 100.
  product(atLeast(11, words(teens)), loose(hundred)),
);
const belowThousand = either(belowHundred, figures(3), sum(hundreds, maybe(sum(and, belowHundred))));
/** "Hunderteintausend". */
const counted = either(words(inCompounds), sum(hundreds, words(inCompounds)), atLeast(2, belowThousand));
const thousand = words({ tausend: scales.tausend });
const thousands = either(thousand, product(counted, thousand));

export const german: Language = {
  digits: { ...zeros, ...ones },
  numbers: either(belowThousand, sum(thousands, maybe(sum(and, belowThousand)))),
  words: wordsOf(ones, zeros, inCompounds, teens, tens, scales, links, repeats),
  neverAlone: wordsOf(inCompounds),
  repeats: repeatsOf(repeats, ['die']),
  fillers: listOf(
    'und dann danach ah aeh ahm aehm hm also komma strich bindestrich leerzeichen pause der die das mein code ist lautet es bitte',
  ),
  groupSeparators: '.',
};
