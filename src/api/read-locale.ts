import { LRUCache } from 'lru-cache';
import type { Locale } from '../transactions/model.ts';

/** Every turn brings one, out of a handful; asking `Intl` costs as much as checking the rest of the request. */
const read = new LRUCache<string, Locale>({ max: 100 });

/**
 * A language tag in its canonical form; null where it is none (BCP 47, RFC 5646, 2.2.9). `Intl` throws on such a one,
 * and a transaction is told in the locale it was asked for in, for as long as it is told.
 */
export const readLocale = (tag: string): Locale | null => {
  const known = read.get(tag);
  if (known !== undefined) return known;
  try {
    const [locale] = Intl.getCanonicalLocales(tag);
    if (locale === undefined) return null;
    read.set(tag, locale);
    return locale;
  } catch {
    return null;
  }
};
