import type { Business } from '../transactions/command.ts';
import { createOpenLocker, type LockerOutside } from './open-locker.ts';
import { orderPizza } from './order-pizza.ts';
import { textsFor } from './prompts/texts.ts';

/** Pizza on Demand: the business that ships with Sayso. Replace this folder by your own. */
export const createPizzeria = (outside: LockerOutside): Business => ({
  name: 'Pizza on Demand',
  commands: [orderPizza, createOpenLocker(outside)],
  migrations: new URL('./migrations/', import.meta.url),
  erase: (accountId) => [
    { sql: 'DELETE FROM pizza_orders WHERE account_id = $1::uuid', values: [accountId] },
  ],
  examples: (locale) => textsFor(locale).examples,
});
