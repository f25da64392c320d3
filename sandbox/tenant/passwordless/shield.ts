/** Auth0's brute-force protection: ten failures in a row for one identifier block it until somebody unblocks it. */

export type BruteForceShield = {
  readonly isBlocked: (identifier: string) => boolean;
  readonly countFailure: (identifier: string) => void;
  /** After a success, or to unblock. */
  readonly forget: (identifier: string) => void;
};

const failuresAllowed = 10;

export const createShield = (): BruteForceShield => {
  const failures = new Map<string, number>();
  return {
    isBlocked: (identifier) => (failures.get(identifier) ?? 0) >= failuresAllowed,
    countFailure: (identifier) => {
      failures.set(identifier, (failures.get(identifier) ?? 0) + 1);
    },
    forget: (identifier) => {
      failures.delete(identifier);
    },
  };
};
