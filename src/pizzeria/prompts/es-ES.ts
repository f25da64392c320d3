/** What Pizza on Demand says in the Spanish of Spain. */
import type { Order } from '../menu.ts';
import type { Texts } from './texts.ts';

const sizes = { small: 'pequeña', medium: 'mediana', large: 'grande' } as const;

const toppings = {
  pepperoni: 'pepperoni',
  mushrooms: 'champiñones',
  onions: 'cebolla',
  olives: 'aceitunas',
  peppers: 'pimiento',
  ham: 'jamón',
  pineapple: 'piña',
  bacon: 'beicon',
  spinach: 'espinacas',
  extra_cheese: 'queso extra',
  anchovies: 'anchoas',
  jalapenos: 'jalapeños',
} as const;

const list = new Intl.ListFormat('es-ES', { style: 'long', type: 'conjunction' });

const pizza = (order: Order): string => {
  const names = order.toppings.map((topping) => toppings[topping]);
  const chosen = names.length === 0 ? 'tomate y queso' : list.format(names);
  return `pizza ${sizes[order.size]} con ${chosen}`;
};

export const esEs: Texts = {
  sizes,
  toppings,
  orderSummary: (order) => `una ${pizza(order)}`,
  orderDestination: 'a domicilio',
  orderDone: (order) => `Tu ${pizza(order)} ya está pedida`,
  askSize: {
    question: 'Pequeña, mediana o grande: ¿de qué tamaño quieres la pizza?',
    reprompt: '¿De qué tamaño quieres la pizza: pequeña, mediana o grande?',
  },
  askTopping: {
    question:
      'No he entendido uno de los ingredientes. Tenemos pepperoni, champiñones, cebolla, aceitunas y más. ¿Cuáles quieres en total?',
    reprompt: '¿Qué ingredientes quieres en la pizza?',
  },
  tooManyToppings: {
    question: 'Una pizza lleva seis ingredientes como máximo. ¿Cuáles quieres?',
    reprompt: '¿Qué ingredientes quieres, como máximo seis?',
  },
  lockerSummary: 'la apertura de tu taquilla de recogida',
  lockerDone: 'Tu taquilla de recogida está abierta',
  examples: ['pídeme una pizza grande con pepperoni y champiñones', 'abre mi taquilla'],
};
