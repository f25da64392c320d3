import { LRUCache } from 'lru-cache';
import { type TrustedChain, verifyChain } from './chain.ts';
import type { FetchChain } from './fetch-chain.ts';
import { readPemChain } from './pem.ts';
import { type ChainRefusal, type FetchRefusal, type Refused, refuse } from './refusals.ts';
import type { TrustAnchors } from './trust-anchors.ts';
import { isWithin } from './validity.ts';

export type ChainStorePorts = {
  readonly fetchChain: FetchChain;
  readonly trustAnchors: TrustAnchors;
  /** Epoch ms. */
  readonly now: () => number;
  /** For a whole fetch, from name look-up to the last byte. */
  readonly fetchDeadlineMs: number;
};

type Judged = TrustedChain | Refused<FetchRefusal | ChainRefusal>;

export type ChainStore = {
  /** The chain at this normalised URL where it is kept and still good; without waiting. */
  readonly find: (url: string) => TrustedChain | null;
  /** Fetches and judges it. Who asks meanwhile shares the one fetch; a failure is answered from memory for a while. */
  readonly load: (url: string) => Promise<Judged>;
};

const keptMs = 3_600_000;
const failureKeptMs = 10_000;
const mostFetches = 32;

/**
 * Rule 5, over time: good chains are kept for an hour and never past the validity of any of their certificates.
 * Failures are kept apart, so a flood of made-up URLs pushes no good chain out.
 */
export const createChainStore = (ports: ChainStorePorts): ChainStore => {
  const chains = new LRUCache<string, { readonly chain: TrustedChain; readonly judgedAt: number }>({
    max: 16,
  });
  const failures = new LRUCache<string, { readonly refused: Judged; readonly judgedAt: number }>({
    max: 256,
  });
  const fetches = new Map<string, Promise<Judged>>();

  const find = (url: string): TrustedChain | null => {
    const kept = chains.get(url);
    if (kept === undefined) return null;
    const now = ports.now();
    const fresh = isRecent(kept.judgedAt, keptMs, now) && isWithin(kept.chain.validity, now);
    return fresh ? kept.chain : null;
  };

  const load = (url: string): Promise<Judged> => {
    const failure = failures.get(url);
    if (failure && isRecent(failure.judgedAt, failureKeptMs, ports.now())) {
      return Promise.resolve(failure.refused);
    }
    const under = fetches.get(url);
    if (under) return under;
    // Whoever invents URLs could otherwise have us knock at Amazon's door without end. A chain that was good goes first:
    // it is fetched anew every hour, and must not be crowded out.
    if (fetches.size >= mostFetches && !chains.has(url)) return Promise.resolve(refuse('chain_fetches_busy'));
    const fetch = fetchAndJudge(url).finally(() => fetches.delete(url));
    fetches.set(url, fetch);
    return fetch;
  };

  const fetchAndJudge = async (url: string): Promise<Judged> => {
    const fetched = await ports.fetchChain(url, AbortSignal.timeout(ports.fetchDeadlineMs));
    const judgedAt = ports.now();
    const judged = fetched.type === 'fetched' ? judge(fetched.pem, judgedAt) : refuse(fetched.reason);
    if (judged.type === 'trusted') {
      chains.set(url, { chain: judged, judgedAt });
      failures.delete(url);
    } else {
      chains.delete(url);
      failures.set(url, { refused: judged, judgedAt });
    }
    return judged;
  };

  const judge = (pem: string, now: number): Judged => {
    const read = readPemChain(pem);
    return read.type === 'read' ? verifyChain(read.certificates, ports.trustAnchors, now) : read;
  };

  return { find, load };
};

/** A clock set back makes nothing recent. */
const isRecent = (at: number, keptForMs: number, now: number): boolean => at <= now && now - at < keptForMs;
