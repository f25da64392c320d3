import { describe, expect, it, vi } from 'vitest';
import { scopes, type TokenVerdict } from '../api/token.ts';
import { fail, succeed } from '../transactions/failures.ts';
import { apology } from './converse.ts';
import type { AlexaRequest } from './envelope-types.ts';
import {
  fakeOperations,
  intent,
  repromptOf,
  requested,
  speechOf,
  startConversation,
  validToken,
} from './testing/conversation.ts';
import { noon, stateOf, transaction } from './testing/stored.ts';

const ordering = () => fakeOperations({ request: async () => requested(stateOf(transaction())) });

describe('requests we do not know', () => {
  it('38: an unknown request type gets a polite answer', async () => {
    const answer = await startConversation().hear({ type: 'other', name: 'Alexa.Presentation.Something' });
    expect(speechOf(answer)).toBe("I can't do that.");
    expect(answer.response.shouldEndSession).toBe(true);
  });

  it.each(['PlayTheTuba', 'constructor', '__proto__', 'toString'])(
    '39: an unknown intent (%s) gets a polite answer',
    async (name) => {
      const answer = await startConversation().say(name);
      expect(speechOf(answer)).toBe("I can't do that. What would you like?");
      expect(repromptOf(answer)).toContain('For example');
      expect(answer.response.shouldEndSession).toBe(false);
    },
  );

  it('40: the end of a session gets an empty answer', async () => {
    const answer = await startConversation().hear({ type: 'session_ended', reason: 'USER_INITIATED' });
    expect(answer).toEqual({ version: '1.0', response: {} });
  });

  it('an exception of Alexa is logged and answered with nothing', async () => {
    const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
    const answer = await startConversation({ log }).hear({
      type: 'exception',
      errorType: 'INVALID_RESPONSE',
    });
    expect(answer).toEqual({ version: '1.0', response: {} });
    expect(log.warn).toHaveBeenCalledWith('alexa.exception', { errorType: 'INVALID_RESPONSE' });
  });

  it('answers bear no runtime and no version but the format', async () => {
    const answer = await startConversation({ operations: ordering() }).say('OrderPizza');
    expect(Object.keys(answer).sort()).toEqual(['response', 'sessionAttributes', 'version']);
  });
});

describe('who may act', () => {
  const linkCard =
    "First, connect your Pizza on Demand account. I've put a link in your Alexa app. Then ask me again.";
  const acting: readonly (readonly [string, AlexaRequest])[] = [
    ['launch', { type: 'launch' }],
    ...[
      'OrderPizza',
      'OpenLocker',
      'ConfirmCode',
      'ResendCode',
      'CancelTransaction',
      'TransactionStatus',
    ].map((name) => [name, intent(name, { code: '482109' })] as const),
  ];

  const nobody = async (request: AlexaRequest, verdict: TokenVerdict | null) => {
    const operations = fakeOperations();
    const conversation = startConversation({ operations, verifyToken: async () => verdict ?? validToken() });
    const answer = await conversation.hear(request, verdict === null ? { accessToken: null } : {});
    for (const operation of Object.values(operations)) expect(operation).not.toHaveBeenCalled();
    expect(conversation.directory.findOrCreate).not.toHaveBeenCalled();
    expect(conversation.directory.noteLink).not.toHaveBeenCalled();
    return answer;
  };

  it.each(acting)(
    '41: without a token %s is told how to link, and nothing is done',
    async (_name, request) => {
      const answer = await nobody(request, null);
      expect(speechOf(answer)).toBe(linkCard);
      expect(answer.response.card).toEqual({ type: 'LinkAccount' });
      expect(answer.response.shouldEndSession).toBe(true);
    },
  );

  it.each(acting)('42: with an expired token %s is told how to link', async (_name, request) => {
    expect((await nobody(request, { type: 'expired' })).response.card).toEqual({ type: 'LinkAccount' });
  });

  it.each(acting)('43: with a token of another audience %s is told how to link', async (_name, request) => {
    expect((await nobody(request, { type: 'invalid' })).response.card).toEqual({ type: 'LinkAccount' });
  });

  it.each(acting)('a token without the scope that %s needs does nothing', async (_name, request) => {
    const answer = await nobody(request, validToken('auth0|ada', ['openid']));
    expect(answer.response.card).toEqual({ type: 'LinkAccount' });
  });

  it('a token that may only read tells, and confirms nothing', async () => {
    const operations = fakeOperations({ current: async () => succeed(stateOf(transaction())) });
    const { say } = startConversation({
      operations,
      verifyToken: async () => validToken('auth0|ada', [scopes.read]),
    });
    expect(speechOf(await say('TransactionStatus'))).toContain('a large pizza');
    expect((await say('ConfirmCode', { code: '482109' })).response.card).toEqual({ type: 'LinkAccount' });
    expect(operations.confirm).not.toHaveBeenCalled();
  });

  it('a token that cannot be checked is neither refused nor believed', async () => {
    const answer = await nobody(intent('OrderPizza'), { type: 'unavailable' });
    expect(speechOf(answer)).toBe(
      "I couldn't check your account just now, so I did nothing. Please try again in a minute.",
    );
    expect(answer.response.card).toBeUndefined();
  });

  it("the recognised speaker's own token counts, and is not replaced by the device's where it does not", async () => {
    const verifyToken = vi.fn(
      async (token: string): Promise<TokenVerdict> =>
        token === 'token-of-ada' ? validToken() : { type: 'expired' },
    );
    const operations = ordering();
    const { say } = startConversation({ operations, verifyToken });
    const answer = await say('OrderPizza', {}, { personAccessToken: 'token-of-bob' });
    expect(verifyToken).toHaveBeenCalledExactlyOnceWith('token-of-bob');
    expect(answer.response.card).toEqual({ type: 'LinkAccount' });
    expect(operations.request).not.toHaveBeenCalled();
  });

  it("the recognised speaker's order is on their own account", async () => {
    const operations = ordering();
    const { say, directory } = startConversation({
      operations,
      verifyToken: async (token) => validToken(token === 'token-of-bob' ? 'auth0|bob' : 'auth0|ada'),
    });
    await say('OrderPizza');
    await say('OrderPizza', {}, { personAccessToken: 'token-of-bob' });
    await say('OrderPizza');
    expect(operations.request.mock.calls.map(([{ accountId }]) => accountId)).toEqual([
      'account of auth0|ada',
      'account of auth0|bob',
      'account of auth0|ada',
    ]);
    // The link stays what it is: the device's, with the account that linked it.
    expect(directory.links.get('hash-of-user-1')?.accountId).toBe('account of auth0|ada');
  });

  it('a request outside a session is a conversation of its own', async () => {
    const operations = ordering();
    await startConversation({ operations }).say('OrderPizza', {}, { session: null, requestId: 'request-9' });
    expect(operations.request.mock.calls[0]?.[0].session).toBe('request-9');
  });
});

describe('links', () => {
  const event = (name: string, happenedAt: number, accessToken: string | null = null): AlexaRequest => ({
    type: 'skill_event',
    name,
    accessToken,
    happenedAt,
  });
  const linkedAt = (at: number, token: string | null = 'token-of-ada') =>
    event('SkillAccountLinked', at, token);
  const disabledAt = (at: number) => event('SkillDisabled', at);
  const [linked, disabled] = [linkedAt(noon), disabledAt(noon)];
  const empty = { version: '1.0', response: {} };
  const later = { sentAt: noon + 1000, session: null };

  it('are noted at the first verified turn, and remembered for a minute', async () => {
    let now = noon;
    const { say, directory } = startConversation({ operations: ordering(), now: () => now });
    await say('OrderPizza');
    await say('OrderPizza');
    expect(directory.noteLink).toHaveBeenCalledExactlyOnceWith({
      linkId: 'hash-of-user-1',
      accountId: 'account of auth0|ada',
      now: noon,
    });
    now += 60_000;
    await say('OrderPizza');
    expect(directory.noteLink).toHaveBeenCalledTimes(2);
  });

  it('that ended act no more, whatever token they bring: at once here', async () => {
    const operations = ordering();
    const { hear, say, directory } = startConversation({ operations });
    await say('OrderPizza');
    expect(await hear(disabled, later)).toEqual(empty);
    expect(directory.endLink).toHaveBeenCalledExactlyOnceWith('hash-of-user-1', noon);
    const answer = await say('OrderPizza');
    expect(answer.response.card).toEqual({ type: 'LinkAccount' });
    expect(operations.request).toHaveBeenCalledOnce();
  });

  it('that ended elsewhere act no more after a minute', async () => {
    let now = noon;
    const operations = ordering();
    const { say, directory } = startConversation({ operations, now: () => now });
    await say('OrderPizza');
    await directory.endLink('hash-of-user-1', now);
    now += 60_000;
    expect((await say('OrderPizza')).response.card).toEqual({ type: 'LinkAccount' });
  });

  it('that ended do not act for a recognised speaker either', async () => {
    const operations = ordering();
    const { hear, say } = startConversation({ operations });
    await say('TransactionStatus');
    await hear(disabled, later);
    const answer = await say('OrderPizza', {}, { personAccessToken: 'token-of-bob' });
    expect(answer.response.card).toEqual({ type: 'LinkAccount' });
  });

  it('begin anew when Alexa says that the account was linked again', async () => {
    let now = noon;
    const { hear, say } = startConversation({ operations: ordering(), now: () => now });
    await say('OrderPizza');
    await hear(disabled, later);
    now += 2000;
    expect(await hear(linkedAt(now, null), later)).toEqual(empty);
    expect(speechOf(await say('OrderPizza'))).toContain('a large pizza');
  });

  it('take events that come twice: the second time nothing is done', async () => {
    const { hear, directory } = startConversation();
    await hear(linkedAt(noon - 2000), later);
    await hear(linkedAt(noon - 2000), later);
    expect(directory.beginLink).toHaveBeenCalledExactlyOnceWith({
      linkId: 'hash-of-user-1',
      accountId: 'account of auth0|ada',
      now: noon - 2000,
    });
    await hear(disabledAt(noon - 1000), later);
    await hear(disabledAt(noon - 1000), later);
    expect(directory.links.get('hash-of-user-1')?.endedAt).toBe(noon - 1000);
  });

  it('that another account takes over end for the former one, and what waits through them with it', async () => {
    const { hear, directory } = startConversation({
      verifyToken: async (token) => validToken(token === 'token-of-bob' ? 'auth0|bob' : 'auth0|ada'),
    });
    await hear(linkedAt(noon - 2000), later);
    const overtaken = linkedAt(noon - 1000, 'token-of-bob');
    // A crash after the end: the event comes again, and still begins the link.
    directory.beginLink.mockRejectedValueOnce(new Error('database down'));
    await expect(hear(overtaken, later)).rejects.toThrow('database down');
    expect(directory.links.get('hash-of-user-1')).toMatchObject({ endedAt: noon - 1001 });
    await hear(overtaken, later);
    expect(directory.links.get('hash-of-user-1')).toMatchObject({
      accountId: 'account of auth0|bob',
      linkedAt: noon - 1000,
      endedAt: null,
    });
    await hear(overtaken, later);
    expect(directory.endLink).toHaveBeenCalledTimes(2);
    expect(directory.beginLink).toHaveBeenCalledTimes(3);
  });

  it('begun by a turn are not begun again by the event that comes later', async () => {
    const { hear, say, directory } = startConversation({ operations: ordering() });
    await say('OrderPizza');
    await hear(linkedAt(noon - 5000), later);
    expect(directory.beginLink).not.toHaveBeenCalled();
  });

  it('are not ended by an event older than themselves, nor begun by one older than their end', async () => {
    const { hear, say, directory } = startConversation({ operations: ordering() });
    await say('OrderPizza');
    await hear(disabledAt(noon - 1), later);
    expect(directory.endLink).not.toHaveBeenCalled();
    await hear(disabled, later);
    await hear(linkedAt(noon - 1), later);
    expect(directory.beginLink).not.toHaveBeenCalled();
    expect((await say('OrderPizza')).response.card).toEqual({ type: 'LinkAccount' });
  });

  it('that were linked again stand, in whatever order the events arrive', async () => {
    const [first, second] = [startConversation(), startConversation()];
    const events = [linkedAt(noon - 3000), disabledAt(noon - 2000), linkedAt(noon - 1000)];
    for (const event of events) await first.hear(event, later);
    for (const event of [...events.slice(0, 1), ...events.slice(1).reverse()])
      await second.hear(event, later);
    for (const { directory } of [first, second]) {
      expect(directory.links.get('hash-of-user-1')).toMatchObject({ linkedAt: noon - 1000, endedAt: null });
    }
  });

  it('are stored as of now where Alexa’s clock is ahead', async () => {
    const { hear, directory } = startConversation();
    await hear(linkedAt(noon + 5000), later);
    expect(directory.links.get('hash-of-user-1')?.linkedAt).toBe(noon);
  });

  it('are asked for again where the token of the event cannot be verified now', async () => {
    const { hear, directory } = startConversation({ verifyToken: async () => ({ type: 'unavailable' }) });
    await expect(hear(linked, later)).rejects.toThrow('cannot be verified now');
    expect(directory.beginLink).not.toHaveBeenCalled();
  });

  it.each<TokenVerdict>([{ type: 'expired' }, { type: 'invalid' }])(
    'do not begin by an event whose token is $type',
    async (verdict) => {
      const { hear, directory } = startConversation({ verifyToken: async () => verdict });
      expect(await hear(linked, later)).toEqual(empty);
      expect(directory.beginLink).not.toHaveBeenCalled();
    },
  );

  it('events we do not know are answered with nothing', async () => {
    const { hear } = startConversation();
    expect(await hear(event('SkillPermissionAccepted', noon), later)).toEqual(empty);
  });

  it('an event that could not be stored is not acknowledged', async () => {
    const { hear } = startConversation({ endLink: () => Promise.reject(new Error('database down')) });
    await expect(hear(disabled, later)).rejects.toThrow('database down');
  });
});

describe('the time a turn has', () => {
  const aborted = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve());
    });

  it('ends what hangs: the person is told that no code was sent', async () => {
    const operations = fakeOperations({
      request: async (_actor, _wanted, signal) => {
        await aborted(signal);
        return fail({
          type: 'sending_failed',
          transaction: transaction(),
          certain: false,
          formerStands: false,
        });
      },
    });
    const answer = await startConversation({ operations, turnBudgetMs: 5 }).say('OrderPizza');
    expect(speechOf(answer)).toContain("I couldn't send your code");
  });

  it('ends keys that are fetched too slowly: nothing is done', async () => {
    const operations = ordering();
    const verifyToken = () => new Promise<TokenVerdict>(() => {});
    const answer = await startConversation({ operations, verifyToken, turnBudgetMs: 5 }).say('OrderPizza');
    expect(speechOf(answer)).toContain("I couldn't check your account");
    expect(operations.request).not.toHaveBeenCalled();
  });
});

describe('a fault', () => {
  it('is the surface to answer, with words that promise nothing', async () => {
    const operations = fakeOperations({ request: () => Promise.reject(new Error('database down')) });
    await expect(startConversation({ operations }).say('OrderPizza')).rejects.toThrow('database down');
    expect(apology('en-US')).toBe(
      'Something went wrong on my side. Before you try again, ask me what your order is.',
    );
  });
});
