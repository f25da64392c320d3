import { describe, expect, it } from 'vitest';
import { capital, countWords, formatMoney } from './speech.ts';

describe('words, as they are counted', () => {
  it.each([
    ["What's the code?", 3],
    ['sixteen fifty', 2],
    ['$16.50', 2],
    ['US$16.50', 2],
    ['16,50\u00a0$', 2],
    ['1\u202f234,50\u00a0$US', 2],
    ['ending 42', 3],
    ['2 tries left', 3],
    ['Quel est le code ?', 4],
    ['Cela remplace : une petite pizza', 5],
    ['¿Cuál es el código?', 4],
    ["l'ouverture de votre casier", 4],
    ['', 0],
  ])('%j are %i', (text, words) => {
    expect(countWords(text)).toBe(words);
  });
});

describe('money', () => {
  const money = { minorUnits: 1650, currency: 'USD' };

  it.each([
    ['en-US', '$16.50'],
    ['en-GB', 'US$16.50'],
    ['de-DE', '16,50\u00a0$'],
    ['fr-FR', '16,50\u00a0$US'],
    ['es-ES', '16,50\u00a0US$'],
    ['it-IT', '16,50\u00a0USD'],
  ])('is said as %s writes it, and as one number', (locale, text) => {
    expect(formatMoney(money, locale)).toBe(text);
    expect(countWords(text)).toBe(2);
  });

  it('of two currencies is never told alike', () => {
    for (const locale of ['en-US', 'en-CA', 'en-GB', 'de-DE', 'fr-FR', 'fr-CA', 'es-ES', 'it-IT'])
      expect(formatMoney(money, locale)).not.toBe(formatMoney({ ...money, currency: 'CAD' }, locale));
  });
});

describe('a capital letter', () => {
  it.each([
    ['eine große Pizza', 'Eine große Pizza', 'de-DE'],
    ["l'ouverture de votre casier", "L'ouverture de votre casier", 'fr-FR'],
    ['épinards', 'Épinards', 'fr-FR'],
    ['', '', 'en-US'],
  ])('makes of %j %j in %s', (text, capitalised, locale) => {
    expect(capital(text, locale)).toBe(capitalised);
  });
});
