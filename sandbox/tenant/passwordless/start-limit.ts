/** How often /passwordless/start may be called from one address: Auth0 allows 50 an hour. */

export type StartLimit = {
  /** Takes one; false where none is left. */
  readonly take: (address: string) => boolean;
  /** Epoch milliseconds at which the next one is free. */
  readonly resetAt: (address: string) => number;
  readonly perHour: number;
};

const hourMilliseconds = 3_600_000;

export const createStartLimit = (perHour: number, now: () => number): StartLimit => {
  const taken = new Map<string, readonly number[]>();
  const recent = (address: string): readonly number[] =>
    (taken.get(address) ?? []).filter((at) => now() - at < hourMilliseconds);

  return {
    perHour,
    take: (address) => {
      const before = recent(address);
      const free = before.length < perHour;
      taken.set(address, free ? [...before, now()] : before);
      return free;
    },
    resetAt: (address) => (recent(address)[0] ?? now()) + hourMilliseconds,
  };
};
