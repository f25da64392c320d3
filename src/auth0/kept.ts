import type { Clock, Instant } from '../accounts/types.ts';

export type Fetched<Value> = {
  readonly value: Value;
  /** From then on it is fetched anew in the background, while it still serves. */
  readonly renewAt: Instant;
  /** From then on it no longer serves. */
  readonly expiresAt: Instant;
};

export type Kept<Value> = {
  /** The value kept, fetched first where there is none; null where it cannot be had. Never throws. */
  readonly get: () => Promise<Value | null>;
  /** The value fetched anew, unless that was done less than `pauseSeconds` ago; null where that failed. */
  readonly renew: () => Promise<Value | null>;
  /** Serves this value no more: it turned out to be refused. */
  readonly forget: (value: Value) => void;
};

/** After a failure nobody asks again before this: an outage is not made worse by those who wait for its end. */
const failurePauseSeconds = 1;

/**
 * Keeps one value from the tenant across requests and renews it outside the turn: whoever asks while it is old is
 * served at once and starts the renewal. One fetch at a time. `fetch` returns null where it failed and must end by
 * itself.
 */
export const createKept = <Value>(options: {
  readonly fetch: () => Promise<Fetched<Value> | null>;
  readonly now: Clock;
  /** The least time between two renewals asked for by `renew`. */
  readonly pauseSeconds: number;
}): Kept<Value> => {
  const { now } = options;
  let kept: Fetched<Value> | null = null;
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let failedAt = Number.NEGATIVE_INFINITY;
  let fetching: Promise<Value | null> | null = null;

  const fetchOnce = async (): Promise<Value | null> => {
    const fetched = await options.fetch().catch(() => null);
    if (fetched === null) {
      failedAt = now();
      return null;
    }
    kept = fetched;
    fetchedAt = now();
    return fetched.value;
  };

  const fetchNow = (): Promise<Value | null> => {
    if (fetching !== null) return fetching;
    if (isWithin(failedAt, failurePauseSeconds)) return Promise.resolve(null);
    fetching = fetchOnce().finally(() => {
      fetching = null;
    });
    return fetching;
  };

  /** A clock that was set back must not stretch a pause. */
  const isWithin = (since: Instant, pauseSeconds: number): boolean =>
    Math.abs(now() - since) < pauseSeconds * 1000;

  return {
    get: async () => {
      if (kept === null || now() >= kept.expiresAt) return fetchNow();
      if (now() >= kept.renewAt) void fetchNow();
      return kept.value;
    },
    renew: async () => (isWithin(fetchedAt, options.pauseSeconds) ? (kept?.value ?? null) : fetchNow()),
    forget: (value) => {
      if (kept?.value === value) kept = null;
    },
  };
};
