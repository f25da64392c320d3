import type { Settings } from '../settings.ts';
import type { Business } from '../transactions/command.ts';
import { createOpenLocker } from './open-locker.ts';
import { orderPizza } from './order-pizza.ts';
import { textsFor } from './prompts/texts.ts';

type Outside = { readonly fetch: typeof fetch; readonly settings: Pick<Settings, 'lockerUrl'> };

/** Pizza on Demand: the business that ships with Sayso. Replace this folder by your own. */
export const createPizzeria = ({ fetch, settings }: Outside): Business => ({
  name: 'Pizza on Demand',
  commands: [orderPizza, createOpenLocker({ fetch, lockerUrl: settings.lockerUrl })],
  migrations: new URL('./migrations/', import.meta.url),
  erase: (accountId) => [
    { sql: 'DELETE FROM pizza_orders WHERE account_id = $1::uuid', values: [accountId] },
  ],
  examples: (locale) => textsFor(locale).examples,
});
