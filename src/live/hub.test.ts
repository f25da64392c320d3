import { describe, expect, it } from 'vitest';
import type { AccountEvent, EventFeed } from '../accounts/events.ts';
import { createLiveHub, type NewsSource } from './hub.ts';

/** A feed in memory whose notices and reads the test controls. */
const createFeed = () => {
  const stored = new Map<string, AccountEvent[]>();
  let notify: (accountId: string | null) => void = () => {};
  let failing = false;
  let listening = 0;
  let reads = 0;
  const feed: EventFeed = {
    read: async (accountId, after, limit) => {
      reads += 1;
      if (failing) throw new Error('database is away');
      return (stored.get(accountId) ?? []).filter(({ number }) => number > after).slice(0, limit);
    },
    listen: async (onWritten) => {
      notify = onWritten;
      listening += 1;
      return async () => {
        listening -= 1;
        notify = () => {};
      };
    },
  };
  const write = (accountId: string): void => {
    const events = stored.get(accountId) ?? [];
    const number = events.length + 1;
    stored.set(accountId, [...events, { number, at: number, happenings: [] }]);
  };
  return {
    feed,
    write,
    notify: (accountId: string | null) => notify(accountId),
    fail: (on: boolean) => {
      failing = on;
    },
    listening: () => listening,
    reads: () => reads,
  };
};

/** A feed whose connection is made when the test says so. */
const slowToConnect = (feed: EventFeed) => {
  let connected: () => void = () => undefined;
  const slow: EventFeed = {
    ...feed,
    listen: async (onWritten) => {
      await new Promise<void>((resolve) => {
        connected = resolve;
      });
      return feed.listen(onWritten);
    },
  };
  return { feed: slow, connected: () => connected() };
};

/** Timers that the test lets pass. */
const createTimers = () => {
  let waiting: { readonly milliseconds: number; readonly run: () => void }[] = [];
  return {
    after: (milliseconds: number, run: () => void) => {
      const timer = { milliseconds, run };
      waiting.push(timer);
      return () => {
        waiting = waiting.filter((other) => other !== timer);
      };
    },
    waiting: () => waiting.map(({ milliseconds }) => milliseconds),
    pass: async () => {
      const due = waiting;
      waiting = [];
      for (const { run } of due) run();
      await settled();
    },
  };
};

const settled = () => new Promise((resolve) => setImmediate(resolve));
const noErrors = (error: unknown) => {
  throw error;
};

const openHub = (
  { feed }: ReturnType<typeof createFeed>,
  source: NewsSource = 'notices',
  onError: (error: unknown) => void = noErrors,
) => {
  const timers = createTimers();
  return { hub: createLiveHub({ feed, source, after: timers.after, onError }), timers };
};

describe('live events', () => {
  it('reach every page of their account, and no other account’s', async () => {
    const world = createFeed();
    const { hub } = openHub(world);
    const seen: { [page: string]: number[] } = { first: [], second: [], stranger: [] };
    hub.watch('dana', 0, ({ number }) => seen.first?.push(number));
    hub.watch('dana', 0, ({ number }) => seen.second?.push(number));
    hub.watch('milo', 0, ({ number }) => seen.stranger?.push(number));
    world.write('dana');
    world.notify('dana');
    await settled();
    expect(seen).toEqual({ first: [1], second: [1], stranger: [] });
    await hub.close();
  });

  it('resume after the last number seen without missing or repeating one', async () => {
    const world = createFeed();
    for (let count = 0; count < 250; count += 1) world.write('dana');
    const { hub } = openHub(world);
    const numbers: number[] = [];
    hub.watch('dana', 10, ({ number }) => numbers.push(number));
    world.notify('dana');
    world.notify('dana');
    await settled();
    expect(numbers).toEqual(Array.from({ length: 240 }, (_, index) => index + 11));
    await hub.close();
  });

  it('are looked up by everybody where notices may have been lost', async () => {
    const world = createFeed();
    const { hub } = openHub(world);
    const numbers: number[] = [];
    hub.watch('dana', 0, ({ number }) => numbers.push(number));
    await settled();
    world.write('dana');
    world.notify(null);
    await settled();
    expect(numbers).toEqual([1]);
    await hub.close();
  });

  it('survive a database that is away for a moment', async () => {
    const world = createFeed();
    const errors: unknown[] = [];
    const { hub } = openHub(world, 'notices', (error) => errors.push(error));
    const numbers: number[] = [];
    hub.watch('dana', 0, ({ number }) => numbers.push(number));
    world.write('dana');
    world.fail(true);
    world.notify('dana');
    await settled();
    world.fail(false);
    world.notify('dana');
    await settled();
    expect(numbers).toEqual([1]);
    expect(errors).toHaveLength(1);
    await hub.close();
  });

  it('told of while a read fails are read once more', async () => {
    const world = createFeed();
    const errors: unknown[] = [];
    const { hub } = openHub(world, 'notices', (error) => errors.push(error));
    const numbers: number[] = [];
    world.fail(true);
    hub.watch('dana', 0, ({ number }) => numbers.push(number));
    world.fail(false);
    world.write('dana');
    world.notify('dana');
    await settled();
    expect([numbers, errors.length]).toEqual([[1], 1]);
    await hub.close();
  });

  it('end with the page', async () => {
    const world = createFeed();
    const { hub } = openHub(world);
    const numbers: number[] = [];
    const leave = hub.watch('dana', 0, ({ number }) => numbers.push(number));
    leave();
    world.write('dana');
    world.notify('dana');
    await settled();
    expect(numbers).toEqual([]);
    expect(hub.watching()).toBe(0);
    await hub.close();
  });

  it('take a connection while somebody watches, and for half a minute longer', async () => {
    const world = createFeed();
    const { hub, timers } = openHub(world);
    expect(world.listening()).toBe(0);
    const leave = hub.watch('dana', 0, () => undefined);
    hub.watch('milo', 0, () => undefined)();
    leave();
    leave();
    expect([world.listening(), timers.waiting()]).toEqual([1, [30_000]]);
    const reloaded = hub.watch('dana', 0, () => undefined);
    expect([world.listening(), timers.waiting()]).toEqual([1, []]);
    reloaded();
    await timers.pass();
    expect([world.listening(), timers.waiting()]).toEqual([0, []]);
    hub.watch('dana', 0, () => undefined);
    await settled();
    expect(world.listening()).toBe(1);
    await hub.close();
    expect(world.listening()).toBe(0);
  });

  it('written while the connection was made are not missed', async () => {
    const world = createFeed();
    const { feed, connected } = slowToConnect(world.feed);
    const hub = createLiveHub({ feed, source: 'notices', after: createTimers().after, onError: noErrors });
    const numbers: number[] = [];
    hub.watch('dana', 0, ({ number }) => numbers.push(number));
    await settled();
    world.write('dana');
    connected();
    await settled();
    expect(numbers).toEqual([1]);
    await hub.close();
  });
});

it('a hub that is closed while its connection is made lets go of it', async () => {
  const world = createFeed();
  const { feed, connected } = slowToConnect(world.feed);
  const hub = createLiveHub({ feed, source: 'notices', after: createTimers().after, onError: noErrors });
  hub.watch('dana', 0, () => undefined);
  const closed = hub.close();
  connected();
  await closed;
  expect(world.listening()).toBe(0);
});

describe('live events where nothing can be listened to', () => {
  it('are asked for once a second while somebody watches, and never otherwise', async () => {
    const world = createFeed();
    const { hub, timers } = openHub(world, 'polling');
    expect(timers.waiting()).toEqual([]);
    const numbers: number[] = [];
    const leave = hub.watch('dana', 0, ({ number }) => numbers.push(number));
    await settled();
    world.write('dana');
    expect(timers.waiting()).toEqual([1000]);
    await timers.pass();
    world.write('dana');
    await timers.pass();
    expect(numbers).toEqual([1, 2]);
    leave();
    expect(timers.waiting()).toEqual([]);
    const reads = world.reads();
    await timers.pass();
    expect(world.reads()).toBe(reads);
    expect(world.listening()).toBe(0);
    await hub.close();
  });

  it('are asked for again only when the last answer is there', async () => {
    const world = createFeed();
    let answer: () => void = () => undefined;
    const feed: EventFeed = {
      ...world.feed,
      read: async (...asked) => {
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
        return world.feed.read(...asked);
      },
    };
    const timers = createTimers();
    const hub = createLiveHub({ feed, source: 'polling', after: timers.after, onError: noErrors });
    hub.watch('dana', 0, () => undefined);
    answer();
    await settled();
    await timers.pass();
    expect(timers.waiting()).toEqual([]);
    answer();
    await settled();
    expect(timers.waiting()).toEqual([1000]);
    await hub.close();
  });

  it('go on being asked for after the database was away', async () => {
    const world = createFeed();
    const errors: unknown[] = [];
    const { hub, timers } = openHub(world, 'polling', (error) => errors.push(error));
    const numbers: number[] = [];
    hub.watch('dana', 0, ({ number }) => numbers.push(number));
    await settled();
    world.write('dana');
    world.fail(true);
    await timers.pass();
    world.fail(false);
    await timers.pass();
    expect(numbers).toEqual([1]);
    expect(errors).toHaveLength(1);
    await hub.close();
  });
});
