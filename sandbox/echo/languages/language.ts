/** One language of the Echo: what it understands by itself, and how it says numbers. */
import type { Phrases } from '../phrases.ts';
import { createNumberReader, type NumberWords, type ReadSpokenNumber } from '../spoken-number.ts';

export type Language = { readonly phrases: Phrases; readonly readSpokenNumber: ReadSpokenNumber };

export const createLanguage = (phrases: Phrases, numbers: NumberWords): Language => ({
  phrases,
  readSpokenNumber: createNumberReader(numbers),
});

/** Words in the order of their numbers, from `first` on: "ten eleven twelve" from 10. */
export const counted = (first: number, texts: string): readonly (readonly [string, number])[] =>
  texts.split(/\s+/).map((word, index) => [word, first + index]);

/** Every ten with every unit from 1 to 9, as `join` says it. */
export const joined = (
  tens: readonly (readonly [string, number])[],
  units: readonly (readonly [string, number])[],
  join: (ten: string, unit: string) => string,
): readonly (readonly [string, number])[] =>
  tens.flatMap(([ten, tenValue]) =>
    units.map(([unit, unitValue]) => [join(ten, unit), tenValue + unitValue] as const),
  );

/** Words of the numbers 20, 30 … 90, in their order. */
export const countedByTens = (first: number, texts: string): readonly (readonly [string, number])[] =>
  texts.split(/\s+/).map((word, index) => [word, first + 10 * index]);
