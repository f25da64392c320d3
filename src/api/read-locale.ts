import type { Locale } from '../transactions/model.ts';

/**
 * A language tag in its canonical form; null where it is none (BCP 47, RFC 5646, 2.2.9). `Intl` throws on such a one,
 * and a transaction is told in the locale it was asked for in, for as long as it is told.
 */
export const readLocale = (tag: string): Locale | null => {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
};
