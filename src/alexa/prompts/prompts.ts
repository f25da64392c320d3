/** The prompts of all locales behind one typed function: a missing value or an unknown prompt does not compile. */
import { createInstance } from 'i18next';
import type { Locale } from '../../transactions/model.ts';
import { prompts as deDe } from './de-DE.ts';
import { prompts as enGb } from './en-GB.ts';
import { prompts as enUs } from './en-US.ts';
import { prompts as esEs } from './es-ES.ts';
import { prompts as frFr } from './fr-FR.ts';
import { prompts as itIt } from './it-IT.ts';
import type { NamesIn, Prompts, Translation } from './translation.ts';

type Written = keyof Prompts;

/** `tries_left_one` and `tries_left_other` are one prompt, chosen by its `count`. */
type Base<Key extends string> = Key extends `${infer Name}_${'one' | 'other'}` ? Name : Key;
export type PromptId = Base<Written>;

type TextOf<Id extends PromptId> = Prompts[Extract<Written, Id | `${Id}_one` | `${Id}_other`>];
type Values<Id extends PromptId> = {
  readonly [Name in NamesIn<TextOf<Id>>]: Name extends 'count' ? number : string;
};

export type Text = <Id extends PromptId>(
  id: Id,
  ...values: [NamesIn<TextOf<Id>>] extends [never] ? [] : [Values<Id>]
) => string;

/** By locale. Of two regions of one language, the first answers for a third. */
export const translations = {
  'en-US': enUs,
  'en-GB': enGb,
  'de-DE': deDe,
  'fr-FR': frFr,
  'es-ES': esEs,
  'it-IT': itIt,
} as const satisfies { readonly [locale: Locale]: Translation };

/**
 * French, Spanish and Italian have a form of their own for whole millions, which nothing here counts. It reads like
 * any other number of theirs; left out, i18next would look for it elsewhere.
 */
const withEveryForm = (locale: Locale, prompts: Translation): { readonly [id: string]: string } => {
  const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions();
  const forms = Object.entries(prompts).flatMap(([id, text]) =>
    id.endsWith('_other') ? pluralCategories.map((form) => [id.replace(/other$/, form), text]) : [],
  );
  return { ...Object.fromEntries(forms), ...prompts };
};

const i18n = createInstance();
i18n.init({
  initAsync: false,
  resources: Object.fromEntries(
    Object.entries(translations).map(([locale, prompts]) => [
      locale,
      { translation: withEveryForm(locale, prompts) },
    ]),
  ),
  // Each locale is complete: the compiler says so. Nothing is ever said half in one language and half in another.
  fallbackLng: false,
  load: 'currentOnly',
  // Ids are words, and neither paths nor in name spaces.
  keySeparator: false,
  nsSeparator: false,
  // Everything is said and shown as plain text: there is no markup to escape.
  interpolation: { escapeValue: false },
  returnNull: false,
});

/** By `t`: what `getFixedT` returns copies all options of i18next at each call, 25 µs a prompt in place of 3. */
const createText =
  (lng: Locale): Text =>
  (id, ...values) =>
    // No nesting: a stored summary that contained `$t(…)` stays what it is, text.
    i18n.t(id, { lng, nest: false, ...values[0] });

const english = createText('en-US');
const texts: ReadonlyMap<Locale, Text> = new Map(
  Object.keys(translations).map((locale) => [locale, createText(locale)]),
);

/** The prompts of a locale, else those of another region of its language, else those of en-US. */
export const textIn = (locale: Locale): Text => texts.get(locale) ?? texts.get(relatedTo(locale)) ?? english;

const relatedTo = (locale: Locale): Locale => {
  const language = locale.split('-')[0];
  return [...texts.keys()].find((known) => known.split('-')[0] === language) ?? 'en-US';
};
