/** English, as it is said in Britain ("treble nought") and in America: nobody is misread for knowing both. */
import { type Language, listOf, repeatsOf, wordsOf } from './language.ts';
import { either, figures, loose, maybe, product, sum, words } from './rules.ts';

const ones = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  niner: 9,
};
const zeros = { zero: 0, oh: 0, o: 0, nought: 0, naught: 0 };
const teens = {
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
const tens = {
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};
const scales = { hundred: 100, thousand: 1000 };
const links = { and: 0 };
const article = { a: 1 };
const repeats = { double: 2, treble: 3, triple: 3 };

const unit = either(words(ones), figures(1));
const and = maybe(words(links));
const belowHundred = either(unit, words(teens), figures(2), sum(words(tens), maybe(unit)));

/** "Four hundred", "a hundred", "twelve hundred"; "twenty one hundred" is 2100, or 20 and 100. */
const hundreds = product(
  either(unit, words(article), words(teens), figures(2), sum(words(tens), maybe(loose(unit)))),
  words({ hundred: scales.hundred }),
);
const belowThousand = either(belowHundred, figures(3), sum(hundreds, maybe(sum(and, belowHundred))));
const thousands = product(either(belowThousand, words(article)), words({ thousand: scales.thousand }));

export const english: Language = {
  digits: { ...zeros, ...ones },
  numbers: either(belowThousand, sum(thousands, maybe(sum(and, belowThousand)))),
  words: wordsOf(ones, zeros, teens, tens, scales, links, article, repeats),
  neverAlone: new Set(),
  repeats: repeatsOf(repeats, []),
  fillers: listOf('and then um uh er comma dash hyphen space pause the my code is it its please'),
  groupSeparators: ',',
};
