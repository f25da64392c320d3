import { describe, expect, it } from 'vitest';
import type { Envelope } from './envelope-types.ts';
import { readEnvelope } from './read-envelope.ts';
import { launch, skillEvent, skillId } from './verify/testing/requests.ts';

const sentAt = Date.UTC(2026, 5, 1, 12);

const read = (body: unknown) => readEnvelope({ type: 'verified', body, requestId: 'r1', sentAt });

const envelopeOf = (body: unknown): Envelope => {
  const outcome = read(body);
  if (outcome.type === 'malformed') throw new Error('malformed');
  return outcome.envelope;
};

const intent = (slots: unknown, more: object = {}) =>
  launch({
    type: 'IntentRequest',
    intent: { name: 'OrderPizza', confirmationStatus: 'NONE', slots },
    ...more,
  });

const slotsOf = (slots: unknown) => {
  const { request } = envelopeOf(intent(slots));
  if (request.type !== 'intent') throw new Error(request.type);
  return request.slots;
};

const staticAuthority = `amzn1.er-authority.echo-sdk.${skillId}.Topping`;
const dynamicAuthority = `amzn1.er-authority.echo-sdk.dynamic.${skillId}.Topping`;
const matched = (id: unknown, authority = staticAuthority) => ({
  authority,
  status: { code: 'ER_SUCCESS_MATCH' },
  values: [{ value: { name: 'Pepperoni', id } }, { value: { name: 'Other', id: 'other' } }],
});
const unmatched = (code = 'ER_SUCCESS_NO_MATCH') => ({ authority: staticAuthority, status: { code } });
const resolved = (...resolutionsPerAuthority: unknown[]) => ({ resolutions: { resolutionsPerAuthority } });

describe('what every request says', () => {
  it('is read of a launch', () => {
    expect(envelopeOf(launch())).toEqual({
      applicationId: skillId,
      requestId: 'r1',
      sentAt,
      locale: 'en-US',
      userId: 'amzn1.ask.account.A',
      accessToken: 'token-of-the-account',
      personAccessToken: null,
      hasScreen: false,
      alexaApi: null,
      session: { id: 'amzn1.echo-api.session.1', isNew: true, attributes: {} },
      request: { type: 'launch' },
    });
  });

  it('takes the token of the context before that of the session, and none for an empty one', () => {
    const { session, context } = launch();
    const { accessToken: _, ...user } = context.System.user;
    const unlinked = { System: { ...context.System, user } };
    expect(envelopeOf({ ...launch(), context: unlinked }).accessToken).toBe('token-of-the-session');
    const empty = { ...session, user: { ...session.user, accessToken: '' } };
    expect(envelopeOf({ ...launch(), session: empty, context: unlinked }).accessToken).toBeNull();
  });

  it("knows the recognised speaker's own token", () => {
    const { context } = launch();
    const person = { personId: 'amzn1.ask.person.A', accessToken: 'token-of-the-person' };
    const recognised = { ...launch(), context: { System: { ...context.System, person } } };
    expect(envelopeOf(recognised).personAccessToken).toBe('token-of-the-person');
    const silent = { ...launch(), context: { System: { ...context.System, person: { personId: 'x' } } } };
    expect(envelopeOf(silent).personAccessToken).toBeNull();
  });

  it('may lack a session and a locale: events do', () => {
    const { session, locale } = envelopeOf(skillEvent(sentAt));
    expect([session, locale]).toEqual([null, 'en-US']);
  });

  it.each([
    ['en-gb', 'en-GB'],
    ['', 'en-US'],
    ['en_US', 'en-US'],
    ['en-US-GB', 'en-US'],
    ['__proto__', 'en-US'],
  ])('reads the locale %j as %s: whatever is stored can be told again', (locale, read) => {
    expect(envelopeOf({ ...launch(), request: { ...launch().request, locale } }).locale).toBe(read);
  });

  it('keeps session attributes and nothing that a prototype would add', () => {
    const { session } = launch();
    const kept = envelopeOf({ ...launch(), session: { ...session, attributes: { asked: { intent: 'A' } } } });
    expect(kept.session?.attributes.asked).toEqual({ intent: 'A' });
    expect(kept.session?.attributes.constructor).toBeUndefined();
  });

  it('is not read where a field we need is missing or of another type', () => {
    const { session, context, request } = launch();
    const { System } = context;
    const wrong = [
      null,
      [],
      'text',
      {},
      { ...launch(), context: null },
      { ...launch(), context: { System: [] } },
      { ...launch(), context: { System: { ...System, user: { userId: 7 } } } },
      { ...launch(), context: { System: { ...System, user: { userId: 'A', accessToken: {} } } } },
      { ...launch(), context: { System: { ...System, person: 'me' } } },
      { ...launch(), context: { System: { ...System, application: [] } } },
      { ...launch(), session: 'yes' },
      { ...launch(), session: { ...session, new: 'true' } },
      { ...launch(), session: { ...session, sessionId: null } },
      { ...launch(), session: { ...session, attributes: [] } },
      { ...launch(), request: { ...request, locale: 5 } },
      { ...launch(), request: { ...request, type: 'IntentRequest' } },
      { ...launch(), request: { ...request, type: 'IntentRequest', intent: { name: ['A'] } } },
      intent([]),
      intent('slots'),
      intent({}, { dialogState: {} }),
      launch({ type: 'SessionEndedRequest', reason: {} }),
      launch({ type: 'AlexaSkillEvent.SkillAccountLinked', body: { accessToken: 1 } }),
      launch({ type: 'System.ExceptionEncountered', error: 'x' }),
    ];
    expect(wrong.map((body) => read(body).type)).toEqual(wrong.map(() => 'malformed'));
  });
});

describe('the device and the way back to it', () => {
  const withSystem = (more: object) => {
    const { context } = launch();
    return envelopeOf({ ...launch(), context: { System: { ...context.System, ...more } } });
  };

  it.each([
    [{ 'Alexa.Presentation.APL': { runtime: { maxVersion: '2024.3' } } }, true],
    [{ 'Alexa.Presentation.APL': {} }, true],
    [{ 'Alexa.Presentation.APL': null }, false],
    [{ AudioPlayer: {} }, false],
    [['Alexa.Presentation.APL'], false],
    [null, false],
  ])('has a screen where it says so: %j', (supportedInterfaces, hasScreen) => {
    expect(withSystem({ device: { supportedInterfaces } }).hasScreen).toBe(hasScreen);
  });

  it.each([[undefined], [null], ['device'], [[]]])('is not needed: %j', (device) => {
    expect(withSystem({ device }).hasScreen).toBe(false);
  });

  it('needs both the address and the token', () => {
    const endpoint = 'https://api.eu.amazonalexa.com';
    expect(withSystem({ apiEndpoint: endpoint, apiAccessToken: 'opaque' }).alexaApi).toEqual({
      endpoint,
      token: 'opaque',
    });
    expect(withSystem({ apiEndpoint: endpoint, apiAccessToken: null }).alexaApi).toBeNull();
    expect(withSystem({ apiEndpoint: {}, apiAccessToken: 'opaque' }).alexaApi).toBeNull();
  });
});

describe('when an event happened', () => {
  const happenedAt = (eventCreationTime: unknown) => {
    const { request } = envelopeOf(launch({ type: 'AlexaSkillEvent.SkillDisabled', eventCreationTime }));
    return request.type === 'skill_event' ? request.happenedAt : null;
  };

  it('is when it was created, which may be long before it was sent', () => {
    expect(happenedAt('2026-06-01T11:20:00Z')).toBe(sentAt - 40 * 60_000);
  });

  it.each([['2026-06-01T12:00:01Z'], ['yesterday'], [1_780_000_000_000], [null], [undefined]])(
    'is when it was sent where it says %j',
    (created) => {
      expect(happenedAt(created)).toBe(sentAt);
    },
  );
});

describe('kinds of requests', () => {
  it.each([
    [launch(), { type: 'launch' }],
    [launch({ type: 'SessionEndedRequest', reason: 'ERROR' }), { type: 'session_ended', reason: 'ERROR' }],
    [launch({ type: 'SessionEndedRequest' }), { type: 'session_ended', reason: 'UNKNOWN' }],
    [
      skillEvent(sentAt),
      { type: 'skill_event', name: 'SkillDisabled', accessToken: null, happenedAt: sentAt },
    ],
    [
      launch({ type: 'AlexaSkillEvent.SkillAccountLinked', body: { accessToken: 'linked' } }),
      { type: 'skill_event', name: 'SkillAccountLinked', accessToken: 'linked', happenedAt: sentAt },
    ],
    [
      launch({ type: 'System.ExceptionEncountered', error: { type: 'INVALID_RESPONSE', message: 'm' } }),
      { type: 'exception', errorType: 'INVALID_RESPONSE' },
    ],
    [
      // It is logged: no words of anybody's.
      launch({ type: 'System.ExceptionEncountered', error: { type: 'code 482109, +12025550142' } }),
      { type: 'exception', errorType: 'UNKNOWN' },
    ],
    [
      launch({ type: 'Alexa.Presentation.APL.RuntimeError', token: 't', errors: [{ reason: 'x' }] }),
      { type: 'exception', errorType: 'Alexa.Presentation.APL.RuntimeError' },
    ],
    [launch({ type: 'CanFulfillIntentRequest' }), { type: 'other', name: 'CanFulfillIntentRequest' }],
    [launch({ type: 'constructor' }), { type: 'other', name: 'constructor' }],
    [
      intent({}, { dialogState: 'STARTED' }),
      { type: 'intent', name: 'OrderPizza', dialogState: 'STARTED', slots: {} },
    ],
    [intent(null), { type: 'intent', name: 'OrderPizza', dialogState: null, slots: {} }],
    [intent(undefined), { type: 'intent', name: 'OrderPizza', dialogState: null, slots: {} }],
  ])('%#', (body, request) => {
    expect(envelopeOf(body).request).toEqual(request);
  });
});

describe('slots', () => {
  it('bear what was heard, and the id of what it matched', () => {
    const { size } = slotsOf({ size: { name: 'size', value: 'big', ...resolved(matched('large')) } });
    expect(size).toEqual({ name: 'size', heard: 'big', values: [{ heard: 'big', id: 'large' }] });
  });

  it('bear no id where nothing matched', () => {
    const heard = (resolutions: object) => slotsOf({ size: { value: 'huge', ...resolutions } }).size?.values;
    const none = [{ heard: 'huge', id: null }];
    expect(heard({})).toEqual(none);
    expect(heard(resolved(unmatched()))).toEqual(none);
    expect(heard(resolved({ ...matched('large'), status: { code: 'ER_ERROR_TIMEOUT' } }))).toEqual(none);
    expect(heard(resolved(matched(7)))).toEqual(none);
    expect(heard(resolved(matched('')))).toEqual(none);
    expect(heard(resolved({ ...matched('x'), values: 'x' }, null, 3))).toEqual(none);
    expect(heard({ resolutions: { resolutionsPerAuthority: {} } })).toEqual(none);
  });

  it("prefer the model's own value to one given during the session, and take that where it is alone", () => {
    const id = (...authorities: unknown[]) =>
      slotsOf({ t: { value: 'v', ...resolved(...authorities) } }).t?.values[0]?.id;
    expect(id(matched('given', dynamicAuthority), matched('own'))).toBe('own');
    expect(id(matched('own'), matched('given', dynamicAuthority))).toBe('own');
    expect(id(unmatched(), matched('given', dynamicAuthority))).toBe('given');
  });

  it('may hold several values, each with its own id', () => {
    const toppings = {
      name: 'toppings',
      slotValue: {
        type: 'List',
        values: [
          { type: 'Simple', value: 'pepperoni', ...resolved(matched('pepperoni')) },
          { type: 'Simple', value: 'shrooms', ...resolved(matched('mushrooms')) },
          { type: 'Simple', value: 'gold', ...resolved(unmatched()) },
          { type: 'Simple', value: 7 },
          null,
        ],
      },
    };
    expect(slotsOf({ toppings }).toppings).toEqual({
      name: 'toppings',
      heard: 'pepperoni',
      values: [
        { heard: 'pepperoni', id: 'pepperoni' },
        { heard: 'shrooms', id: 'mushrooms' },
        { heard: 'gold', id: null },
      ],
    });
  });

  it('may hold a simple value beside the old form, which then counts once', () => {
    const value = { value: 'big', ...resolved(matched('large')) };
    expect(
      slotsOf({ size: { name: 'size', ...value, slotValue: { type: 'Simple', ...value } } }).size?.values,
    ).toEqual([{ heard: 'big', id: 'large' }]);
  });

  it('pass a question mark and a text of 10 kB on as heard', () => {
    const long = '4'.repeat(10_000);
    const { code, other } = slotsOf({ code: { value: '?' }, other: { value: long } });
    expect([code?.heard, other?.heard]).toEqual(['?', long]);
  });

  it.each([[undefined], [null], [''], [482109], [['4', '8']], [{ text: '4' }], [true]])(
    'in which %j stands were not heard',
    (value) => {
      expect(slotsOf({ code: { name: 'code', value } }).code).toEqual({
        name: 'code',
        heard: null,
        values: [],
      });
    },
  );

  it('that are no objects were not heard', () => {
    const none = { heard: null, values: [] };
    expect(slotsOf({ a: null, b: 'x', c: [] })).toEqual({
      a: { name: 'a', ...none },
      b: { name: 'b', ...none },
      c: { name: 'c', ...none },
    });
  });

  it('named like parts of every object are slots like any other', () => {
    const slots = slotsOf(JSON.parse('{"__proto__":{"value":"a"},"constructor":{"value":"b"}}'));
    expect(Object.entries(slots).map(([name, slot]) => [name, slot?.heard])).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
    expect(slotsOf({}).constructor).toBeUndefined();
    expect(slotsOf({}).toString).toBeUndefined();
  });
});
