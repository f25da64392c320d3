/** Spanish: "y" binds a ten to its unit, "cien" has nothing after it but "mil", and "ciento" is taken alone too. */
import { type Language, listOf, repeatsOf, wordsOf } from './language.ts';
import { atLeast, either, figures, loose, maybe, product, sum, words } from './rules.ts';

const ones = {
  uno: 1,
  una: 1,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  seis: 6,
  siete: 7,
  ocho: 8,
  nueve: 9,
};
const zeros = { cero: 0 };
const inCompounds = { un: 1 };
/** All that is one word below thirty. */
const belowThirty = {
  diez: 10,
  once: 11,
  doce: 12,
  trece: 13,
  catorce: 14,
  quince: 15,
  dieciseis: 16,
  diecisiete: 17,
  dieciocho: 18,
  diecinueve: 19,
  veintiuno: 21,
  veintiuna: 21,
  veintiun: 21,
  veintidos: 22,
  veintitres: 23,
  veinticuatro: 24,
  veinticinco: 25,
  veintiseis: 26,
  veintisiete: 27,
  veintiocho: 28,
  veintinueve: 29,
};
const tens = {
  veinte: 20,
  treinta: 30,
  cuarenta: 40,
  cincuenta: 50,
  sesenta: 60,
  setenta: 70,
  ochenta: 80,
  noventa: 90,
};
const manyHundreds = {
  doscientos: 200,
  doscientas: 200,
  trescientos: 300,
  trescientas: 300,
  cuatrocientos: 400,
  cuatrocientas: 400,
  quinientos: 500,
  quinientas: 500,
  seiscientos: 600,
  seiscientas: 600,
  setecientos: 700,
  setecientas: 700,
  ochocientos: 800,
  ochocientas: 800,
  novecientos: 900,
  novecientas: 900,
};
const scales = { cien: 100, ciento: 100, mil: 1000 };
/** Divided words: "dos cientos". */
const plurals = { cientos: 100, cientas: 100 };
/** "Treintaicinco" is written too. */
const links = { y: 0, i: 0 };
const repeats = { doble: 2, 'dos veces': 2, triple: 3, 'tres veces': 3 };

const unit = either(words(ones), figures(1));
const inCompound = either(unit, words(inCompounds));
const belowHundred = either(
  unit,
  words(belowThirty),
  figures(2),
  // Without "y" it may be 30 and 5, or a "y" that was not heard.
  sum(words(tens), maybe(either(sum(words(links), inCompound), loose(inCompound)))),
  // "Diez y seis", as some still write.
  sum(words({ diez: 10 }), words({ y: 0 }), atLeast(6, unit)),
);

const joining = either(
  words({ ciento: scales.ciento }),
  words(manyHundreds),
  product(atLeast(2, unit), words(plurals)),
);
const belowThousand = either(
  belowHundred,
  figures(3),
  words({ cien: scales.cien }),
  sum(joining, maybe(either(belowHundred, words(inCompounds)))),
);
const thousand = words({ mil: scales.mil });
const thousands = either(thousand, product(atLeast(2, belowThousand), thousand));

export const spanish: Language = {
  digits: { ...zeros, ...ones },
  numbers: either(belowThousand, sum(thousands, maybe(belowThousand))),
  words: wordsOf(ones, zeros, inCompounds, belowThirty, tens, manyHundreds, scales, plurals, links, repeats),
  neverAlone: wordsOf(inCompounds),
  repeats: repeatsOf(repeats, ['el']),
  fillers: listOf(
    'y luego despues entonces eh em este pues coma guion espacio pausa el la mi codigo es por favor',
  ),
  groupSeparators: '. \u00a0\u202f',
};
