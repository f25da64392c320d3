import { describe, expect, it } from 'vitest';
import { type Failure, fail, succeed } from '../../transactions/failures.ts';
import { textIn } from '../prompts/prompts.ts';
import { fakeOperations, repromptOf, speechOf, startConversation } from '../testing/conversation.ts';
import { stateOf, transaction } from '../testing/stored.ts';

const done = succeed(stateOf(transaction({ state: 'done' })));

/** Confirms whatever has the form of a code, and finds the rest malformed. */
const confirming = () =>
  fakeOperations({
    confirm: async (_actor, _id, code) =>
      /^[0-9]{6}$/.test(code) ? done : fail({ type: 'code_malformed', transaction: transaction() }),
  });

const codesOf = (operations: ReturnType<typeof fakeOperations>) =>
  operations.confirm.mock.calls.map(([, transactionId, code]) => ({ transactionId, code }));

describe('"my code is 482109"', () => {
  it('confirms what waits, says so, and ends the conversation with a card', async () => {
    const operations = confirming();
    const answer = await startConversation({ operations }).say('ConfirmCode', { code: '482109' });
    expect(codesOf(operations)).toEqual([{ transactionId: null, code: '482109' }]);
    expect(speechOf(answer)).toBe(
      'Done. Your large pizza with pepperoni and mushrooms is ordered: $16.50. Details are in your Alexa app.',
    );
    expect(answer.response.shouldEndSession).toBe(true);
    expect(answer.response.card).toMatchObject({ type: 'Simple', title: 'Pizza on Demand' });
  });

  it('never comes back in an answer (AL-13)', async () => {
    const answer = await startConversation({ operations: confirming() }).say('ConfirmCode', {
      code: '482109',
    });
    expect(JSON.stringify(answer)).not.toContain('482109');
  });

  it('that comes twice is answered by how things stand', async () => {
    const operations = fakeOperations({
      confirm: async () => fail({ type: 'replayed', transaction: transaction({ state: 'confirmed' }) }),
      current: async () => done,
    });
    const answer = await startConversation({ operations }).say('ConfirmCode', { code: '482109' });
    expect(speechOf(answer)).toBe('Your large pizza with pepperoni and mushrooms is ordered: $16.50.');
  });

  it('that is wrong keeps the conversation open, and says how many tries are left', async () => {
    const operations = fakeOperations({
      confirm: async () => fail({ type: 'code_wrong', transaction: transaction(), triesLeft: 1 }),
    });
    const answer = await startConversation({ operations }).say('ConfirmCode', { code: '482109' });
    expect(speechOf(answer)).toBe("That code didn't match. 1 try left. What does the newest message say?");
    expect(answer.response.shouldEndSession).toBe(false);
  });

  it('hears first what was replaced, and is asked for again', async () => {
    const operations = fakeOperations({
      confirm: async () =>
        fail({
          type: 'replacement_told',
          transaction: transaction(),
          replacedSummary: 'a small pizza with olives',
        }),
    });
    const answer = await startConversation({ operations }).say('ConfirmCode', { code: '482109' });
    expect(speechOf(answer)).toBe(
      "A large pizza with pepperoni and mushrooms instead of a small pizza with olives, delivered home, $16.50. What's the new code?",
    );
  });
});

describe('a code in another language', () => {
  it.each([
    ['de-DE', 'achtundvierzig zwo eins null neun'],
    ['fr-FR', 'quarante-huit vingt et un zéro neuf'],
    ['es-ES', 'cuarenta y ocho veintiuno cero nueve'],
    ['it-IT', 'quarantotto ventuno zero nove'],
    ['en-GB', 'four eight two one nought nine'],
  ])('is heard in its language: %s', async (locale, heard) => {
    const operations = confirming();
    await startConversation({ operations }).say('ConfirmCode', { code: heard }, { locale });
    expect(codesOf(operations)).toEqual([{ transactionId: null, code: '482109' }]);
  });

  it('that has two readings is asked for digit by digit, and spends no try', async () => {
    const operations = confirming();
    const { say } = startConversation({ operations });
    const heard = 'zéro quatre vingt-quatre quatre-vingts';
    const answer = await say('ConfirmCode', { code: heard }, { locale: 'fr-FR' });
    const text = textIn('fr-FR');
    expect(speechOf(answer)).toBe(`${text('code_two_readings')} ${text('ask_single_digits')}`);
    expect(answer.response.shouldEndSession).toBe(false);
    await say('ConfirmCode', { code: 'zéro quatre deux quatre huit zéro' }, { locale: 'fr-FR' });
    expect(codesOf(operations).map(({ code }) => code)).toEqual(['', '042480']);
  });
});

describe('a code in pieces', () => {
  it('of one utterance is put together', async () => {
    const operations = confirming();
    await startConversation({ operations }).say('ConfirmCode', { code: '482', second: '109', third: null });
    expect(codesOf(operations)).toEqual([{ transactionId: null, code: '482109' }]);
  });

  it('of two turns is put together, and the digits heard are never said', async () => {
    const operations = confirming();
    const { say } = startConversation({ operations });
    const half = await say('ConfirmCode', { code: '482' });
    expect(speechOf(half)).toBe('I have the first three digits. Which three come after them?');
    expect(speechOf(half) + repromptOf(half)).not.toContain('482');
    await say('ConfirmCode', { code: '109' });
    expect(codesOf(operations).map(({ code }) => code)).toEqual(['', '482109']);
  });

  it('is forgotten by any other turn in between', async () => {
    const operations = confirming();
    const { say } = startConversation({ operations });
    await say('ConfirmCode', { code: '482' });
    await say('AMAZON.HelpIntent');
    const answer = await say('ConfirmCode', { code: '109' });
    expect(codesOf(operations).map(({ code }) => code)).toEqual(['', '']);
    expect(speechOf(answer)).toContain('I have the first three digits.');
  });

  it('is forgotten in another session', async () => {
    const operations = confirming();
    const { say } = startConversation({ operations });
    await say('ConfirmCode', { code: '482' });
    await say('ConfirmCode', { code: '109' }, { session: { id: 'session-2', isNew: true, attributes: {} } });
    expect(codesOf(operations).map(({ code }) => code)).toEqual(['', '']);
  });
});

describe('five digits heard as one number', () => {
  const hearFive = async () => {
    const operations = confirming();
    const { say } = startConversation({ operations });
    const answer = await say('ConfirmCode', { code: '48210' });
    return { operations, say, answer };
  };

  it('spend no try: whether a zero was lost is asked', async () => {
    const { operations, answer } = await hearFive();
    expect(codesOf(operations).map(({ code }) => code)).toEqual(['']);
    expect(speechOf(answer)).toBe('I heard five digits of six. Does your code begin with a zero?');
    expect(speechOf(answer) + repromptOf(answer)).not.toContain('48210');
  });

  it('are a code once the person says it begins with zero', async () => {
    const { operations, say } = await hearFive();
    await say('AMAZON.YesIntent');
    expect(codesOf(operations).at(-1)).toEqual({ transactionId: null, code: '048210' });
  });

  it('are asked for again where it does not', async () => {
    const { operations, say } = await hearFive();
    const answer = await say('AMAZON.NoIntent');
    expect(codesOf(operations)).toHaveLength(1);
    expect(speechOf(answer)).toBe("I need six digits and missed some. What's the whole code?");
  });
});

describe('what is no code', () => {
  it.each([
    ['49: nothing', null, "I didn't catch the numbers. What's the whole code?"],
    ['50: "?"', '?', "I didn't catch the numbers. What's the whole code?"],
    ['51: four digits', '4821', "I need six digits and missed some. What's the whole code?"],
    ['52: seven digits', '4821097', "That was more than six digits. What's the whole code?"],
    ['62: 10 kB', '4'.repeat(10_000), "That was more than six digits. What's the whole code?"],
  ])('%s costs nothing and is not called wrong', async (_title, heard, speech) => {
    const operations = confirming();
    const answer = await startConversation({ operations }).say('ConfirmCode', { code: heard });
    expect(codesOf(operations).map(({ code }) => code)).toEqual(['']);
    expect(speechOf(answer)).toBe(speech);
    expect(answer.response.shouldEndSession).toBe(false);
  });

  it('60: a request without any slots', async () => {
    const answer = await startConversation({ operations: confirming() }).say('ConfirmCode');
    expect(speechOf(answer)).toBe("I didn't catch the numbers. What's the whole code?");
  });

  it.each<[Failure, string]>([
    [{ type: 'nothing_waiting' }, 'Nothing is waiting for a code. What would you like?'],
    [
      { type: 'locked', lock: 'wrong_codes' },
      "Too many codes didn't match, so I've locked requests by voice.",
    ],
    [
      { type: 'code_expired', transaction: transaction() },
      'That code ran out, but I still have your request.',
    ],
  ])('hears first what matters more: %j', async (failure, speech) => {
    const operations = fakeOperations({ confirm: async () => fail(failure) });
    const answer = await startConversation({ operations }).say('ConfirmCode', { code: '48' });
    expect(speechOf(answer)).toContain(speech);
  });
});
