import type { Locale } from '../../transactions/model.ts';
import type { Order, Size, Topping } from '../menu.ts';
import { deDe } from './de-DE.ts';
import { enGb } from './en-GB.ts';
import { enUs } from './en-US.ts';
import { esEs } from './es-ES.ts';
import { frFr } from './fr-FR.ts';
import { itIt } from './it-IT.ts';

/** Every text of this business in one locale. The compiler keeps the locales alike. */
export type Texts = {
  /** As they stand beside "pizza": "große". */
  readonly sizes: { readonly [size in Size]: string };
  /** As they stand in a list after "pizza with". */
  readonly toppings: { readonly [topping in Topping]: string };
  /** "a large pizza with pepperoni and mushrooms": the same as subject and as object, and after a colon. */
  readonly orderSummary: (order: Order) => string;
  readonly orderDestination: string;
  /** "Your large pizza with pepperoni is ordered" */
  readonly orderDone: (order: Order) => string;
  readonly askSize: Question;
  readonly askTopping: Question;
  readonly tooManyToppings: Question;
  readonly lockerSummary: string;
  readonly lockerDone: string;
  readonly examples: readonly string[];
};

export type Question = { readonly question: string; readonly reprompt: string };

/** Of two regions of one language, the first answers for a third. */
const textsByLocale: ReadonlyMap<Locale, Texts> = new Map([
  ['en-US', enUs],
  ['en-GB', enGb],
  ['de-DE', deDe],
  ['fr-FR', frFr],
  ['es-ES', esEs],
  ['it-IT', itIt],
]);

/** The locale's own texts, else those of another region of its language, else en-US. */
export const textsFor = (locale: Locale): Texts =>
  textsByLocale.get(locale) ?? textsByLocale.get(relatedTo(locale)) ?? enUs;

const relatedTo = (locale: Locale): Locale => {
  const language = locale.split('-')[0];
  return [...textsByLocale.keys()].find((known) => known.split('-')[0] === language) ?? 'en-US';
};
