import { describe, expect, it } from 'vitest';
import { connectEvents } from './events.ts';
import { followLive, type Look, pollMilliseconds, safetyMilliseconds } from './live.ts';
import { FakeEventSource } from './testing/fake-event-source.ts';
import { createFakeTimers, settled } from './testing/fake-timers.ts';

/** A page that follows, with everything around it in the test's hands. */
const follow = () => {
  const timers = createFakeTimers();
  const streams: FakeEventSource[] = [];
  const world = { answer: 'read' as Look, looks: 0 };
  const connections: string[] = [];
  const live = followLive({
    connect: connectEvents(() => {
      const stream = new FakeEventSource();
      streams.push(stream);
      return stream;
    }, timers),
    look: async () => {
      world.looks += 1;
      return world.answer;
    },
    onConnection: (connection) => {
      if (connection !== connections.at(-1)) connections.push(connection);
    },
    timers,
  });
  const stream = () => {
    const last = streams.at(-1);
    if (last === undefined) throw new Error('no stream was opened');
    return last;
  };
  /** How often the page looks while something happens. */
  const looksDuring = async (happening: () => unknown) => {
    const before = world.looks;
    await happening();
    await settled();
    return world.looks - before;
  };
  return { live, timers, streams, stream, world, connections, looksDuring };
};

describe('with events', () => {
  it('looks when the stream opens, at each change, and else only for safety', async () => {
    const { stream, timers, connections, looksDuring } = follow();
    expect(await looksDuring(() => stream().open())).toBe(1);
    expect(connections).toEqual(['live']);
    expect(await looksDuring(() => stream().changed())).toBe(1);
    expect(await looksDuring(() => timers.pass(safetyMilliseconds - 1))).toBe(0);
    expect(await looksDuring(() => timers.pass(1))).toBe(1);
  });
});

describe('without events', () => {
  it('asks every few seconds while no stream opens', async () => {
    const { timers, connections, looksDuring } = follow();
    expect(await looksDuring(() => timers.pass(3 * pollMilliseconds))).toBe(3);
    expect(connections).toEqual(['polling']);
  });

  it('asks while the browser takes the stream up again, and leaves it at once when it has', async () => {
    const { stream, streams, timers, connections, looksDuring } = follow();
    stream().open();
    await settled();
    expect(await looksDuring(() => stream().lose('retrying'))).toBe(1);
    expect(await looksDuring(() => timers.pass(2 * pollMilliseconds))).toBe(2);
    expect(await looksDuring(() => stream().open())).toBe(1);
    expect(await looksDuring(() => timers.pass(2 * pollMilliseconds))).toBe(0);
    expect(connections).toEqual(['live', 'polling', 'live']);
    expect(streams).toHaveLength(1);
  });

  it('opens a stream of its own where the browser has given up', async () => {
    const { stream, streams, timers, connections } = follow();
    stream().lose('gone');
    await timers.pass(10_000);
    expect(streams).toHaveLength(2);
    stream().open();
    await settled();
    expect(connections).toEqual(['polling', 'live']);
  });
});

describe('offline', () => {
  it('says so, keeps asking, and says when it is back', async () => {
    const { stream, timers, world, connections, looksDuring } = follow();
    stream().open();
    await settled();
    world.answer = 'unreachable';
    stream().lose('retrying');
    await settled();
    expect(await looksDuring(() => timers.pass(pollMilliseconds))).toBe(1);
    world.answer = 'read';
    await timers.pass(pollMilliseconds);
    stream().open();
    await settled();
    expect(connections).toEqual(['live', 'offline', 'polling', 'live']);
  });

  it('asks every few seconds where only the stream still stands', async () => {
    const { stream, timers, world, looksDuring } = follow();
    stream().open();
    await settled();
    world.answer = 'unreachable';
    stream().changed();
    await settled();
    expect(await looksDuring(() => timers.pass(pollMilliseconds))).toBe(1);
  });
});

describe('signed out', () => {
  it('ends everything: no stream, no more questions', async () => {
    const { live, stream, timers, world, looksDuring } = follow();
    stream().open();
    await settled();
    world.answer = 'signed_out';
    stream().lose('gone');
    await settled();
    expect(stream().readyState).toBe(2);
    expect(await looksDuring(() => timers.pass(60_000))).toBe(0);
    expect(await looksDuring(() => live.lookNow())).toBe(0);
  });
});
