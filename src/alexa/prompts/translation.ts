/**
 * What makes a translation, held by the compiler: every prompt of en-US and no other, each with the same values. Only
 * the `_one` of a plural may say its count as a word: "in einer Minute".
 */
import type { prompts as enUs } from './en-US.ts';

export type Prompts = typeof enUs;

/** The names of a text's values: `'seller' | 'count'` for "In {{count}} minutes, ask {{seller}}." */
export type NamesIn<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

type NeededBy<Id extends keyof Prompts> = Id extends `${string}_one`
  ? Exclude<NamesIn<Prompts[Id]>, 'count'>
  : NamesIn<Prompts[Id]>;

/** The text itself where it has the values of en-US, else the values that it should have. */
type Checked<Id, Text> = Id extends keyof Prompts
  ? [NeededBy<Id>, NamesIn<Text>] extends [NamesIn<Text>, NamesIn<Prompts[Id]>]
    ? Text
    : { readonly values: NamesIn<Prompts[Id]> }
  : never;

export type Translation = { readonly [Id in keyof Prompts]: string };

/** The prompts of a locale other than en-US. */
export const translation = <const Texts extends Translation>(
  texts: Texts & { readonly [Id in keyof Texts]: Checked<Id, Texts[Id]> },
): Texts => texts;
