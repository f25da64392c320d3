import { describe, expect, it } from 'vitest';
import type { SpokenValue } from '../transactions/command.ts';
import type { Transaction } from '../transactions/model.ts';
import { toppings } from './menu.ts';
import { orderPizza } from './order-pizza.ts';

const said = (...ids: string[]): SpokenValue[] => ids.map((id) => ({ heard: id, id }));
const unknown = (heard: string): SpokenValue => ({ heard, id: null });

const read = (values: Parameters<typeof orderPizza.read>[0]) => orderPizza.read(values, 'en-US');

describe('ordering a pizza', () => {
  it('tells what was ordered, where it goes and what it costs', () => {
    const reading = read({ size: said('large'), toppings: said('pepperoni', 'mushrooms') });
    if (reading.type !== 'complete') throw new Error('expected a complete order');
    expect(orderPizza.describe(reading.details, 'en-US')).toEqual({
      summary: 'a large pizza with pepperoni and mushrooms',
      destination: 'delivered home',
      amount: { minorUnits: 1650, currency: 'USD' },
    });
  });

  it('needs no toppings', () => {
    const reading = read({ size: said('small') });
    if (reading.type !== 'complete') throw new Error('expected a complete order');
    expect(orderPizza.describe(reading.details, 'en-US').summary).toBe(
      'a small pizza with tomato and cheese',
    );
  });

  it('asks for the size where none was understood', () => {
    expect(read({})).toMatchObject({ type: 'unclear', value: 'size' });
    expect(read({ size: [unknown('humongous')] })).toMatchObject({ type: 'unclear', value: 'size' });
  });

  it('asks again rather than leave out a topping it did not understand', () => {
    const toppings = [...said('ham'), unknown('unicorn')];
    expect(read({ size: said('small'), toppings })).toMatchObject({ type: 'unclear', value: 'toppings' });
  });

  it('takes a topping named twice once, and six at most', () => {
    expect(read({ size: said('small'), toppings: said('ham', 'ham') })).toMatchObject({
      details: { toppings: ['ham'] },
    });
    const seven = said(...toppings.slice(0, 7));
    expect(read({ size: said('small'), toppings: seven })).toMatchObject({
      type: 'unclear',
      value: 'toppings',
    });
  });

  it('lets nothing that was heard into an order: only what is on the menu', () => {
    const sly = { heard: '<audio src="x"/>', id: 'constructor' };
    expect(read({ size: [sly] })).toMatchObject({ type: 'unclear' });
    expect(JSON.stringify(read({ size: said('small'), toppings: [sly] }))).not.toContain('audio');
  });

  it('asks one question of at most twenty words', () => {
    for (const values of [{}, { size: said('small'), toppings: [unknown('x')] }]) {
      const reading = read(values);
      if (reading.type !== 'unclear') throw new Error('expected a question');
      for (const text of [reading.question, reading.reprompt]) {
        expect(text.match(/\?/g)).toHaveLength(1);
        expect(text.endsWith('?')).toBe(true);
        for (const sentence of text.split(/[.!?]/))
          expect(sentence.split(/\s+/).length).toBeLessThanOrEqual(20);
      }
    }
  });

  it('charges what was agreed to, whatever the menu says later', () => {
    const transaction = {
      id: 'transaction-1',
      accountId: 'account-1',
      details: { size: 'large', toppings: ['ham'] },
      amount: { minorUnits: 999, currency: 'EUR' },
    } as unknown as Transaction;
    const { writes, effect } = orderPizza.execute(transaction);
    expect(effect).toBeNull();
    expect(writes).toHaveLength(1);
    expect(writes[0]?.values).toEqual(['transaction-1', 'account-1', 'large', '["ham"]', 999, 'EUR']);
  });
});
