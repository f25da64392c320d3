/** What is sold and for how much. Ids are those of the interaction model's slot values. */
import type { Json, Money } from '../transactions/model.ts';

export const sizes = ['small', 'medium', 'large'] as const;
export type Size = (typeof sizes)[number];

export const toppings = [
  'pepperoni',
  'mushrooms',
  'onions',
  'olives',
  'peppers',
  'ham',
  'pineapple',
  'bacon',
  'spinach',
  'extra_cheese',
  'anchovies',
  'jalapenos',
] as const;
export type Topping = (typeof toppings)[number];

export type Order = { readonly size: Size; readonly toppings: readonly Topping[] };

export const mostToppings = 6;

const currency = 'USD';
const basePriceMinorUnits: { readonly [size in Size]: number } = { small: 900, medium: 1150, large: 1350 };
const toppingPriceMinorUnits = 150;

/** The price is the menu's alone; nothing a caller sends can change it. */
export const priceOf = (order: Order): Money => ({
  minorUnits: basePriceMinorUnits[order.size] + order.toppings.length * toppingPriceMinorUnits,
  currency,
});

export const findSize = (id: string | null): Size | undefined => sizes.find((size) => size === id);
export const findTopping = (id: string | null): Topping | undefined =>
  toppings.find((topping) => topping === id);

/** An order as it was stored; throws where it is none, for only `read` of order-pizza.ts makes them. */
export const orderFrom = (details: Json): Order => {
  if (details !== null && typeof details === 'object' && 'size' in details && 'toppings' in details) {
    const size = typeof details.size === 'string' ? findSize(details.size) : undefined;
    const chosen = Array.isArray(details.toppings)
      ? details.toppings.map((id) => findTopping(String(id)))
      : [];
    const known = chosen.filter((topping): topping is Topping => topping !== undefined);
    if (size !== undefined && known.length === chosen.length) return { size, toppings: known };
  }
  throw new Error('stored details are no pizza order');
};
