/** What Pizza on Demand says in the French of France. */
import type { Order } from '../menu.ts';
import type { Texts } from './texts.ts';

const sizes = { small: 'petite', medium: 'moyenne', large: 'grande' } as const;

/** "Moyenne" stands after its noun, the other two before it. */
const pizzas = {
  small: `${sizes.small} pizza`,
  medium: `pizza ${sizes.medium}`,
  large: `${sizes.large} pizza`,
} as const;

const toppings = {
  pepperoni: 'pepperoni',
  mushrooms: 'champignons',
  onions: 'oignons',
  olives: 'olives',
  peppers: 'poivrons',
  ham: 'jambon',
  pineapple: 'ananas',
  bacon: 'lardons',
  spinach: 'épinards',
  extra_cheese: 'supplément fromage',
  anchovies: 'anchois',
  jalapenos: 'jalapeños',
} as const;

const list = new Intl.ListFormat('fr-FR', { style: 'long', type: 'conjunction' });

/** As a menu has it, "une grande pizza pepperoni et champignons": no article that would have to agree. */
const pizza = (order: Order): string => {
  const names = order.toppings.map((topping) => toppings[topping]);
  const chosen = names.length === 0 ? 'tomate et fromage' : list.format(names);
  return `${pizzas[order.size]} ${chosen}`;
};

export const frFr: Texts = {
  sizes,
  toppings,
  orderSummary: (order) => `une ${pizza(order)}`,
  orderDestination: 'livrée à domicile',
  orderDone: (order) => `Votre ${pizza(order)} est commandée`,
  askSize: {
    question: 'Petite, moyenne ou grande : quelle taille de pizza souhaitez-vous ?',
    reprompt: 'Quelle taille de pizza : petite, moyenne ou grande ?',
  },
  askTopping: {
    question:
      "Je n'ai pas compris l'un des ingrédients. Nous avons du pepperoni, des champignons, des olives et d'autres encore. Lesquels souhaitez-vous en tout ?",
    reprompt: 'Quels ingrédients souhaitez-vous sur votre pizza ?',
  },
  tooManyToppings: {
    question: 'Une pizza peut avoir six ingrédients au plus. Lesquels souhaitez-vous ?',
    reprompt: 'Quels ingrédients souhaitez-vous, six au plus ?',
  },
  lockerSummary: "l'ouverture de votre casier de retrait",
  lockerDone: 'Votre casier de retrait est ouvert',
  examples: ['commande-moi une grande pizza avec du pepperoni et des champignons', 'ouvre mon casier'],
};
