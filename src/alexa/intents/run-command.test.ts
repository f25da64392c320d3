import { describe, expect, it } from 'vitest';
import { fail, succeed } from '../../transactions/failures.ts';
import { business } from '../testing/business.ts';
import {
  fakeOperations,
  repromptOf,
  requested,
  speechOf,
  startConversation,
} from '../testing/conversation.ts';
import { challenge, noon, stateOf, transaction } from '../testing/stored.ts';

const large = [{ heard: 'big', id: 'large' }];
const two = [
  { heard: 'pepperoni', id: 'pepperoni' },
  { heard: 'mushroom', id: 'mushrooms' },
];
const waiting = stateOf(transaction());

const asksForSize = async () =>
  succeed({
    type: 'unclear' as const,
    value: 'size',
    question: 'What size would you like?',
    reprompt: 'Which size: small, medium or large?',
  });

describe('"get me a big pizza with pepperoni and mushroom"', () => {
  it('asks for the transaction by ids, and repeats what is stored', async () => {
    const operations = fakeOperations({ request: async () => requested(waiting) });
    const { say } = startConversation({ operations });
    const answer = await say('OrderPizza', { size: large, toppings: two });

    const [actor, wanted, signal] = operations.request.mock.calls[0] ?? [];
    expect(wanted).toEqual({
      command: 'OrderPizza',
      values: { size: large, toppings: two },
      locale: 'en-US',
    });
    expect(signal).toBeInstanceOf(AbortSignal);
    expect(actor).toEqual({
      accountId: 'account of auth0|ada',
      surface: 'alexa',
      session: 'session-1',
      linkId: 'hash-of-user-1',
      request: { id: 'request-1', keepUntil: noon + 300_000 },
    });
    expect(speechOf(answer)).toBe(
      "From Pizza on Demand: a large pizza with pepperoni and mushrooms, delivered home, $16.50. I've texted the phone ending 42. What's the code?",
    );
    expect(repromptOf(answer)).toBe(
      'Take your time. When it comes, say: Alexa, tell Pizza on Demand my code is, then the numbers.',
    );
    expect(answer.response.shouldEndSession).toBe(false);
  });

  it('leaves a card with what was ordered and where the code went', async () => {
    const operations = fakeOperations({ request: async () => requested(waiting) });
    const answer = await startConversation({ operations }).say('OrderPizza', { size: large });
    expect(answer.response.card).toEqual({
      type: 'Simple',
      title: 'Pizza on Demand',
      content:
        'A large pizza with pepperoni and mushrooms\ndelivered home\n$16.50\nA code was sent to the phone ending 42.',
    });
  });

  it('hands over no slot the command does not read, and one value where it reads one', async () => {
    const operations = fakeOperations();
    await startConversation({ operations }).say('OrderPizza', {
      size: [...large, { heard: 'small', id: 'small' }],
      price: '0',
      constructor: 'x',
    });
    expect(operations.request.mock.calls[0]?.[1].values).toEqual({ size: large, toppings: [] });
  });

  it('tells what it replaced', async () => {
    const replaced = {
      transactionId: 'transaction-0',
      summary: 'a small pizza with olives',
      otherSession: true,
      toldIn: null,
    };
    const state = stateOf(transaction({ replaced }));
    const operations = fakeOperations({ request: async () => requested(state) });
    const answer = await startConversation({ operations }).say('OrderPizza', { size: large });
    expect(speechOf(answer)).toContain(
      'mushrooms instead of a small pizza with olives, delivered home, $16.50.',
    );
    expect(speechOf(answer)).toContain("The old code won't work");
  });

  it('that comes twice is answered by how things stand', async () => {
    const operations = fakeOperations({
      request: async () => fail({ type: 'replayed', transaction: transaction() }),
      current: async () => succeed(waiting),
    });
    const answer = await startConversation({ operations }).say('OrderPizza', { size: large });
    expect(speechOf(answer)).toMatch(
      /^From Pizza on Demand: .*I've texted the phone ending 42\. What's the code\?$/,
    );
  });

  it('whose code could not be sent is not called ordered, and the conversation ends', async () => {
    const operations = fakeOperations({
      request: async () =>
        fail({ type: 'sending_failed', transaction: transaction(), certain: false, formerStands: false }),
    });
    const answer = await startConversation({ operations }).say('OrderPizza', { size: large });
    expect(speechOf(answer)).toBe(
      "I couldn't send your code, so nothing's confirmed. If one arrives, ignore it. In 2 minutes, say: Alexa, tell Pizza on Demand to send a new code.",
    );
    expect(answer.response.shouldEndSession).toBe(true);
  });
});

describe('"get me some pizza" without a size', () => {
  it('asks the one question, and lets Alexa fill the slot', async () => {
    const operations = fakeOperations({ request: asksForSize });
    const answer = await startConversation({ operations }).say('OrderPizza', { size: null, toppings: two });
    expect(speechOf(answer)).toBe('What size would you like?');
    expect(repromptOf(answer)).toBe('Which size: small, medium or large?');
    expect(answer.response.shouldEndSession).toBe(false);
    expect(answer.response.directives).toEqual([
      {
        type: 'Dialog.ElicitSlot',
        slotToElicit: 'size',
        updatedIntent: {
          name: 'OrderPizza',
          confirmationStatus: 'NONE',
          slots: {
            size: { name: 'size', confirmationStatus: 'NONE' },
            toppings: {
              name: 'toppings',
              confirmationStatus: 'NONE',
              slotValue: {
                type: 'List',
                values: [
                  { type: 'Simple', value: 'pepperoni' },
                  { type: 'Simple', value: 'mushroom' },
                ],
              },
            },
          },
        },
      },
    ]);
  });

  it('remembers the toppings, should Alexa hand them back unresolved', async () => {
    const operations = fakeOperations({ request: asksForSize });
    const { say } = startConversation({ operations });
    await say('OrderPizza', { size: null, toppings: two });
    const unresolved = two.map(({ heard }) => ({ heard, id: null }));
    await say('OrderPizza', { size: large, toppings: unresolved });
    expect(operations.request.mock.calls[1]?.[1].values).toEqual({ size: large, toppings: two });
  });

  it('takes other toppings where other ones are said', async () => {
    const operations = fakeOperations({ request: asksForSize });
    const { say } = startConversation({ operations });
    await say('OrderPizza', { size: null, toppings: two });
    const ham = [{ heard: 'ham', id: 'ham' }];
    await say('OrderPizza', { size: large, toppings: ham });
    expect(operations.request.mock.calls[1]?.[1].values).toEqual({ size: large, toppings: ham });
  });

  it('carries nothing over to another command, or past another turn', async () => {
    const operations = fakeOperations({ request: asksForSize });
    const { say } = startConversation({ operations });
    await say('OrderPizza', { size: null, toppings: two });
    await say('AMAZON.HelpIntent');
    await say('OrderPizza', { size: large, toppings: null });
    expect(operations.request.mock.calls[1]?.[1].values).toEqual({ size: large, toppings: [] });
  });
});

describe('another business', () => {
  const [order] = business.commands;
  if (order === undefined) throw new Error('the business has a command');
  const bank = {
    ...business,
    name: 'Harbour Bank',
    commands: [{ ...order, name: 'PayRent', values: { month: { several: false } } }],
  };

  it('brings its commands and its name, and nothing here changes', async () => {
    const rent = transaction({ payee: 'Harbour Bank', summary: 'pay the rent for May', destination: null });
    const operations = fakeOperations({
      request: async () => requested(stateOf(rent, [challenge({ channel: 'email', hint: 'a…@x.test' })])),
    });
    const { say } = startConversation({ operations, business: bank });
    const answer = await say('PayRent', { month: [{ heard: 'may', id: '05' }] });
    expect(operations.request.mock.calls[0]?.[1]).toMatchObject({ command: 'PayRent' });
    expect(speechOf(answer)).toBe(
      "From Harbour Bank: pay the rent for May, $16.50. I've emailed you a code. What's the code?",
    );
    expect(repromptOf(answer)).toContain('tell Harbour Bank my code is');
  });

  it('may not name a command like an intent of ours', () => {
    const clashing = { ...bank, commands: [{ ...order, name: 'ConfirmCode' }] };
    const start = () => startConversation({ business: clashing });
    expect(start).toThrow(/ConfirmCode/);
  });
});
