import { Value } from '@sinclair/typebox/value';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { askFor, tell } from '../testing/fake-skill.ts';
import { startWorld, type World } from '../testing/world.ts';
import { applyEvent, type World as Shown } from './browser/state.ts';
import { type LiveEvent, liveEventShape } from './contract.ts';
import { maskedToken, maskTokens } from './mask-tokens.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.say('', { leave: true });
  world.skill.answer = () => tell('Hello.');
});

/** A page that is open: it keeps what it was told, and waits for what it shall see. */
const openPage = async (to: World = world) => {
  const ending = new AbortController();
  const response = await fetch(new URL('/live', to.sandbox.addresses.echo), { signal: ending.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) throw new Error('no stream');
  const events: LiveEvent[] = [];
  let shown: Shown | null = null;
  let rest = '';
  const read = async (): Promise<void> => {
    const { value, done } = await reader.read();
    if (done) throw new Error('the stream ended');
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks.filter((one) => one.startsWith('data: '))) {
      const event: unknown = JSON.parse(block.slice('data: '.length));
      if (!Value.Check(liveEventShape, event)) throw new Error(`the page does not know ${block}`);
      events.push(event);
      shown = applyEvent(shown, event);
    }
  };
  const until = async (isSeen: (shown: Shown) => boolean): Promise<Shown> => {
    while (shown === null || !isSeen(shown)) await read();
    return shown;
  };
  return { response, events, until, close: () => ending.abort() };
};

describe('the page', () => {
  test('is there without a build step, and nothing inline or from elsewhere is in it', async () => {
    const page = await world.get('/');
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(html).not.toMatch(/https?:\/\/|<style|style=|<script(?![^>]*src=)| on\w+=/);
    for (const [, path] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect((await world.get(path ?? '')).status).toBe(200);
    }
    const script = await world.get('/page/script.js');
    expect(script.headers.get('content-type')).toContain('text/javascript');
    expect(await script.text()).toContain('EventSource');
  });

  test('is for this machine’s own pages alone', async () => {
    for (const path of ['/live', '/exchanges/1', '/page/script.js']) {
      const refused = await world.get(path, { origin: 'https://evil.test' });
      expect(refused.status).toBe(403);
      const { headers } = await world.get('/page/style.css');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    }
  });
});

describe('what happens', () => {
  test('is told live: a turn, what the Echo waits for, and what went over the wire', async () => {
    const page = await openPage();
    expect(page.response.headers.get('content-type')).toContain('text/event-stream');
    expect(page.response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const before = await page.until(() => true);
    world.skill.answer = () => askFor('Which code?');
    await world.say('open corner bakery');
    const seen = await page.until(({ turns }) => turns.length > before.turns.length);
    expect(seen.turns.at(-1)).toMatchObject({
      user: 'dana',
      utterance: 'open corner bakery',
      speech: 'Which code?',
      sessionOpen: true,
      problem: null,
    });
    const dana = seen.people.find(({ user }) => user === 'dana');
    expect(dana).toMatchObject({ link: 'linked', account: 'dana@sayso.test', session: expect.any(String) });
    expect(seen.exchanges.at(-1)).toMatchObject({
      user: 'dana',
      request: { request: { type: 'LaunchRequest' } },
      answer: { type: 'answered', status: 200, body: { response: { shouldEndSession: false } } },
    });
    await world.say('', { leave: true });
    await page.until(({ people }) => people.find(({ user }) => user === 'dana')?.session === null);
    page.close();
  });

  test('is there in full for a page that comes back', async () => {
    const page = await openPage();
    await page.until(() => true);
    page.close();
    await world.say('open corner bakery');
    await world.post('/faults', { locker: { down: true } });
    const again = await openPage();
    const seen = await again.until(() => true);
    expect(seen.turns.at(-1)).toMatchObject({ utterance: 'open corner bakery', speech: 'Hello.' });
    expect(seen.faults.on).toEqual(['locker.down']);
    await world.post('/faults', { reset: true });
    expect((await again.until(({ faults }) => faults.on.length === 0)).faults.switches.locker?.down).toBe(
      false,
    );
    again.close();
  });

  test('a message is shown with its owner, once, when it arrives', async () => {
    const page = await openPage();
    await page.until(() => true);
    const { createTransport } = await import('nodemailer');
    const transport = createTransport(world.sandbox.addresses.mailbox ?? '');
    await transport.sendMail({
      from: 'x@bakery.test',
      to: 'milo@sayso.test',
      subject: 'Your code',
      text: 'It is 048210.',
    });
    transport.close();
    const seen = await page.until(({ messages }) => messages.length > 0);
    expect(seen.messages).toEqual([
      {
        number: 1,
        kind: 'email',
        to: 'milo@sayso.test',
        user: 'milo',
        subject: 'Your code',
        text: 'It is 048210.',
        receivedAt: world.clock.at,
      },
    ]);
    page.close();
    const again = await openPage();
    expect((await again.until(() => true)).messages).toEqual(seen.messages);
    again.close();
  });

  test('what is said while the answer is being made is told before the turn, and is part of it', async () => {
    const page = await openPage();
    const before = await page.until(() => true);
    const screen = {
      type: 'Alexa.Presentation.APL.RenderDocument',
      token: 'cake',
      document: { type: 'APL', version: '1.0', mainTemplate: { items: [{ type: 'Text', text: 'A cake' }] } },
    };
    world.skill.answer = async ({ envelope }) => {
      const directive = { type: 'VoicePlayer.Speak', speech: 'One moment.' };
      const body = { header: { requestId: envelope.request.requestId }, directive };
      const authorization = `Bearer ${envelope.context.System.apiAccessToken}`;
      await world.post('/v1/directives', body, { authorization });
      return tell('Hello.', { directives: [screen] });
    };
    await world.say('open corner bakery');
    const seen = await page.until(({ turns }) => turns.length > before.turns.length);
    expect(page.events).toContainEqual({ type: 'meanwhile', user: 'dana', speech: 'One moment.' });
    expect(seen.turns.at(-1)).toMatchObject({
      meanwhile: ['One moment.'],
      speech: 'Hello.',
      screen: [{ text: 'A cake', isTitle: false }],
    });
    page.close();
  });

  test('an envelope that was sent by hand is among the exchanges, a refused one too', async () => {
    const page = await openPage();
    await page.until(() => true);
    world.skill.answer = () => ({ status: 400 });
    await world.post('/skill-requests?raw=', { request: { type: 'Made.Up' } });
    const seen = await page.until(
      ({ exchanges }) => exchanges.at(-1)?.answer.type === 'answered' && exchanges.at(-1)?.user === null,
    );
    expect(seen.exchanges.at(-1)).toMatchObject({ user: null, answer: { status: 400 } });
    page.close();
  });
});

describe('tokens', () => {
  test('are masked in what is told, and shown to whoever asks', async () => {
    await world.say('open corner bakery');
    const sent = world.skill.received.at(-1)?.envelope.context.System.user.accessToken ?? '';
    expect(sent).not.toBe('');
    const page = await openPage();
    const seen = await page.until(() => true);
    page.close();
    expect(JSON.stringify(seen)).not.toContain(sent);
    const last = seen.exchanges.at(-1);
    expect(last?.request).toMatchObject({ context: { System: { user: { accessToken: maskedToken } } } });
    const asked = await world.get(`/exchanges/${last?.number}`);
    expect(await asked.text()).toContain(sent);
    expect((await world.get('/exchanges/9999')).status).toBe(404);
    expect((await world.get('/exchanges/..%2fmessages')).status).toBe(404);
  });

  test('are masked by name and by look, wherever they stand', () => {
    const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJkYW5hIn0.c2lnbmF0dXJl';
    expect(
      maskTokens({ user: { accessToken: 'opaque', userId: 'u' }, list: [`Bearer ${jwt}`, 7, null], jwt }),
    ).toEqual({
      user: { accessToken: maskedToken, userId: 'u' },
      list: [`Bearer ${maskedToken}`, 7, null],
      jwt: maskedToken,
    });
    expect(maskTokens(`not JSON ${jwt}`)).toBe(`not JSON ${maskedToken}`);
  });
});

describe('an Echo that somebody unlinked', () => {
  test('stays so until somebody signs in, and says so to the skill', async () => {
    const page = await openPage();
    await world.post('/link/disable', { user: 'sol', staysUnlinked: true });
    await page.until(({ people }) => people.find(({ user }) => user === 'sol')?.link === 'unlinked');
    await world.say('open corner bakery', { user: 'sol' });
    expect(world.skill.received.at(-1)?.envelope.context.System.user.accessToken).toBeUndefined();
    const start = await world.get('/link/start?user=sol');
    expect(start.headers.get('location')).toContain(world.sandbox.addresses.tenant);
    page.close();
  });
});

test('a token that runs out by a switch is fetched anew, and again when the switch is off', async () => {
  await world.say('open corner bakery');
  const token = () => world.skill.received.at(-1)?.envelope.context.System.user.accessToken ?? '';
  const lifetimeLeft = () => {
    const claims: unknown = JSON.parse(
      Buffer.from(token().split('.')[1] ?? '', 'base64url').toString('utf8'),
    );
    const exp =
      typeof claims === 'object' && claims !== null && 'exp' in claims ? Number(claims.exp) : Number.NaN;
    return exp * 1000 - world.clock.at;
  };
  expect(lifetimeLeft()).toBeGreaterThan(0);
  await world.post('/faults', { tenant: { tokensExpired: true } });
  await world.say('open corner bakery');
  expect(lifetimeLeft()).toBeLessThan(0);
  await world.post('/faults', { reset: true });
  await world.say('open corner bakery');
  expect(lifetimeLeft()).toBeGreaterThan(0);
});
