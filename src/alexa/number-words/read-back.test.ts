/** Whatever a native speaker may say for a code reads back as that code, or is asked for again; never as another. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSpokenCode, type SpokenCode } from '../spoken-code.ts';
import { languageOf } from './languages.ts';
import { readNumbers } from './read-numbers.ts';
import { formsByLocale } from './testing/forms.ts';
import { type Speller, sayGroup, spellers } from './testing/speller.ts';

const codes = fc.stringMatching(/^[0-9]{6}$/);
/** Without a zero in front, after which the next hundred may be joined: "zero twenty one hundred" is 0 and 2100 too. */
const halves = fc.integer({ min: 100, max: 999 }).map(String);
/** SEED and RUNS search further. */
const runs = { seed: Number(process.env.SEED ?? 2026), numRuns: Number(process.env.RUNS ?? 300) };

/** A code cut into numbers of one to six digits. */
const cutCodes = fc
  .tuple(codes, fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }))
  .map(([code, cuts]) => ({ code, groups: cutAt(code, (place) => cuts[place - 1] === true) }));

const cutAt = (code: string, isCut: (place: number) => boolean): readonly string[] =>
  Array.from(code, (digit, place) => (place > 0 && isCut(place) ? `|${digit}` : digit))
    .join('')
    .split('|');

const everyNth = (code: string, size: number) => cutAt(code, (place) => place % size === 0);

const read = (speller: Speller, groups: readonly string[]): SpokenCode =>
  readSpokenCode([groups.map((group) => sayGroup(speller, group)).join(' ')], null, speller.locale);

/** Only of French, and of compounds that were written in pieces, is it asked which number ended where. */
const isPlain = ({ title }: Speller): boolean => !/fr-FR|divided/.test(title);

const expectCodeOrQuestion = (speller: Speller, groups: readonly string[]): void => {
  const spoken = read(speller, groups);
  if (!isPlain(speller) && spoken.type === 'two_readings') return;
  expect(spoken).toEqual({ type: 'code', code: groups.join('') });
};

describe.each(spellers)('spoken in $title', (speller) => {
  const language = languageOf(speller.locale);

  const expectHeld = (n: number): void => {
    const readings = readNumbers([speller.say(n)], language, 6);
    if (!readings?.held.includes(String(n))) expect.fail(`${n}: ${speller.say(n)}`);
  };

  it('every number is among its readings', () => {
    for (let n = 0; n <= 1100; n += 1) expectHeld(n);
    fc.assert(fc.property(fc.integer({ min: 1100, max: 999_999 }), expectHeld), runs);
  });

  it('a code said digit by digit reads back', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(read(speller, everyNth(code, 1))).toEqual({ type: 'code', code });
      }),
      runs,
    );
  });

  it('a code said as three pairs reads back, or has two readings', () => {
    fc.assert(
      fc.property(codes, (code) => expectCodeOrQuestion(speller, everyNth(code, 2))),
      runs,
    );
  });

  it('a code cut off after two pairs is no code', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{4}$/), (digits) => {
        expect(read(speller, everyNth(digits, 2)).type).not.toBe('code');
      }),
      runs,
    );
  });

  it('a code said as two groups of three reads back, or has two readings', () => {
    fc.assert(
      fc.property(halves, halves, (first, second) => expectCodeOrQuestion(speller, [first, second])),
      runs,
    );
  });

  it('a code said as one number reads back, or has two readings', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100_000, max: 999_999 }), (n) =>
        expectCodeOrQuestion(speller, [String(n)]),
      ),
      runs,
    );
  });

  it('a code cut into any numbers never reads as another code', () => {
    fc.assert(
      fc.property(cutCodes, ({ code, groups }) => {
        const spoken = read(speller, groups);
        if (spoken.type === 'code') expect(spoken.code).toBe(code);
      }),
      { ...runs, numRuns: 3 * runs.numRuns },
    );
  });
});

describe('French pairs', () => {
  it('that hold no sixty and no four read back without a question', () => {
    const pair = fc.constantFrom(...Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0')));
    const speller = spellers.find(({ locale }) => locale === 'fr-FR');
    if (speller === undefined) return expect.fail('nobody speaks French');
    fc.assert(
      fc.property(fc.tuple(pair, pair, pair), (pairs) => {
        fc.pre(!pairs.some((digits) => digits.endsWith('4')));
        expect(read(speller, pairs)).toEqual({ type: 'code', code: pairs.join('') });
      }),
      runs,
    );
  });
});

describe('time', () => {
  it.each([...formsByLocale.keys()])('grows with the length of what is heard in %s', (locale) => {
    const language = languageOf(locale);
    const said = Array.from(language.words);
    const word = fc.constantFrom(...said, ...language.fillers, 'x', '9');
    const gap = fc.constantFrom(' ', ' ', '');
    const start = performance.now();
    fc.assert(
      fc.property(fc.array(fc.tuple(word, gap), { maxLength: 40 }), (parts) => {
        const heard = parts.flat().join('').slice(0, 200);
        const readings = readNumbers([heard], language, 6);
        // What it takes is bound by the readings kept at a place.
        expect(readings?.possible.length ?? 0).toBeLessThan(200);
      }),
      runs,
    );
    const many = said.join(' ').repeat(100);
    readNumbers([many], language, 6);
    readNumbers([many.replaceAll(' ', '')], language, 6);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
