/** How words are put together for a voice: sentences that fit into one turn, amounts of money, capital letters. */
import { LRUCache } from 'lru-cache';
import type { Locale, Money } from '../transactions/model.ts';

const mostWordsInSentence = 20;
const mostWordsInTurn = 35;

/** A sentence that may be left out where the turn grows too long; what protects people never is. */
type Optional = { readonly optional: string };
export type Sentence = string | Optional;

/** One turn of speech. Drops optional sentences, the last first, until the turn has at most 35 words. */
export const compose = (sentences: readonly (Sentence | null)[]): string => {
  const said = sentences.filter((sentence) => sentence !== null);
  const text = said.map((part) => (typeof part === 'string' ? part : part.optional)).join(' ');
  const droppable = said.findLastIndex((part) => typeof part !== 'string');
  if (droppable < 0 || countWords(text) <= mostWordsInTurn) return text;
  return compose(said.toSpliced(droppable, 1));
};

/**
 * Words as they are spoken: a number of two digits or more counts as two ("forty two", "sixteen fifty"), with the sign
 * of its currency, wherever a locale writes that: `Intl` puts only no-break spaces inside of "1 234,50 $". A mark that
 * stands alone, as French has before its question marks, is no word.
 */
export const countWords = (text: string): number =>
  text
    .split(/[^\S\u00a0\u202f]+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .reduce((sum, word) => sum + (/\d\d/.test(word) ? 2 : 1), 0);

export const fitsSentence = (text: string): boolean => countWords(text) <= mostWordsInSentence;

export const capital = (text: string, locale: Locale): string => {
  const [first = '', ...rest] = text;
  return first.toLocaleUpperCase(locale) + rest.join('');
};

/** As the locale writes it, and never of two currencies alike: for 16.50 USD, `$16.50` in en-US, `16,50 $US` in fr-FR. */
export const formatMoney = ({ minorUnits, currency }: Money, locale: Locale): string => {
  const { format, minorUnitsInOne } = moneyFormat(locale, currency);
  return format(minorUnits / minorUnitsInOne);
};

type MoneyFormat = { readonly format: (amount: number) => string; readonly minorUnitsInOne: number };

/** Making one costs more than the rest of an answer. */
const moneyFormats = new LRUCache<string, MoneyFormat>({ max: 100 });

const moneyFormat = (locale: Locale, currency: string): MoneyFormat => {
  const key = `${locale} ${currency}`;
  const known = moneyFormats.get(key);
  if (known !== undefined) return known;
  const number = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const minorUnitsInOne = 10 ** (number.resolvedOptions().maximumFractionDigits ?? 2);
  const made = { format: number.format, minorUnitsInOne };
  moneyFormats.set(key, made);
  return made;
};
