import type { Command, Reading, SpokenValues } from '../transactions/command.ts';
import type { Json, Money } from '../transactions/model.ts';
import { findPayee, type PayeeId, payees } from './payees.ts';

type Transfer = { readonly payee: PayeeId; readonly dollars: number };

const mostDollars = 1000;

/** Sends money to a payee known before: whom and how much are said before the code is asked for, and never change. */
export const transferMoney: Command = {
  name: 'TransferMoney',
  values: { payee: { several: false }, amount: { several: false } },
  read: (values) => readTransfer(values),
  describe: (details) => {
    const transfer = transferFrom(details);
    const { name, account } = payees[transfer.payee];
    return { summary: `a transfer to ${name}`, destination: account, amount: amountOf(transfer) };
  },
  execute: ({ id, accountId, details, amount }) => {
    const transfer = transferFrom(details);
    const { minorUnits, currency } = amount ?? amountOf(transfer);
    return {
      writes: [
        {
          sql: `INSERT INTO bank_transfers (transaction_id, account_id, payee, minor_units, currency)
                VALUES ($1, $2, $3, $4, $5)`,
          values: [id, accountId, transfer.payee, minorUnits, currency],
        },
      ],
      // Money that leaves for another system is an effect, as src/pizzeria/open-locker.ts has one.
      effect: null,
    };
  },
  doneText: ({ details }) => `Your transfer to ${payees[transferFrom(details).payee].name} is booked`,
};

const readTransfer = (values: SpokenValues): Reading => {
  const payee = findPayee(values.payee?.[0]?.id ?? null);
  if (payee === undefined) {
    return {
      type: 'unclear',
      value: 'payee',
      question: 'I can send money to your landlord, the power company or your mother. Who gets it?',
      reprompt: 'Who gets the money: your landlord, the power company or your mother?',
    };
  }
  const dollars = readDollars(values.amount?.[0]?.heard ?? '');
  if (dollars === null) {
    return {
      type: 'unclear',
      value: 'amount',
      question: `How many dollars shall I send, up to ${mostDollars}?`,
      reprompt: 'How many whole dollars shall I send?',
    };
  }
  return { type: 'complete', details: { payee, dollars } };
};

/** A number has no entry in a vocabulary, so its digits are read here; nothing else of what was heard is kept. */
const readDollars = (heard: string): number | null => {
  const dollars = /^[1-9]\d{0,3}$/.test(heard) ? Number(heard) : null;
  return dollars !== null && dollars <= mostDollars ? dollars : null;
};

const amountOf = ({ dollars }: Transfer): Money => ({ minorUnits: dollars * 100, currency: 'USD' });

/** A transfer as it was stored; throws where it is none, for only `readTransfer` makes them. */
const transferFrom = (details: Json): Transfer => {
  if (details !== null && typeof details === 'object' && 'payee' in details && 'dollars' in details) {
    const payee = findPayee(String(details.payee));
    if (payee !== undefined && typeof details.dollars === 'number')
      return { payee, dollars: details.dollars };
  }
  throw new Error('stored details are no transfer');
};
