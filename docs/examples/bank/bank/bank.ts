import type { Business } from '../transactions/command.ts';
import { transferMoney } from './transfer-money.ts';

/** Harbor Bank: a transfer by voice. Without `erase`, for a bank keeps its books when a customer leaves. */
export const createBank = (_outside: {
  readonly fetch: typeof fetch;
  readonly settings: object;
}): Business => ({
  name: 'Harbor Bank',
  commands: [transferMoney],
  migrations: new URL('./migrations/', import.meta.url),
  examples: () => ['send fifty dollars to my landlord'],
});
