/** Numbers as each language says them, and the words that every language must have for itself. */
import { describe, expect, test } from 'vitest';
import { toWords } from '../words.ts';
import { languageOf } from './languages.ts';

const said: Readonly<Record<string, readonly (readonly [string, string | null])[]>> = {
  en: [
    ['four eight two one oh nine', '482109'],
    ['double five triple one', '55111'],
    ['four hundred eighty two one hundred and nine', '482109'],
    ['four hundred eighty two thousand one hundred nine', '482109'],
    ['four hundred zero nine', '40009'],
    ['482 thousand 109', '482109'],
    ['and nine', null],
    ['four and nine', null],
    ['double twelve', null],
    ['four banana', null],
  ],
  de: [
    ['vier acht zwei eins null neun', '482109'],
    ['zwo zwo null null fünf fünf', '220055'],
    ['doppel fünf drei', '553'],
    ['doppelfünf drei', '553'],
    ['zweiundachtzig', '82'],
    ['zwei und achtzig', '82'],
    ['achtundvierzig einundzwanzig null neun', '482109'],
    ['vierhundertzweiundachtzig einhundertneun', '482109'],
    ['vierhundertzweiundachtzigtausendeinhundertneun', '482109'],
    ['sechzehn siebzehn achtzehn', '161718'],
    ['dreissig', '30'],
    ['dreißig', '30'],
    ['vier und', null],
    ['vier banane', null],
  ],
  fr: [
    ['quatre huit deux un zéro neuf', '482109'],
    ['zero neuf', '09'],
    ['double cinq trois', '553'],
    ['quarante-huit vingt et un zéro neuf', '482109'],
    ['quatre-vingt-douze', '92'],
    ['quatre-vingts', '80'],
    ['soixante et onze', '71'],
    ['soixante-dix-neuf', '79'],
    ['quatre-vingt-dix-neuf', '99'],
    ['septante-deux nonante et un', '7291'],
    ['dix-sept dix huit', '1718'],
    ['quatre cent quatre-vingt-deux mille cent neuf', '482109'],
    ['quatre et', null],
    ['quatre banane', null],
  ],
  es: [
    ['cuatro ocho dos uno cero nueve', '482109'],
    ['doble cinco tres', '553'],
    ['cuarenta y ocho veintiuno cero nueve', '482109'],
    ['dieciséis diecisiete veintidós', '161722'],
    ['dieciseis', '16'],
    ['treinta y uno', '31'],
    ['cuatrocientos ochenta y dos mil ciento nueve', '482109'],
    ['cuatro y', null],
    ['cuatro banana', null],
  ],
  it: [
    ['quattro otto due uno zero nove', '482109'],
    ['doppio cinque tre', '553'],
    ['quarantotto ventuno zero nove', '482109'],
    ['trentatré novantotto', '3398'],
    ['quattrocentottantadue centonove', '482109'],
    ['quattrocentottantaduemilacentonove', '482109'],
    ['quattro e', null],
    ['quattro banana', null],
  ],
};

describe.each(Object.entries(said))('in %s', (language, numbers) => {
  test.each(numbers)('%s', (spoken, digits) => {
    expect(languageOf(language).readSpokenNumber(toWords(spoken))).toBe(digits);
  });

  test('every built-in intent that English has words for has some, and none means two', () => {
    const { builtInIntents } = languageOf(language).phrases;
    expect([...builtInIntents.keys()]).toEqual([...languageOf('en').phrases.builtInIntents.keys()]);
    const all = [...builtInIntents.values()].flat().map((phrase) => phrase.join(' '));
    expect(all.filter((phrase, index) => all.indexOf(phrase) !== index)).toEqual([]);
  });
});

test('a number of any length is read at once', () => {
  for (const word of ['hundert', 'ein', 'cento', 'cent']) {
    const began = performance.now();
    for (const language of ['de', 'it']) {
      languageOf(language).readSpokenNumber([`${word.repeat(1_000)}x`, `${word.repeat(10)}x`]);
    }
    expect(performance.now() - began).toBeLessThan(1_000);
  }
});

test('regions of a language share it, and a language it does not speak is refused by name', () => {
  expect(languageOf('de-AT')).toBe(languageOf('de-DE'));
  expect(() => languageOf('ja-JP')).toThrow('does not speak ja-JP');
});
