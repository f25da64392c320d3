import type { Business, Command } from '../../transactions/command.ts';

/** A business small enough to see through: two values, one of them several times; and a command without any. */
const orderPizza: Command = {
  name: 'OrderPizza',
  values: { size: { several: false }, toppings: { several: true } },
  read: () => ({ type: 'complete', details: {} }),
  describe: () => ({ summary: 'a pizza', destination: null, amount: null }),
  execute: () => ({ writes: [], effect: null }),
  doneText: ({ summary }) => `Your ${summary.replace(/^an? /, '')} is ordered`,
};

const openLocker: Command = {
  ...orderPizza,
  name: 'OpenLocker',
  values: {},
  doneText: () => 'Your pickup locker is open',
};

export const business: Business = {
  name: 'Pizza on Demand',
  commands: [orderPizza, openLocker],
  migrations: null,
  examples: () => ['get me a large pizza'],
};
