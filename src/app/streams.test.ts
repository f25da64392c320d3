import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WebSession } from './session-port.ts';
import { createStreams, type WatchAccount } from './streams.ts';

const aSession = (idHash: string, accountId = 'dana'): WebSession => ({
  idHash,
  accountId,
  authTime: 0,
  createdAt: 0,
  seenAt: 0,
  userAgent: '',
});

const createWorld = () => {
  const watchers = new Set<{ accountId: string; after: number; deliver: Parameters<WatchAccount>[2] }>();
  const ended = new Set<string>();
  const streams = createStreams({
    watch: (accountId, after, deliver) => {
      const watcher = { accountId, after, deliver };
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    stands: async ({ idHash }) => !ended.has(idHash),
  });
  const tell = (accountId: string, number: number, ...types: string[]) => {
    for (const watcher of watchers) {
      if (watcher.accountId === accountId)
        watcher.deliver({ number, happenings: types.map((type) => ({ type })) });
    }
  };
  return { streams, watchers, ended, tell };
};

const opened = (stream: Readable | null): Readable => {
  if (stream === null) throw new Error('too many streams');
  return stream;
};
const textOf = (stream: Readable): string => String(stream.read() ?? '');
const settled = () => new Promise((resolve) => setImmediate(resolve));
const closed = (stream: Readable) => {
  stream.resume();
  return new Promise((resolve) => stream.once('close', resolve));
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => vi.useRealTimers());

describe('a stream of events', () => {
  it('says of each write its number and its types once, and nothing else', async () => {
    const { streams, tell, watchers } = createWorld();
    const stream = opened(streams.open(aSession('a'), 7));
    tell('dana', 8, 'challenge.live', 'transaction.requested', 'challenge.live');
    tell('milo', 9, 'transaction.confirmed');
    expect(textOf(stream)).toBe(
      'retry: 1000\n\nevent: changed\nid: 8\ndata: {"number":8,"types":["challenge.live","transaction.requested"]}\n\n',
    );
    expect([...watchers].map(({ after }) => after)).toEqual([7]);
    streams.closeAll();
    await closed(stream);
    expect(watchers.size).toBe(0);
  });

  it('closes with its session, wherever that was ended, and no other session’s does', async () => {
    const { streams, tell, ended } = createWorld();
    const [mine, other] = ['a', 'b'].map((id) => opened(streams.open(aSession(id), 0)));
    ended.add('a');
    tell('dana', 1, 'session.ended');
    await closed(opened(mine ?? null));
    await settled();
    expect(other?.readableEnded).toBe(false);
    streams.closeAll();
  });

  it('beats, and closes at the beat after which its session has outlived itself', async () => {
    const { streams, ended } = createWorld();
    const stream = opened(streams.open(aSession('a'), 0));
    textOf(stream);
    vi.advanceTimersByTime(15_000);
    await settled();
    expect(textOf(stream)).toBe(':\n\n');
    ended.add('a');
    vi.advanceTimersByTime(15_000);
    await closed(stream);
  });

  it('is one of at most eight per session; one that closed makes room', async () => {
    const { streams } = createWorld();
    const open = Array.from({ length: 8 }, () => opened(streams.open(aSession('a'), 0)));
    expect(streams.open(aSession('a'), 0)).toBeNull();
    expect(streams.open(aSession('b'), 0)).not.toBeNull();
    open[0]?.destroy();
    await settled();
    expect(streams.open(aSession('a'), 0)).not.toBeNull();
    streams.closeAll();
  });

  it('does not keep what its reader never takes', async () => {
    const { streams, tell, watchers } = createWorld();
    const stream = opened(streams.open(aSession('a'), 0));
    for (let number = 1; number < 3000; number += 1) tell('dana', number, 'transaction.requested');
    await closed(stream);
    expect(watchers.size).toBe(0);
  });

  it('closes with its account', async () => {
    const { streams } = createWorld();
    const mine = opened(streams.open(aSession('a', 'dana'), 0));
    const milos = opened(streams.open(aSession('m', 'milo'), 0));
    streams.closeOf('dana');
    await closed(mine);
    expect(milos.readableEnded).toBe(false);
    streams.closeAll();
  });
});
