import { describe, expect, it } from 'vitest';
import { createChainStore } from './chain-store.ts';
import type { FetchedChain } from './fetch-chain.ts';
import { dayMs, genuineChain, issuer, leafOf, noon, root, toPem } from './testing/chains.ts';
import { fetchedChain } from './testing/requests.ts';
import { createTrustAnchors } from './trust-anchors.ts';

const base = 'https://s3.amazonaws.com/echo.api/';
const hourMs = 3_600_000;
const gone = { type: 'failed', reason: 'chain_status' } as const;

const createWorld = (answer: (url: string, signal: AbortSignal) => FetchedChain | Promise<FetchedChain>) => {
  const fetched: string[] = [];
  const clock = { now: noon };
  const store = createChainStore({
    trustAnchors: createTrustAnchors([root.pem]),
    now: () => clock.now,
    fetchDeadlineMs: 40,
    fetchChain: async (url, signal) => {
      fetched.push(url);
      return answer(url, signal);
    },
  });
  return { store, fetched, clock };
};

const good = fetchedChain(genuineChain);

describe('a good chain', () => {
  it('is fetched once, and kept for an hour', async () => {
    const { store, fetched, clock } = createWorld(() => good);
    expect(store.find(base)).toBeNull();
    expect((await store.load(base)).type).toBe('trusted');
    clock.now += hourMs - 1;
    expect(store.find(base)).not.toBeNull();
    clock.now += 1;
    expect(store.find(base)).toBeNull();
    expect(fetched).toEqual([base]);
  });

  it('is not kept past the validity of its certificates', async () => {
    const until = noon + 60_000;
    const brief = fetchedChain(toPem(await leafOf({ until }), issuer));
    const { store, clock } = createWorld(() => brief);
    await store.load(base);
    clock.now = until;
    expect(store.find(base)).not.toBeNull();
    clock.now = until + 1;
    expect(store.find(base)).toBeNull();
    expect(await store.load(base)).toMatchObject({ reason: 'certificate_expired' });
  });

  it('does not count while the clock stands before its time', async () => {
    const { store, clock } = createWorld(() => good);
    await store.load(base);
    clock.now -= 60 * dayMs;
    expect(store.find(base)).toBeNull();
  });

  it('is fetched once for all who ask at the same time', async () => {
    const { store, fetched } = createWorld(() => good);
    const answers = await Promise.all(Array.from({ length: 16 }, () => store.load(base)));
    expect(new Set(answers).size).toBe(1);
    expect(fetched).toHaveLength(1);
  });
});

describe('a failure', () => {
  it('is answered from memory for ten seconds, then tried again', async () => {
    let answer: FetchedChain = gone;
    const { store, fetched, clock } = createWorld(() => answer);
    expect(await store.load(base)).toMatchObject({ reason: 'chain_status' });
    answer = good;
    clock.now += 9_999;
    expect(await store.load(base)).toMatchObject({ reason: 'chain_status' });
    expect(fetched).toHaveLength(1);
    clock.now += 1;
    expect((await store.load(base)).type).toBe('trusted');
  });

  it('never pushes a good chain out, however many there are', async () => {
    const { store } = createWorld((url) => (url === base ? good : gone));
    await store.load(base);
    for (let count = 0; count < 1000; count += 1) await store.load(`${base}${count}.pem`);
    expect(store.find(base)).not.toBeNull();
  });

  it('is final where a fetch hangs, after the deadline', async () => {
    const { store } = createWorld(
      (_url, signal) =>
        new Promise((answer) =>
          signal.addEventListener('abort', () => answer({ type: 'failed', reason: 'chain_timed_out' })),
        ),
    );
    expect(await store.load(base)).toMatchObject({ reason: 'chain_timed_out' });
  });
});

it('fetches a chain that was good before even while 32 others are under way', async () => {
  const { store, clock } = createWorld((url, signal) =>
    url === base ? good : new Promise((give) => signal.addEventListener('abort', () => give(gone))),
  );
  await store.load(base);
  clock.now += hourMs;
  const crowd = Array.from({ length: 32 }, (_, count) => store.load(`${base}${count}.pem`));
  expect((await store.load(base)).type).toBe('trusted');
  await Promise.all(crowd);
});

it('has at most 32 fetches under way', async () => {
  let release = (): void => {};
  const held = new Promise<void>((open) => {
    release = open;
  });
  const { store, fetched } = createWorld(async () => {
    await held;
    return gone;
  });
  const loads = Array.from({ length: 40 }, (_, count) => store.load(`${base}${count}.pem`));
  release();
  const reasons = (await Promise.all(loads)).map((judged) =>
    judged.type === 'refused' ? judged.reason : '',
  );
  expect(reasons.filter((reason) => reason === 'chain_fetches_busy')).toHaveLength(8);
  expect(fetched).toHaveLength(32);
});
