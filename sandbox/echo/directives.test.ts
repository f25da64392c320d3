import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runSay } from '../cli/run-say.ts';
import { type Received, tell } from '../testing/fake-skill.ts';
import { startWorld, type World } from '../testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const speak = (requestId: string, speech: string) => ({
  header: { requestId },
  directive: { type: 'VoicePlayer.Speak', speech },
});

/** What the skill does with the address and the token of a request: posts these, one after another. */
const posting =
  (...bodies: readonly ((requestId: string) => object)[]) =>
  async ({ envelope }: Received) => {
    const { apiEndpoint, apiAccessToken } = envelope.context.System;
    expect(apiEndpoint).toBe(world.sandbox.addresses.echo);
    const statuses: number[] = [];
    for (const body of bodies) {
      const answer = await world.post('/v1/directives', body(envelope.request.requestId), {
        authorization: `Bearer ${apiAccessToken}`,
      });
      statuses.push(answer.status);
    }
    return tell(`Hello. ${statuses.join(' ')}`);
  };

describe('a progressive response', () => {
  test('is said before the answer', async () => {
    world.skill.answer = posting((id) => speak(id, '<speak>One moment, <break/> please.</speak>'));
    const said = await world.say('open corner bakery');
    expect(said).toMatchObject({ meanwhile: ['One moment, please.'], speech: 'Hello. 204' });
  });

  test('is printed before it by npm run say', async () => {
    world.skill.answer = posting((id) => speak(id, 'One moment.'));
    const lines: string[] = [];
    await runSay(['--echo', world.sandbox.addresses.echo, 'open corner bakery'], {
      write: (line) => lines.push(line),
      writeError: (line) => lines.push(line),
      input: process.stdin,
      isTypedInto: false,
      prompt: () => undefined,
      hasColors: false,
      fetch: globalThis.fetch,
      echoPort: undefined,
      openBrowser: null,
    });
    expect(lines).toEqual(['You    open corner bakery', 'Alexa  One moment.', 'Alexa  Hello. 204']);
  });

  test('is refused for another request, in another form, too long, and from the sixth on', async () => {
    world.skill.answer = posting(
      () => speak('amzn1.echo-api.request.of-somebody-else', 'One moment.'),
      (id) => ({ ...speak(id, ''), directive: { type: 'AudioPlayer.Play', speech: 'One moment.' } }),
      (id) => speak(id, '<speak>One moment.'),
      (id) => speak(id, ''),
      (id) => speak(id, 'One moment. '.repeat(60)),
      ...Array.from({ length: 6 }, () => (id: string) => speak(id, 'One moment.')),
    );
    const said = await world.say('open corner bakery');
    expect(said.speech).toBe('Hello. 403 400 400 400 400 204 204 204 204 204 429');
    expect(said).toMatchObject({ meanwhile: Array(5).fill('One moment.') });
  });

  test('needs the token of a request that waits: none, a made-up one and one that was answered are refused', async () => {
    world.skill.answer = () => tell('Hello.');
    await world.say('open corner bakery');
    const { envelope } = world.skill.received.at(-1) ?? expect.fail();
    const body = speak(envelope.request.requestId, 'One moment.');
    for (const token of ['made-up', envelope.context.System.apiAccessToken, '']) {
      const answer = await world.post('/v1/directives', body, { authorization: `Bearer ${token}` });
      expect(answer.status).toBe(401);
    }
    expect((await world.post('/v1/directives', body)).status).toBe(401);
  });
});

test('an Echo without a screen does not name one, and takes none', async () => {
  world.skill.answer = () => tell('Hello.');
  await world.say('open corner bakery', { screen: false });
  const { device } = world.skill.received.at(-1)?.envelope.context.System ?? {};
  expect(device?.supportedInterfaces).toEqual({});
  const directives = [{ type: 'Alexa.Presentation.APL.RenderDocument' }];
  world.skill.answer = () => tell('Hello.', { directives });
  const said = await world.say('open corner bakery', { screen: false });
  expect(said.alexaError?.message).toContain('The device has no screen');
});
