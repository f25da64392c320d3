/** What Pizza on Demand says in English; British English differs by a comma and a few words. */
import type { Order } from '../menu.ts';
import type { Texts } from './texts.ts';

const sizes = { small: 'small', medium: 'medium', large: 'large' } as const;

const toppings = {
  pepperoni: 'pepperoni',
  mushrooms: 'mushrooms',
  onions: 'onions',
  olives: 'olives',
  peppers: 'peppers',
  ham: 'ham',
  pineapple: 'pineapple',
  bacon: 'bacon',
  spinach: 'spinach',
  extra_cheese: 'extra cheese',
  anchovies: 'anchovies',
  jalapenos: 'jalapeños',
} as const;

export const english = (locale: 'en-US' | 'en-GB'): Texts => {
  const list = new Intl.ListFormat(locale, { style: 'long', type: 'conjunction' });

  const pizza = (order: Order): string => {
    const names = order.toppings.map((topping) => toppings[topping]);
    const chosen = names.length === 0 ? 'tomato and cheese' : list.format(names);
    return `${sizes[order.size]} pizza with ${chosen}`;
  };

  return {
    sizes,
    toppings,
    orderSummary: (order) => `a ${pizza(order)}`,
    orderDestination: 'delivered home',
    orderDone: (order) => `Your ${pizza(order)} is ordered`,
    askSize: {
      question: 'Small, medium or large: what size of pizza would you like?',
      reprompt: 'Which size of pizza: small, medium or large?',
    },
    askTopping: {
      question:
        'I missed a topping. We have pepperoni, mushrooms, onions, olives and more. Which would you like in all?',
      reprompt: 'Which toppings would you like on your pizza?',
    },
    tooManyToppings: {
      question: 'A pizza takes six toppings at most. Which would you like?',
      reprompt: 'Which toppings would you like, at most six?',
    },
    lockerSummary: 'opening your pickup locker',
    lockerDone: 'Your pickup locker is open',
    examples: ['get me a large pizza with pepperoni and mushrooms', 'open my pickup locker'],
  };
};

export const enUs = english('en-US');
