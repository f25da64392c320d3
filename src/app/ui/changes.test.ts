import { describe, expect, it } from 'vitest';
import { changeText } from './changes.ts';
import { codeStanding } from './order-text.ts';
import { anOrder, aWaitingOrder, someOrders } from './testing/samples.ts';

const waiting = aWaitingOrder();
const { code } = waiting;
if (code === null) throw new Error('the sample has a code');

describe('what changed, for whoever is not looking', () => {
  it.each([
    ['nothing', someOrders({ waiting }), someOrders({ waiting, number: 2 }), null],
    ['a new order', someOrders(), someOrders({ waiting }), 'Waiting for your code: a large pizza.'],
    [
      'one that replaces another',
      someOrders({ waiting }),
      someOrders({ waiting: aWaitingOrder({ id: 'waiting-2', summary: 'a small pizza' }) }),
      'Waiting for your code: a small pizza.',
    ],
    [
      'confirmed elsewhere',
      someOrders({ waiting }),
      someOrders({ past: [anOrder({ id: waiting.id, state: 'confirmed', outcome: 'Confirmed.' })] }),
      'A large pizza: Confirmed.',
    ],
    [
      'carried out',
      someOrders({ past: [anOrder({ state: 'confirmed' })] }),
      someOrders({ past: [anOrder()] }),
      'A large pizza: Done.',
    ],
    [
      'an Alexa account that was linked',
      someOrders({ linked: 0 }),
      someOrders({ linked: 1 }),
      'Your Alexa is connected.',
    ],
    [
      'an Alexa account that was disconnected',
      someOrders({ linked: 2 }),
      someOrders({ linked: 1 }),
      'An Alexa account was disconnected.',
    ],
    [
      'a wrong code, spoken somewhere',
      someOrders({ waiting }),
      someOrders({ waiting: { ...waiting, triesLeft: 2 } }),
      'A wrong code was tried.',
    ],
    [
      'the code left',
      someOrders({ waiting: { ...waiting, code: { ...code, state: 'sending' } } }),
      someOrders({ waiting }),
      'A code was sent to the phone ending 42.',
    ],
    [
      'a lock',
      someOrders({ waiting }),
      someOrders({ waiting, locks: [{ lock: 'owner', since: 1 }] }),
      'A lock is on now: see the top of this page.',
    ],
  ])('%s', (_name, before, after, text) => {
    expect(changeText(before, after)).toBe(text);
  });
});

describe('where the code stands', () => {
  it('has run out by the clock before the server is asked again', () => {
    expect(codeStanding(code, 180_999)).toMatchObject({ usable: true, urgent: false });
    expect(codeStanding(code, 181_000)).toMatchObject({ usable: false, urgent: true });
  });

  it.each(['send_failed', 'expired', 'used', 'replaced'] as const)('%s: only another one helps', (state) => {
    expect(codeStanding({ ...code, state }, 0)).toMatchObject({ usable: false, urgent: true });
  });
});
