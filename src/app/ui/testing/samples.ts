/** Orders as the server sends them, for tests. */
import type { OrderData, OrdersData, WaitingOrder } from '../../contract.ts';

export const anOrder = (parts: Partial<OrderData> = {}): OrderData => ({
  id: 'order-1',
  command: 'order_pizza',
  summary: 'a large pizza',
  destination: '1 Main Street',
  amount: '$16.50',
  payee: 'Pizza on Demand',
  state: 'done',
  outcome: 'Done.',
  requestedAt: 1000,
  settledAt: 2000,
  expiresAt: 901_000,
  ...parts,
});

export const aWaitingOrder = (parts: Partial<WaitingOrder> = {}): WaitingOrder => ({
  ...anOrder({ id: 'waiting-1', state: 'requested', outcome: null, settledAt: null }),
  triesLeft: 3,
  replaced: null,
  code: { sentTo: 'the phone ending 42', state: 'live', expiresAt: 181_000, resendAt: 61_000 },
  ...parts,
});

export const someOrders = (parts: Partial<OrdersData> = {}): OrdersData => ({
  number: 1,
  waiting: null,
  locks: [],
  linked: 1,
  past: [],
  before: null,
  ...parts,
});
