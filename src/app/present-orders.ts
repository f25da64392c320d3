/** Stored transactions as `contract.ts` has them. */
import { presentTransaction } from '../api/present-transaction.ts';
import type { AccountState, Contact, LockName, Transaction } from '../transactions/model.ts';
import type { TransactionRecord } from '../transactions/ports.ts';
import type { LockData, OrderData, WaitingOrder } from './contract.ts';
import { stateText } from './page-text.ts';

/** Field by field: details, session and link stay inside. */
export const presentOrder = (transaction: Transaction): OrderData => ({
  id: transaction.id,
  command: transaction.command,
  summary: transaction.summary,
  destination: transaction.destination,
  amount: transaction.amount === null ? null : formatMoney(transaction.amount, transaction.locale),
  payee: transaction.payee,
  state: transaction.state,
  outcome: transaction.state === 'requested' ? null : stateText(transaction.state, transaction.cancelReason),
  requestedAt: transaction.requestedAt,
  settledAt: transaction.settledAt,
  expiresAt: transaction.expiresAt,
});

export const presentWaiting = (record: TransactionRecord): WaitingOrder => {
  const { transaction } = record;
  const { triesLeft, challenge } = presentTransaction(record);
  return {
    ...presentOrder(transaction),
    triesLeft,
    replaced: transaction.replaced?.otherSession ? transaction.replaced.summary : null,
    code: challenge && {
      sentTo: contactText(challenge),
      state: challenge.state,
      expiresAt: Date.parse(challenge.expiresAt),
      resendAt: challenge.resendAt === null ? null : Date.parse(challenge.resendAt),
    },
  };
};

/** "the phone ending 42", "d…@example.com". */
export const contactText = ({ channel, hint }: Pick<Contact, 'channel' | 'hint'>): string =>
  channel === 'sms' ? `the phone ending ${hint}` : hint;

export const presentLocks = ({ account: { lockedAt } }: AccountState): readonly LockData[] =>
  (['owner', 'wrong_codes'] as const satisfies readonly LockName[]).flatMap((lock) => {
    const since = lockedAt[lock];
    return since === null ? [] : [{ lock, since }];
  });

/** In the order's own locale; a locale that is none of BCP 47 reads as English. */
const formatMoney = (
  { minorUnits, currency }: NonNullable<Transaction['amount']>,
  locale: string,
): string => {
  const format = new Intl.NumberFormat(isLocale(locale) ? locale : 'en', { style: 'currency', currency });
  return format.format(minorUnits / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
};

const isLocale = (locale: string): boolean => {
  try {
    return Intl.getCanonicalLocales(locale).length === 1;
  } catch {
    return false;
  }
};
