import type { Locale } from '../../transactions/model.ts';
import type { Order, Size, Topping } from '../menu.ts';
import { enUs } from './en-US.ts';

/** Every text of this business in one locale. The compiler keeps the locales alike. */
export type Texts = {
  readonly sizes: { readonly [size in Size]: string };
  readonly toppings: { readonly [topping in Topping]: string };
  /** "a large pizza with pepperoni and mushrooms" */
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

const texts: { readonly [locale: string]: Texts } = { 'en-US': enUs };

/** The locale's own texts, else those of another region of its language, else en-US. */
export const textsFor = (locale: Locale): Texts => {
  const language = locale.split('-')[0];
  const related = Object.keys(texts).find((known) => known.split('-')[0] === language);
  return texts[locale] ?? texts[related ?? 'en-US'] ?? enUs;
};
