/** Stored data for tests: one account's state, with what a test cares about replaced. */
import type { AccountState, Challenge, Transaction } from '../../transactions/model.ts';

export const noon = Date.UTC(2026, 4, 1, 12);

export const transaction = (changes: Partial<Transaction> = {}): Transaction => ({
  id: 'transaction-1',
  accountId: 'account-1',
  command: 'OrderPizza',
  details: {},
  summary: 'a large pizza with pepperoni and mushrooms',
  destination: 'delivered home',
  amount: { minorUnits: 1650, currency: 'USD' },
  payee: 'Pizza on Demand',
  locale: 'en-US',
  surface: 'alexa',
  session: 'session-1',
  linkId: 'hash-of-user-1',
  requestedAt: noon,
  expiresAt: noon + 900_000,
  state: 'requested',
  tries: 0,
  wrong: 0,
  checking: 0,
  checkingSince: null,
  replaced: null,
  cancelReason: null,
  settledAt: null,
  ...changes,
});

export const challenge = (changes: Partial<Challenge> = {}): Challenge => ({
  id: 'challenge-1',
  transactionId: 'transaction-1',
  contactId: 'contact-1',
  channel: 'sms',
  hint: '42',
  state: 'live',
  startedAt: noon,
  expiresAt: noon + 180_000,
  ...changes,
});

export const stateOf = (
  stored: Transaction | null,
  challenges: readonly Challenge[] = stored ? [challenge()] : [],
): AccountState => ({
  account: {
    id: 'account-1',
    issuer: 'https://tenant.test/',
    subject: 'auth0|ada',
    version: 1,
    updatedAt: noon,
    wrongInARow: 0,
    lockedAt: { wrong_codes: null, owner: null },
    quietUntil: null,
    frozenUntil: null,
    sentAt: [],
    replacedAt: [],
  },
  contacts: [],
  transaction: stored,
  challenges,
});
