/** Whom money can be sent to. Ids are those of the interaction model's slot values; a bank would keep these per customer. */
export const payees = {
  landlord: { name: 'your landlord', account: 'the account ending 71' },
  power_company: { name: 'the power company', account: 'the account ending 08' },
  mother: { name: 'your mother', account: 'the account ending 35' },
} as const;

export type PayeeId = keyof typeof payees;

export const findPayee = (id: string | null): PayeeId | undefined =>
  Object.keys(payees).find((known): known is PayeeId => known === id);
