/**
 * French: "soixante-dix" is 70 or 60 and 10, "quatre-vingt-douze" 92 or 4, 20 and 12, and nothing in their sound says
 * which. Belgium's and Switzerland's "septante", "huitante" and "nonante" have one reading.
 */
import { type Language, listOf, repeatsOf, wordsOf } from './language.ts';
import { atLeast, either, figures, loose, maybe, product, sum, words } from './rules.ts';

const firsts = { un: 1, une: 1 };
const ones = {
  ...firsts,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  six: 6,
  sept: 7,
  huit: 8,
  neuf: 9,
};
const zeros = { zero: 0 };
const simpleTeens = { dix: 10, onze: 11, douze: 12, treize: 13, quatorze: 14, quinze: 15, seize: 16 };
const tens = {
  vingt: 20,
  trente: 30,
  quarante: 40,
  cinquante: 50,
  soixante: 60,
  septante: 70,
  huitante: 80,
  octante: 80,
  nonante: 90,
};
const scores = { vingt: 20, vingts: 20 };
const scales = { cent: 100, cents: 100, mille: 1000 };
const links = { et: 0 };
const repeats = { double: 2, 'deux fois': 2, triple: 3, 'trois fois': 3 };

const unit = either(words(ones), figures(1));
const link = words(links);
const one = words(firsts);
const teen = either(words(simpleTeens), sum(words({ dix: 10 }), words({ sept: 7, huit: 8, neuf: 9 })));
const sixty = words({ soixante: 60 });
const eighty = product(words({ quatre: 4, '4': 4 }), loose(words(scores)));
const belowHundred = either(
  unit,
  teen,
  figures(2),
  // "Vingt et un" and "soixante et onze" are bound by "et"; "vingt un" is a slip, or 20 and 1.
  sum(words(tens), maybe(either(atLeast(2, unit), sum(link, one), loose(one)))),
  sum(sixty, link, words({ onze: 11 })),
  sum(sixty, maybe(link), loose(teen)),
  // No grammar has "quatre-vingt et un", but some people do, and others mean 4 and 21.
  sum(eighty, maybe(either(unit, sum(link, one), loose(teen)))),
);

const hundred = words({ cent: scales.cent, cents: scales.cents });
const hundreds = either(
  hundred,
  product(atLeast(2, unit), hundred),
  // "Douze cents" is 1200 to some, and 12 and 100 to others.
  product(atLeast(11, teen), loose(hundred)),
);
const belowThousand = either(belowHundred, figures(3), sum(hundreds, maybe(sum(maybe(link), belowHundred))));
const thousand = words({ mille: scales.mille });
const thousands = either(thousand, product(atLeast(2, belowThousand), thousand));

export const french: Language = {
  digits: { ...zeros, ...ones },
  numbers: either(belowThousand, sum(thousands, maybe(sum(maybe(link), belowThousand)))),
  words: wordsOf(ones, zeros, simpleTeens, tens, scores, scales, links, repeats),
  neverAlone: new Set(),
  repeats: repeatsOf(repeats, ['le']),
  fillers: listOf(
    'et puis ensuite euh heu hum alors donc virgule tiret espace pause le la mon code est cest sil vous te plait',
  ),
  groupSeparators: ' \u00a0\u202f',
};
