/** Accounts, transactions and challenges to begin a test from. */
import type { Account, AccountState, Challenge, Transaction } from '../../src/transactions/model.ts';

export const noon = Date.UTC(2026, 10, 22, 12, 0, 0);

export const anAccount = (over: Partial<Account> = {}): Account => ({
  id: '00000000-0000-4000-8000-000000000001',
  issuer: 'https://tenant.test/',
  subject: 'auth0|anna',
  version: 3,
  updatedAt: noon,
  wrongInARow: 0,
  lockedAt: { wrong_codes: null, owner: null },
  quietUntil: null,
  frozenUntil: null,
  sentAt: [],
  replacedAt: [],
  ...over,
});

export const aTransaction = (over: Partial<Transaction> = {}): Transaction => ({
  id: '10000000-0000-4000-8000-000000000001',
  accountId: '00000000-0000-4000-8000-000000000001',
  command: 'OrderPizza',
  details: { secret: 'details stay inside' },
  summary: 'a large pizza with pepperoni and mushrooms',
  destination: 'delivered home',
  amount: { minorUnits: 1650, currency: 'USD' },
  payee: 'Pizza on Demand',
  locale: 'en-US',
  surface: 'alexa',
  session: 'amzn1.echo-api.session.secret',
  linkId: 'secret-link',
  requestedAt: noon,
  expiresAt: noon + 15 * 60_000,
  state: 'requested',
  tries: 0,
  wrong: 0,
  checking: 0,
  checkingSince: null,
  replaced: null,
  cancelReason: null,
  settledAt: null,
  ...over,
});

export const aChallenge = (over: Partial<Challenge> = {}): Challenge => ({
  id: '20000000-0000-4000-8000-000000000001',
  transactionId: '10000000-0000-4000-8000-000000000001',
  contactId: '30000000-0000-4000-8000-000000000001',
  channel: 'sms',
  hint: '42',
  state: 'live',
  startedAt: noon,
  expiresAt: noon + 180_000,
  ...over,
});

export const aState = (over: Partial<AccountState> = {}): AccountState => ({
  account: anAccount(),
  contacts: [
    {
      id: '30000000-0000-4000-8000-000000000001',
      channel: 'sms',
      address: '+15550001142',
      hint: '42',
      provenAt: noon,
      checkedAt: noon,
    },
  ],
  transaction: aTransaction(),
  challenges: [aChallenge()],
  ...over,
});
