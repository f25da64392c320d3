/** The prompts of all locales behind one typed function: a missing value or an unknown prompt does not compile. */
import { createInstance } from 'i18next';
import type { Locale } from '../../transactions/model.ts';
import { prompts as enUs } from './en-US.ts';

type Prompts = typeof enUs;
type Written = keyof Prompts;

/** `tries_left_one` and `tries_left_other` are one prompt, chosen by its `count`. */
type Base<Key extends string> = Key extends `${infer Name}_${'one' | 'other'}` ? Name : Key;
export type PromptId = Base<Written>;

type Names<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Names<Rest> : never;
type TextOf<Id extends PromptId> = Prompts[Extract<Written, Id | `${Id}_one` | `${Id}_other`>];
type Values<Id extends PromptId> = {
  readonly [Name in Names<TextOf<Id>>]: Name extends 'count' ? number : string;
};

export type Text = <Id extends PromptId>(
  id: Id,
  ...values: [Names<TextOf<Id>>] extends [never] ? [] : [Values<Id>]
) => string;

const i18n = createInstance();
i18n.init({
  initAsync: false,
  resources: { 'en-US': { translation: enUs } },
  fallbackLng: 'en-US',
  // Everything is said and shown as plain text: there is no markup to escape.
  interpolation: { escapeValue: false },
  returnNull: false,
});

/** The prompts of a locale; en-US where we have none of it. */
export const textIn = (locale: Locale): Text => {
  const translate = i18n.getFixedT(locale);
  // No nesting: a stored summary that contained `$t(…)` stays what it is, text.
  return (id, ...values) => translate(id, { nest: false, ...values[0] });
};
