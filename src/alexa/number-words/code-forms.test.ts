import { describe, expect, it } from 'vitest';
import { readSpokenCode, type SpokenCode } from '../spoken-code.ts';
import { formsByLocale } from './testing/forms.ts';

const summary = (spoken: SpokenCode): string => {
  if (spoken.type === 'code') return spoken.code;
  return 'digits' in spoken ? `${spoken.type} ${spoken.digits}` : spoken.type;
};

describe.each([...formsByLocale])('codes as they are said in %s', (locale, forms) => {
  it.each(forms)('"%s" is %s', (heard, read) => {
    expect(summary(readSpokenCode([heard], null, locale))).toBe(read);
  });

  it('are told in sixty forms', () => {
    expect(new Set(forms.map(([heard]) => heard)).size).toBe(60);
  });
});

describe('a locale', () => {
  it.each([
    ['de-AT', 'vier acht zwei eins null neun'],
    ['de_CH', 'vier acht zwei eins null neun'],
    ['fr-CA', 'quatre huit deux un zéro neuf'],
    ['es-MX', 'cuatro ocho dos uno cero nueve'],
    ['IT', 'quattro otto due uno zero nove'],
    ['en-IN', 'four eight two one zero nine'],
    ['pt-BR', 'four eight two one zero nine'],
    ['', 'four eight two one zero nine'],
  ])('%j is read by its language, else as English', (locale, heard) => {
    expect(readSpokenCode([heard], null, locale)).toEqual({ type: 'code', code: '482109' });
  });

  it('does not lend its words to another', () => {
    expect(readSpokenCode(['vier acht zwei eins null neun'], null, 'fr-FR')).toEqual({ type: 'unclear' });
  });
});

describe('what Alexa divides into slots', () => {
  it('may have been one number or two', () => {
    expect(readSpokenCode(['quarante', 'huit', 'vingt et un zéro neuf'], null, 'fr-FR')).toEqual({
      type: 'code',
      code: '482109',
    });
    expect(readSpokenCode(['four hundred eighty two thousand', 'one hundred nine'])).toEqual({
      type: 'code',
      code: '482109',
    });
    expect(readSpokenCode(['twenty', 'one thirty', 'one two'])).toEqual({ type: 'two_readings' });
  });

  it('is as clear as its least clear slot', () => {
    expect(readSpokenCode(['vier acht zwei', 'äh'], null, 'de-DE')).toEqual({ type: 'unclear' });
  });
});

describe('the second half of a code', () => {
  it.each([
    ['de-DE', 'einhundertneun'],
    ['fr-FR', 'cent neuf'],
    ['es-ES', 'ciento nueve'],
    ['it-IT', 'centonove'],
    ['en-GB', 'a hundred and nine'],
  ])('comes in words of %s', (locale, heard) => {
    expect(readSpokenCode([heard], '482', locale)).toEqual({ type: 'code', code: '482109' });
    expect(readSpokenCode([heard], '109', locale)).toEqual({ type: 'incomplete' });
  });

  it('may as well be a whole code: which is asked', () => {
    expect(readSpokenCode(['quatre-vingt-douze trois'], '482', 'fr-FR')).toEqual({ type: 'two_readings' });
  });
});
