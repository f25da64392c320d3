/** What Pizza on Demand says in German. */
import type { Order } from '../menu.ts';
import type { Texts } from './texts.ts';

const sizes = { small: 'kleine', medium: 'mittlere', large: 'große' } as const;

/** In the dative, which "mit" asks for. */
const toppings = {
  pepperoni: 'Salami',
  mushrooms: 'Pilzen',
  onions: 'Zwiebeln',
  olives: 'Oliven',
  peppers: 'Paprika',
  ham: 'Schinken',
  pineapple: 'Ananas',
  bacon: 'Speck',
  spinach: 'Spinat',
  extra_cheese: 'Extrakäse',
  anchovies: 'Sardellen',
  jalapenos: 'Jalapeños',
} as const;

const list = new Intl.ListFormat('de-DE', { style: 'long', type: 'conjunction' });

const pizza = (order: Order): string => {
  const names = order.toppings.map((topping) => toppings[topping]);
  const chosen = names.length === 0 ? 'Tomaten und Käse' : list.format(names);
  return `${sizes[order.size]} Pizza mit ${chosen}`;
};

export const deDe: Texts = {
  sizes,
  toppings,
  orderSummary: (order) => `eine ${pizza(order)}`,
  orderDestination: 'nach Hause geliefert',
  orderDone: (order) => `Deine ${pizza(order)} ist bestellt`,
  askSize: {
    question: 'Klein, mittel oder groß: Welche Größe soll deine Pizza haben?',
    reprompt: 'Welche Größe soll deine Pizza haben: klein, mittel oder groß?',
  },
  askTopping: {
    question:
      'Einen der Beläge habe ich nicht verstanden. Es gibt Salami, Pilze, Zwiebeln, Oliven und mehr. Welche Beläge möchtest du insgesamt?',
    reprompt: 'Welche Beläge möchtest du auf deiner Pizza?',
  },
  tooManyToppings: {
    question: 'Auf eine Pizza kommen höchstens sechs Beläge. Welche möchtest du?',
    reprompt: 'Welche Beläge möchtest du, höchstens sechs?',
  },
  lockerSummary: 'das Öffnen deines Abholfachs',
  lockerDone: 'Dein Abholfach ist offen',
  examples: ['bestell mir eine große Pizza mit Salami und Pilzen', 'öffne mein Abholfach'],
};
