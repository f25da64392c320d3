import { describe, expect, it } from 'vitest';
import { transferMoney } from './transfer-money.ts';

const said = (heard: string, id: string | null = null) => [{ heard, id }];
const read = (payee: ReturnType<typeof said> | [], amount: ReturnType<typeof said> | []) =>
  transferMoney.read({ payee, amount }, 'en-US');

describe('a transfer by voice', () => {
  it('is told with whom it goes to, where and how much', () => {
    const reading = read(said('my landlord', 'landlord'), said('50'));
    expect(reading).toEqual({ type: 'complete', details: { payee: 'landlord', dollars: 50 } });
    expect(transferMoney.describe({ payee: 'landlord', dollars: 50 }, 'en-US')).toEqual({
      summary: 'a transfer to your landlord',
      destination: 'the account ending 71',
      amount: { minorUnits: 5000, currency: 'USD' },
    });
  });

  it('asks who gets it where that is nobody we know, whatever was heard', () => {
    expect(read(said('a stranger'), said('50'))).toMatchObject({ type: 'unclear', value: 'payee' });
    expect(read([], said('50'))).toMatchObject({ type: 'unclear', value: 'payee' });
  });

  it.each(['?', '0', '-5', '1001', '1e3', '50.5', '٥٠', ''])('asks how much where it heard "%s"', (heard) => {
    expect(read(said('landlord', 'landlord'), said(heard))).toMatchObject({
      type: 'unclear',
      value: 'amount',
    });
  });
});
