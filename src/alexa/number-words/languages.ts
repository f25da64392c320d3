/** The languages whose numbers we read, by the language of a locale. */
import type { Locale } from '../../transactions/model.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { italian } from './italian.ts';
import type { Language } from './language.ts';
import { spanish } from './spanish.ts';

const languages: ReadonlyMap<string, Language> = new Map([
  ['en', english],
  ['de', german],
  ['fr', french],
  ['es', spanish],
  ['it', italian],
]);

/** "fr-CA" is French; a language we do not know is read as English. */
export const languageOf = (locale: Locale): Language =>
  languages.get(locale.toLowerCase().split(/[-_]/, 1)[0] ?? '') ?? english;
