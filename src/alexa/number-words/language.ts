/** What a language brings so that its numbers can be read. Words are in lower case, without accents. */
import type { Rule, Words } from './rules.ts';

export type Language = {
  /** Digits as they are said alone. */
  readonly digits: Words;
  /** A number from 1 to 999,999 in words. */
  readonly numbers: Rule;
  /** Every word that `numbers` knows; compound words are divided into these. */
  readonly words: ReadonlySet<string>;
  /** Words that are a number only as a part of a larger one: "ein" of "einundzwanzig". */
  readonly neverAlone: ReadonlySet<string>;
  /** What says a digit several times: "double", "zwei mal die". Words are divided by one space. */
  readonly repeats: ReadonlyMap<string, number>;
  /** What people say between digits, and what a slot may catch of the words around them. */
  readonly fillers: ReadonlySet<string>;
  /** What may stand between the thousands and the hundreds of one written number: "48,210". */
  readonly groupSeparators: string;
};

/** "doppel" and "doppel die" alike: every phrase, and every phrase with an article after it. */
export const repeatsOf = (phrases: Words, articles: readonly string[]): ReadonlyMap<string, number> =>
  new Map(
    Object.entries(phrases).flatMap(([phrase, times]): readonly [string, number][] => [
      [phrase, times],
      ...articles.map((article): [string, number] => [`${phrase} ${article}`, times]),
    ]),
  );

/** The words of tables and of phrases. */
export const wordsOf = (...tables: readonly Words[]): ReadonlySet<string> =>
  new Set(tables.flatMap((table) => Object.keys(table)).flatMap((phrase) => phrase.split(' ')));

export const listOf = (text: string): ReadonlySet<string> => new Set(text.split(' '));
