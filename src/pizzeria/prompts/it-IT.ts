/** What Pizza on Demand says in Italian. */
import type { Order } from '../menu.ts';
import type { Texts } from './texts.ts';

const sizes = { small: 'piccola', medium: 'media', large: 'grande' } as const;

/** What English calls pepperoni is "salame" here; "peperoni" are peppers. */
const toppings = {
  pepperoni: 'salame',
  mushrooms: 'funghi',
  onions: 'cipolla',
  olives: 'olive',
  peppers: 'peperoni',
  ham: 'prosciutto',
  pineapple: 'ananas',
  bacon: 'pancetta',
  spinach: 'spinaci',
  extra_cheese: 'doppia mozzarella',
  anchovies: 'acciughe',
  jalapenos: 'jalapeño',
} as const;

const list = new Intl.ListFormat('it-IT', { style: 'long', type: 'conjunction' });

const pizza = (order: Order): string => {
  const names = order.toppings.map((topping) => toppings[topping]);
  const chosen = names.length === 0 ? 'pomodoro e mozzarella' : list.format(names);
  return `pizza ${sizes[order.size]} con ${chosen}`;
};

export const itIt: Texts = {
  sizes,
  toppings,
  orderSummary: (order) => `una ${pizza(order)}`,
  orderDestination: 'a domicilio',
  orderDone: (order) => `La tua ${pizza(order)} è stata ordinata`,
  askSize: {
    question: 'Piccola, media o grande: come vuoi la pizza?',
    reprompt: 'Come vuoi la pizza: piccola, media o grande?',
  },
  askTopping: {
    question:
      'Non ho capito uno degli ingredienti. Abbiamo salame, funghi, cipolla, olive e altro. Quali vuoi in tutto?',
    reprompt: 'Quali ingredienti vuoi sulla pizza?',
  },
  tooManyToppings: {
    question: 'Una pizza può avere al massimo sei ingredienti. Quali vuoi?',
    reprompt: 'Quali ingredienti vuoi, al massimo sei?',
  },
  lockerSummary: "l'apertura del tuo armadietto di ritiro",
  lockerDone: 'Il tuo armadietto di ritiro è aperto',
  examples: ['ordinami una pizza grande con salame e funghi', 'apri il mio armadietto'],
};
