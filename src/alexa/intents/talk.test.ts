import { describe, expect, it } from 'vitest';
import { fail, succeed } from '../../transactions/failures.ts';
import { fakeOperations, repromptOf, speechOf, startConversation } from '../testing/conversation.ts';
import { challenge, noon, stateOf, transaction } from '../testing/stored.ts';

const waiting = succeed(stateOf(transaction()));
const cancelled = succeed(stateOf(transaction({ state: 'cancelled', cancelReason: 'asked' })));
const expiredCode = fail({ type: 'code_expired', transaction: transaction() });

describe('opening the skill', () => {
  it('asks what the person would like', async () => {
    const operations = fakeOperations({ current: async () => succeed(stateOf(null)) });
    const answer = await startConversation({ operations }).hear({ type: 'launch' });
    expect(speechOf(answer)).toBe('Welcome to Pizza on Demand. What would you like?');
    expect(repromptOf(answer)).toBe('For example, say: get me a large pizza. What would you like?');
  });

  it('tells what waits, if something does', async () => {
    const operations = fakeOperations({ current: async () => waiting });
    const answer = await startConversation({ operations }).hear({ type: 'launch' });
    expect(speechOf(answer)).toMatch(/^From Pizza on Demand: .* What's the code\?$/);
  });

  it('does not tell of what is past', async () => {
    const operations = fakeOperations({ current: async () => cancelled });
    const answer = await startConversation({ operations }).hear({ type: 'launch' });
    expect(speechOf(answer)).toContain('Welcome');
  });
});

describe('"what is my order"', () => {
  it.each([
    ['done', 'Your large pizza with pepperoni and mushrooms is ordered: $16.50.'],
    [
      'expired',
      'Nobody confirmed this in time, so it ended: a large pizza with pepperoni and mushrooms. Please ask again if you still want it.',
    ],
    ['cancelled', 'Cancelled: a large pizza with pepperoni and mushrooms.'],
  ] as const)('is answered by the state it is in: %s', async (state, speech) => {
    const operations = fakeOperations({ current: async () => succeed(stateOf(transaction({ state }))) });
    const answer = await startConversation({ operations }).say('TransactionStatus');
    expect(speechOf(answer)).toBe(speech);
    expect(answer.response.shouldEndSession).toBe(true);
  });

  it('offers a new code where the last one ran out', async () => {
    const state = stateOf(transaction(), [challenge({ state: 'expired' })]);
    const operations = fakeOperations({ current: async () => succeed(state), resend: async () => waiting });
    const { say } = startConversation({ operations });
    expect(speechOf(await say('TransactionStatus'))).toMatch(/Shall I send another code\?$/);
    await say('AMAZON.YesIntent');
    expect(operations.resend).toHaveBeenCalledOnce();
  });
});

describe('"send a new code"', () => {
  it('sends one for what waits, and says where it went', async () => {
    const state = stateOf(transaction(), [
      challenge({ state: 'replaced' }),
      challenge({ id: 'challenge-2' }),
    ]);
    const operations = fakeOperations({ resend: async () => succeed(state) });
    const answer = await startConversation({ operations }).say('ResendCode');
    expect(operations.resend.mock.calls[0]?.[1]).toBeNull();
    expect(speechOf(answer)).toBe(
      "From Pizza on Demand: a large pizza with pepperoni and mushrooms, delivered home, $16.50. I've texted a new code to the phone ending 42. What's the new code?",
    );
  });

  it('too soon says when', async () => {
    const operations = fakeOperations({
      resend: async () => fail({ type: 'resend_too_soon', transaction: transaction(), at: noon + 39_400 }),
    });
    expect(speechOf(await startConversation({ operations }).say('ResendCode'))).toBe(
      "I sent a code less than a minute ago. I can send another in 40 seconds. What's the code?",
    );
  });
});

describe('"yes" and "no" to a new code', () => {
  it('"yes" sends it, for what waits by then', async () => {
    const operations = fakeOperations({ confirm: async () => expiredCode, resend: async () => waiting });
    const { say } = startConversation({ operations });
    await say('ConfirmCode', { code: '482109' });
    await say('AMAZON.YesIntent');
    expect(operations.resend.mock.calls[0]?.[1]).toBeNull();
  });

  it('"no" sends none, and says how to get one', async () => {
    const operations = fakeOperations({ confirm: async () => expiredCode });
    const { say } = startConversation({ operations });
    await say('ConfirmCode', { code: '482109' });
    const answer = await say('AMAZON.NoIntent');
    expect(operations.resend).not.toHaveBeenCalled();
    expect(speechOf(answer)).toBe(
      'All right. Whenever you like, say: Alexa, tell Pizza on Demand to send a new code.',
    );
  });

  it('"yes" to nothing at all does nothing, and never confirms', async () => {
    const operations = fakeOperations({ current: async () => waiting });
    const { hear, say } = startConversation({ operations });
    await say('AMAZON.YesIntent');
    await hear({ type: 'launch' });
    expect(speechOf(await say('AMAZON.YesIntent'))).toBe("I didn't get that. What's the whole code?");
    for (const step of ['request', 'confirm', 'resend', 'cancel'] as const) {
      expect(operations[step]).not.toHaveBeenCalled();
    }
  });
});

describe('"cancel"', () => {
  const withWaiting = () => fakeOperations({ current: async () => waiting, cancel: async () => cancelled });

  it('asks while an order waits: leave, or cancel?', async () => {
    const operations = withWaiting();
    const answer = await startConversation({ operations }).say('AMAZON.CancelIntent');
    expect(speechOf(answer)).toBe(
      'A large pizza with pepperoni and mushrooms still waits for its code. Leave it, or cancel it?',
    );
    expect(operations.cancel).not.toHaveBeenCalled();
  });

  it.each(['AMAZON.CancelIntent', 'CancelTransaction'])('then "cancel" (%s) cancels it', async (second) => {
    const operations = withWaiting();
    const { say } = startConversation({ operations });
    await say('AMAZON.CancelIntent');
    const answer = await say(second);
    expect(operations.cancel.mock.calls[0]?.slice(1)).toEqual([null, 'asked']);
    expect(speechOf(answer)).toBe('Cancelled: a large pizza with pepperoni and mushrooms.');
    expect(answer.response.shouldEndSession).toBe(true);
  });

  it.each(['LeaveTransaction', 'AMAZON.NoIntent', 'AMAZON.StopIntent'])(
    'then %s leaves it',
    async (second) => {
      const operations = withWaiting();
      const { say } = startConversation({ operations });
      await say('AMAZON.CancelIntent');
      const answer = await say(second);
      expect(operations.cancel).not.toHaveBeenCalled();
      expect(answer.response.shouldEndSession).toBe(true);
    },
  );

  it('then "yes" is no answer to an either-or: asks again', async () => {
    const operations = withWaiting();
    const { say } = startConversation({ operations });
    await say('AMAZON.CancelIntent');
    expect(speechOf(await say('AMAZON.YesIntent'))).toBe("I didn't get that. Leave it, or cancel it?");
    await say('AMAZON.CancelIntent');
    expect(operations.cancel).toHaveBeenCalledOnce();
  });

  it('ends the conversation where nothing waits, or nobody is linked', async () => {
    for (const accessToken of ['token-of-ada', null]) {
      const operations = fakeOperations({ current: async () => cancelled });
      const answer = await startConversation({ operations }).say('AMAZON.CancelIntent', {}, { accessToken });
      expect(speechOf(answer)).toBe('Goodbye.');
      expect(answer.response.shouldEndSession).toBe(true);
      expect(answer.response.card).toBeUndefined();
    }
  });

  it('"cancel my order" asks nothing, and says where it is too late', async () => {
    const operations = fakeOperations({
      cancel: async () => fail({ type: 'already_confirmed', transaction: transaction({ state: 'done' }) }),
    });
    const answer = await startConversation({ operations }).say('CancelTransaction');
    expect(speechOf(answer)).toBe(
      "That's already confirmed. Your large pizza with pepperoni and mushrooms is ordered: $16.50.",
    );
  });
});

describe('the intents every skill answers', () => {
  it.each(['AMAZON.StopIntent', 'AMAZON.NavigateHomeIntent'])('%s says goodbye', async (name) => {
    const answer = await startConversation().say(name, {}, { accessToken: null });
    expect(speechOf(answer)).toBe('Goodbye.');
    expect(answer.response.shouldEndSession).toBe(true);
  });

  it('help needs no account, and says what can be said', async () => {
    const answer = await startConversation().say('AMAZON.HelpIntent', {}, { accessToken: null });
    expect(speechOf(answer)).toBe(
      'For example, say: get me a large pizza. I send a code to your phone or mailbox, and you read it to me. What would you like?',
    );
    expect(answer.response.shouldEndSession).toBe(false);
  });

  it('help while a code is asked for says how to say it', async () => {
    const operations = fakeOperations({ current: async () => waiting });
    const { hear, say } = startConversation({ operations });
    await hear({ type: 'launch' });
    expect(speechOf(await say('AMAZON.HelpIntent'))).toContain('Say: my code is, then the numbers.');
  });

  it('what is not understood is asked again', async () => {
    const operations = fakeOperations({ current: async () => waiting });
    const { hear, say } = startConversation({ operations });
    expect(speechOf(await say('AMAZON.FallbackIntent'))).toBe("I didn't get that. What would you like?");
    await hear({ type: 'launch' });
    expect(speechOf(await say('AMAZON.FallbackIntent'))).toBe("I didn't get that. What's the whole code?");
  });
});
