/** The languages that the sandbox's Echo speaks. */
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

/** The language of a locale, `de-DE` → German, whatever the region. Throws where the Echo does not speak it. */
export const languageOf = (locale: string): Language => {
  const language = languages.get(locale.split('-')[0] ?? '');
  if (language !== undefined) return language;
  const known = [...languages.keys()].join(', ');
  throw new Error(
    `the sandbox's Echo does not speak ${locale}, only ${known}: a language is added in sandbox/echo/languages`,
  );
};
