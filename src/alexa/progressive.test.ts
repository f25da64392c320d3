import { describe, expect, it, vi } from 'vitest';
import type { Contact } from '../transactions/model.ts';
import type { CodeIssuer } from '../transactions/ports.ts';
import { createProgressive, type ProgressiveOptions } from './progressive.ts';
import { envelope, intent } from './testing/conversation.ts';
import { noon } from './testing/stored.ts';

const token = 'opaque-token-of-this-request';
const contact: Contact = {
  id: 'contact-1',
  channel: 'sms',
  address: '+12025550142',
  hint: '42',
  provenAt: noon,
  checkedAt: noon,
};

/** A promise, and what keeps it. */
const promised = <Value>() => {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((keep) => {
    resolve = keep;
  });
  return { promise, resolve };
};

/** An issuer that answers when it is told to, a clock, and Alexa's end of the line. */
const open = (options: Partial<ProgressiveOptions> & { readonly endpoint?: string | null } = {}) => {
  const clock = { now: noon };
  let timers: { readonly at: number; readonly run: () => void }[] = [];
  const sent: { readonly url: string; readonly init: RequestInit }[] = [];
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const progressive = createProgressive({
    fetch: async (url, init = {}) => {
      sent.push({ url: String(url), init });
      return new Response(null, { status: 204 });
    },
    after: (milliseconds, run) => {
      const timer = { at: clock.now + milliseconds, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    now: () => clock.now,
    log,
    sandboxOrigin: null,
    ...options,
  });
  const advance = (milliseconds: number): void => {
    clock.now += milliseconds;
    const due = timers.filter(({ at }) => at <= clock.now);
    timers = timers.filter(({ at }) => at > clock.now);
    for (const { run } of due) run();
  };

  const starting = promised<Awaited<ReturnType<CodeIssuer['start']>>>();
  const checking = promised<Awaited<ReturnType<CodeIssuer['check']>>>();
  const issuer = progressive.announced({ start: () => starting.promise, check: () => checking.promise });
  const { endpoint = 'https://api.eu.amazonalexa.com' } = options;
  const heard = envelope(intent('OrderPizza'), {
    alexaApi: endpoint === null ? null : { endpoint, token },
  });
  const { signal } = new AbortController();
  const turn = (answer: () => Promise<unknown>) => progressive.during(heard, signal, answer);
  return {
    advance,
    sent,
    log,
    timers: () => timers.length,
    bodies: () => sent.map(({ init }) => JSON.parse(String(init.body))),
    turn,
    order: () => turn(() => issuer.start(contact, signal)),
    confirm: () => turn(() => issuer.check(contact, '482109', signal)),
    issuer,
    signal,
    sendDone: () => starting.resolve({ type: 'sent' }),
    checkDone: () => checking.resolve({ type: 'wrong' }),
  };
};

describe('a turn in which a code is sent', () => {
  it('hears "one moment" after a second, by the token and the id of its request', async () => {
    const world = open();
    const answer = world.order();
    world.advance(999);
    expect(world.sent).toEqual([]);
    world.advance(1);
    expect(world.sent).toHaveLength(1);
    const [{ url, init } = { url: '', init: {} }] = world.sent;
    expect(url).toBe('https://api.eu.amazonalexa.com/v1/directives');
    expect(init).toMatchObject({
      method: 'POST',
      redirect: 'error',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
    expect(world.bodies()).toEqual([
      {
        header: { requestId: 'request-1' },
        directive: { type: 'VoicePlayer.Speak', speech: 'One moment, I am sending your code.' },
      },
    ]);
    world.sendDone();
    expect(await answer).toEqual({ type: 'sent' });
    expect(world.log.warn).not.toHaveBeenCalled();
  });

  it('that was answered within a second hears nothing, and leaves no timer', async () => {
    const world = open();
    const answer = world.order();
    world.advance(999);
    world.sendDone();
    await answer;
    expect(world.timers()).toBe(0);
    world.advance(10_000);
    expect(world.sent).toEqual([]);
  });

  it('that took its second before the sending began hears it at once', async () => {
    const world = open();
    const before = promised<void>();
    const answer = world.turn(async () => {
      await before.promise;
      return world.issuer.start(contact, world.signal);
    });
    world.advance(1400);
    expect(world.sent).toEqual([]);
    before.resolve();
    await Promise.resolve();
    world.advance(0);
    expect(world.sent).toHaveLength(1);
    world.sendDone();
    await answer;
  });

  it('hears it once, whatever else is asked of the issuer', async () => {
    const world = open();
    const answer = world.turn(async () => {
      void world.issuer.start(contact, world.signal);
      return world.issuer.check(contact, '482109', world.signal);
    });
    world.advance(5000);
    world.checkDone();
    await answer;
    expect(world.sent).toHaveLength(1);
  });
});

describe('a turn in which a code is checked', () => {
  it('hears so, and nothing of the code', async () => {
    const world = open();
    const answer = world.confirm();
    world.advance(1000);
    expect(world.bodies()[0].directive.speech).toBe('One moment, I am checking your code.');
    expect(JSON.stringify(world.sent)).not.toContain('482109');
    world.checkDone();
    await answer;
  });
});

describe('nothing is said', () => {
  it('in a turn that neither sends nor checks, however long it takes', async () => {
    const world = open();
    const slow = promised<void>();
    const answer = world.turn(() => slow.promise);
    expect(world.timers()).toBe(0);
    world.advance(5000);
    slow.resolve();
    await answer;
    expect(world.sent).toEqual([]);
  });

  it('where somebody else waits for the issuer: the web application, an API client', async () => {
    const world = open();
    const sending = world.issuer.start(contact, new AbortController().signal);
    world.advance(5000);
    world.sendDone();
    await sending;
    expect(world.sent).toEqual([]);
  });

  it('once the turn is over, even where something of it still runs', async () => {
    const world = open();
    await world.turn(async () => undefined);
    void world.issuer.start(contact, world.signal);
    world.advance(5000);
    expect(world.sent).toEqual([]);
  });

  it.each([
    [null],
    ['https://api.amazonalexa.com.evil.test'],
    ['https://evil.test'],
    ['https://api.amazonalexa.com@evil.test'],
    ['https://api.amazonalexa.com/v1/../..'],
    ['https://api.amazonalexa.com:8443'],
    ['http://api.amazonalexa.com'],
    ['http://localhost:7102'],
    ['http://169.254.169.254'],
    ['file:///etc/passwd'],
    [''],
  ])('to an address that is not one of Alexa’s: %s', async (endpoint) => {
    const world = open({ endpoint });
    const answer = world.order();
    world.advance(5000);
    world.sendDone();
    await answer;
    expect(world.sent).toEqual([]);
    expect(world.timers()).toBe(0);
  });
});

describe('the sandbox’s Echo', () => {
  it('is told where the local runtime names it, and only at that port', async () => {
    const sandboxOrigin = 'http://localhost:7102';
    const world = open({ sandboxOrigin, endpoint: sandboxOrigin });
    const answer = world.order();
    world.advance(1000);
    expect(world.sent.map(({ url }) => url)).toEqual(['http://localhost:7102/v1/directives']);
    world.sendDone();
    await answer;

    const other = open({ sandboxOrigin, endpoint: 'http://localhost:7103' });
    void other.order();
    other.advance(1000);
    expect(other.sent).toEqual([]);
  });

  it.each(['https://evil.test', 'http://evil.test:7102', 'http://localhost:7102/path', 'http://10.0.0.1'])(
    'is of this machine: %s is a bug',
    (sandboxOrigin) => {
      expect(() => open({ sandboxOrigin })).toThrow('is not an origin of this machine');
    },
  );
});

describe('the answer', () => {
  it('calls off what is still on its way', async () => {
    const signals: (AbortSignal | null | undefined)[] = [];
    const world = open({
      fetch: (_url, init) => {
        signals.push(init?.signal);
        return new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
        });
      },
    });
    const answer = world.order();
    world.advance(1000);
    expect(signals.map((signal) => signal?.aborted)).toEqual([false]);
    world.sendDone();
    expect(await answer).toEqual({ type: 'sent' });
    expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
    await Promise.resolve();
    expect(world.log.warn).not.toHaveBeenCalled();
    expect(world.timers()).toBe(0);
  });

  it('is not what a response that hangs waits for: it is given up after two seconds', async () => {
    let given: AbortSignal | null | undefined;
    const world = open({
      fetch: (_url, init) => {
        given = init?.signal;
        return new Promise(() => undefined);
      },
    });
    const answer = world.order();
    world.advance(1000);
    world.advance(1999);
    expect(given?.aborted).toBe(false);
    world.advance(1);
    expect(given?.aborted).toBe(true);
    world.sendDone();
    expect(await answer).toEqual({ type: 'sent' });
  });

  it.each<[string, ProgressiveOptions['fetch'], unknown[]]>([
    [
      'is refused',
      async () => new Response(null, { status: 403 }),
      ['alexa.progressive_refused', { status: 403 }],
    ],
    [
      'fails, with words that hold the token',
      () => Promise.reject(new TypeError(`"Bearer ${token}" is an invalid header value`)),
      ['alexa.progressive_failed'],
    ],
  ])('is the same where it %s, and the token is not logged', async (_name, fetch, logged) => {
    const world = open({ fetch });
    const answer = world.order();
    world.advance(1000);
    await vi.waitFor(() => expect(world.log.warn).toHaveBeenCalledExactlyOnceWith(...logged));
    world.sendDone();
    expect(await answer).toEqual({ type: 'sent' });
    expect(JSON.stringify(world.log.warn.mock.calls)).not.toContain(token);
  });

  it('that fails, fails as it would have', async () => {
    const world = open();
    await expect(world.turn(() => Promise.reject(new Error('database down')))).rejects.toThrow(
      'database down',
    );
  });
});
