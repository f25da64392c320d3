import { describe, expect, it } from 'vitest';
import type { AccountEvent, EventFeed } from '../accounts/events.ts';
import { openLiveHub } from './hub.ts';

/** A feed in memory whose notices and reads the test controls. */
const createFeed = () => {
  const stored = new Map<string, AccountEvent[]>();
  let notify: (accountId: string | null) => void = () => {};
  let failing = false;
  const feed: EventFeed = {
    read: async (accountId, after, limit) => {
      if (failing) throw new Error('database is away');
      return (stored.get(accountId) ?? []).filter(({ number }) => number > after).slice(0, limit);
    },
    listen: async (onWritten) => {
      notify = onWritten;
      return async () => {
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
  };
};

const settled = () => new Promise((resolve) => setImmediate(resolve));
const noErrors = (error: unknown) => {
  throw error;
};

describe('live events', () => {
  it('reach every page of their account, and no other account’s', async () => {
    const world = createFeed();
    const hub = await openLiveHub(world.feed, noErrors);
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
    const hub = await openLiveHub(world.feed, noErrors);
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
    const hub = await openLiveHub(world.feed, noErrors);
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
    const hub = await openLiveHub(world.feed, (error) => errors.push(error));
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

  it('end with the page', async () => {
    const world = createFeed();
    const hub = await openLiveHub(world.feed, noErrors);
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
});
