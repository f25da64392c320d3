import { readFile } from 'node:fs/promises';
import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { tell } from '../testing/fake-skill.ts';
import { skillId, startWorld, type World } from '../testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.say('open corner bakery');
});
afterAll(() => world.close());
beforeEach(() => {
  world.skill.received.length = 0;
  world.skill.answer = () => tell('Hello.');
});

const pasted = {
  version: '1.0',
  session: {
    new: true,
    sessionId: 'pasted-session',
    application: { applicationId: 'amzn1.ask.skill.of-somebody-else' },
    user: { userId: 'pasted-user', accessToken: 'pasted-token' },
  },
  context: { System: { application: {}, user: { userId: 'pasted-user' }, unknown: [1] }, Viewport: {} },
  request: {
    type: 'IntentRequest',
    requestId: 'pasted-request',
    timestamp: '2017-03-01T12:00:00Z',
    locale: 'en-US',
    intent: { name: 'Anything', slots: {} },
  },
};

describe('a pasted envelope', () => {
  test('is freshened, signed and forwarded; the rest of it stays', async () => {
    const response = await world.post('/skill-requests', pasted);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: 200,
      headers: expect.objectContaining({ 'content-type': 'application/json' }),
      body: tell('Hello.'),
    });
    const [received] = world.skill.received;
    expect(received?.isSigned).toBe(true);
    const user = { userId: 'pasted-user', accessToken: expect.stringContaining('.') };
    expect(received?.envelope).toEqual({
      version: '1.0',
      session: { ...pasted.session, application: { applicationId: skillId }, user },
      context: { System: { application: { applicationId: skillId }, user, unknown: [1] }, Viewport: {} },
      request: {
        ...pasted.request,
        requestId: expect.stringMatching(/^amzn1\.echo-api\.request\./),
        timestamp: new Date(world.clock.at).toISOString().replace(/\.\d+Z/, 'Z'),
      },
    });
  });

  test('gets another request id each time', async () => {
    await world.post('/skill-requests', pasted);
    await world.post('/skill-requests', pasted);
    const [first, second] = world.skill.received;
    expect(first?.envelope.request.requestId).not.toBe(second?.envelope.request.requestId);
  });

  test('goes out without any token for an unlinked Echo', async () => {
    await world.post('/skill-requests?unlinked', pasted);
    expect(world.skill.received[0]?.body.toString()).not.toContain('accessToken');
  });

  test('may be as short as its request', async () => {
    await world.post('/skill-requests', { request: { type: 'AlexaSkillEvent.SkillDisabled' } });
    expect(world.skill.received[0]?.envelope).toMatchObject({
      version: '1.0',
      context: { System: { application: { applicationId: skillId }, user: { userId: expect.any(String) } } },
    });
  });

  test('a refusal of the skill is handed on, not taken for one of the sandbox', async () => {
    world.skill.answer = () => ({ status: 400 });
    const response = await world.post('/skill-requests', pasted);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: 400 });
  });

  test.each([['{'], ['[]'], ['{}'], ['{"request": {}}'], ['"text"']])('%s is no envelope', async (body) => {
    const response = await world.post('/skill-requests', body);
    expect(response.status).toBe(400);
    expect(world.skill.received).toEqual([]);
  });
});

describe('?raw', () => {
  test.each([
    ['odd spaces and order', Buffer.from('{ "request":\n{"type" : "x"},\t"a":1 }')],
    ['no JSON at all', Buffer.from('not json {')],
    ['a byte order mark and UTF-16', Buffer.from('\ufeff{"ä": 1}', 'utf16le')],
  ])('signs and forwards byte for byte: %s', async (_name, body) => {
    const response = await world.post('/skill-requests?raw', body);
    expect(response.status).toBe(200);
    const [received] = world.skill.received;
    expect(received?.body.equals(body)).toBe(true);
    expect(received?.isSigned).toBe(true);
  });
});

describe('the Postman collection', () => {
  const collectionShape = Type.Object({
    info: Type.Object({
      schema: Type.Literal('https://schema.getpostman.com/json/collection/v2.1.0/collection.json'),
    }),
    variable: Type.Array(Type.Object({ key: Type.String(), value: Type.String() })),
    item: Type.Array(
      Type.Object({
        name: Type.String(),
        request: Type.Object({
          method: Type.Literal('POST'),
          header: Type.Array(Type.Object({ key: Type.String(), value: Type.String() })),
          url: Type.Object({ raw: Type.String() }),
          body: Type.Object({ mode: Type.Literal('raw'), raw: Type.String() }),
        }),
      }),
      { minItems: 4 },
    ),
  });

  const readCollection = async (): Promise<Static<typeof collectionShape>> => {
    const json: unknown = JSON.parse(
      await readFile(new URL('sayso.postman_collection.json', import.meta.url), 'utf8'),
    );
    if (!Value.Check(collectionShape, json))
      throw new Error(JSON.stringify(Value.Errors(collectionShape, json).First()));
    return json;
  };

  test('each of its requests reaches the skill, signed', async () => {
    const { item, variable } = await readCollection();
    const fill = (text: string) =>
      variable.reduce((filled, { key, value }) => filled.replaceAll(`{{${key}}}`, value), text);
    for (const { name, request } of item) {
      world.skill.received.length = 0;
      const url = new URL(fill(request.url.raw));
      expect(url.origin, name).toBe('http://localhost:7102');
      const headers = Object.fromEntries(request.header.map(({ key, value }) => [key.toLowerCase(), value]));
      const response = await world.post(url.pathname + url.search, fill(request.body.raw), headers);
      expect(response.status, name).toBe(200);
      const [received] = world.skill.received;
      expect(received?.isSigned, name).toBe(true);
      expect(received?.envelope.request.timestamp.startsWith('2017'), name).toBe(url.searchParams.has('raw'));
    }
  });
});
