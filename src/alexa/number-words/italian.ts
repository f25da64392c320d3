/** Italian: compounds in one word, with vowels that fall before "uno" and "otto" ("quarantotto", "centottanta"). */
import { type Language, listOf, repeatsOf, wordsOf } from './language.ts';
import { atLeast, either, figures, loose, maybe, product, sum, words } from './rules.ts';

const ones = {
  uno: 1,
  una: 1,
  due: 2,
  tre: 3,
  quattro: 4,
  cinque: 5,
  sei: 6,
  sette: 7,
  otto: 8,
  nove: 9,
};
const zeros = { zero: 0 };
const inCompounds = { un: 1 };
const teens = {
  dieci: 10,
  undici: 11,
  dodici: 12,
  tredici: 13,
  quattordici: 14,
  quindici: 15,
  sedici: 16,
  diciassette: 17,
  diciotto: 18,
  diciannove: 19,
};
const tens = {
  venti: 20,
  trenta: 30,
  quaranta: 40,
  cinquanta: 50,
  sessanta: 60,
  settanta: 70,
  ottanta: 80,
  novanta: 90,
};
const elidedTens = {
  vent: 20,
  trent: 30,
  quarant: 40,
  cinquant: 50,
  sessant: 60,
  settant: 70,
  ottant: 80,
  novant: 90,
};
const elidingUnits = { un: 1, uno: 1, una: 1, otto: 8 };
const scales = { cento: 100, mille: 1000, mila: 1000 };
const elidedHundred = { cent: 100 };
const links = { e: 0 };
const repeats = {
  doppio: 2,
  doppia: 2,
  'due volte': 2,
  triplo: 3,
  tripla: 3,
  'tre volte': 3,
};

const unit = either(words(ones), figures(1));
const belowHundred = either(
  unit,
  words(teens),
  figures(2),
  sum(words(tens), maybe(either(unit, words(inCompounds)))),
  sum(words(elidedTens), words(elidingUnits)),
);

const several = atLeast(2, unit);
const hundred = words({ cento: scales.cento });
const hundreds = either(hundred, product(several, hundred));
const elidedHundreds = either(words(elidedHundred), product(several, words(elidedHundred)));
/** What begins with "u" or "o". */
const eliding = either(
  words(elidingUnits),
  words({ undici: 11 }),
  words({ ottanta: 80 }),
  sum(words({ ottanta: 80 }), unit),
  sum(words({ ottant: 80 }), words(elidingUnits)),
);
const belowThousand = either(
  belowHundred,
  figures(3),
  sum(hundreds, maybe(sum(maybe(words(links)), either(belowHundred, words(inCompounds))))),
  sum(elidedHundreds, eliding),
);
const one = words({ mille: scales.mille });
const counted = atLeast(2, belowThousand);
const thousands = either(
  one,
  // "Due mille" is a slip for "duemila", or 2 and 1000.
  product(counted, either(words({ mila: scales.mila }), loose(one))),
);

export const italian: Language = {
  digits: { ...zeros, ...ones },
  numbers: either(belowThousand, sum(thousands, maybe(sum(maybe(words(links)), belowThousand)))),
  words: wordsOf(ones, zeros, inCompounds, teens, tens, elidedTens, scales, elidedHundred, links, repeats),
  neverAlone: wordsOf(inCompounds),
  repeats: repeatsOf(repeats, ['il', 'lo']),
  fillers: listOf(
    'e poi dopo quindi allora eh ehm em beh virgola trattino spazio pausa il lo la mio codice per favore',
  ),
  groupSeparators: '.',
};
