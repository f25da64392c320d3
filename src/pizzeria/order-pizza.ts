import type { Command, Reading, SpokenValues } from '../transactions/command.ts';
import type { Locale } from '../transactions/model.ts';
import { findSize, findTopping, mostToppings, orderFrom, priceOf, type Topping } from './menu.ts';
import { textsFor } from './prompts/texts.ts';

/** Orders a pizza: priced by the menu, written to our own table in the confirming commit. */
export const orderPizza: Command = {
  name: 'OrderPizza',
  values: { size: { several: false }, toppings: { several: true } },
  read: (values, locale) => readOrder(values, locale),
  describe: (details, locale) => {
    const order = orderFrom(details);
    const texts = textsFor(locale);
    return {
      summary: texts.orderSummary(order),
      destination: texts.orderDestination,
      amount: priceOf(order),
    };
  },
  execute: (transaction) => {
    const order = orderFrom(transaction.details);
    const total = priceOf(order);
    return {
      writes: [
        {
          sql: `INSERT INTO pizza_orders (transaction_id, account_id, size, toppings, total_minor_units, currency)
                VALUES ($1, $2, $3, $4, $5, $6)`,
          values: [
            transaction.id,
            transaction.accountId,
            order.size,
            JSON.stringify(order.toppings),
            // What was agreed to is what is charged, whatever the menu says by now.
            transaction.amount?.minorUnits ?? total.minorUnits,
            transaction.amount?.currency ?? total.currency,
          ],
        },
      ],
      effect: null,
    };
  },
  doneText: ({ details, locale }) => textsFor(locale).orderDone(orderFrom(details)),
};

const readOrder = (values: SpokenValues, locale: Locale): Reading => {
  const texts = textsFor(locale);
  const size = findSize(values.size?.[0]?.id ?? null);
  if (size === undefined) return { type: 'unclear', value: 'size', ...texts.askSize };

  const chosen = new Set<Topping>();
  for (const spoken of values.toppings ?? []) {
    const topping = findTopping(spoken.id);
    if (topping === undefined) return { type: 'unclear', value: 'toppings', ...texts.askTopping };
    chosen.add(topping);
  }
  if (chosen.size > mostToppings) return { type: 'unclear', value: 'toppings', ...texts.tooManyToppings };
  return { type: 'complete', details: { size, toppings: [...chosen] } };
};
