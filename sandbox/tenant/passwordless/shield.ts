/**
 * Auth0's brute-force protection: so many failures in a row for one identifier (from one address, where the mode says
 * so) block it until somebody unblocks it. How many, and whether at all, is read from the settings at every attempt.
 * https://auth0.com/docs/secure/attack-protection/brute-force-protection
 */
import { BlockList, isIPv6 } from 'node:net';
import type { BruteForceProtection } from '../configuration.ts';

export type Attempt = {
  /** The connection's own switch. */
  readonly isProtected: boolean;
  readonly identifier: string;
  /** The caller's address, or the end user's where a trusted client names it. */
  readonly ip: string;
};

export type BruteForceShield = {
  readonly isBlocked: (attempt: Attempt) => boolean;
  readonly countFailure: (attempt: Attempt) => void;
  /** After a success. */
  readonly forget: (attempt: Attempt) => void;
  /** From whatever address. */
  readonly unblock: (identifier: string) => void;
};

export const createShield = (settings: () => BruteForceProtection): BruteForceShield => {
  /** identifier → address → failures in a row. */
  const failures = new Map<string, Map<string, number>>();
  const countOf = ({ identifier, ip }: Attempt): number => {
    const counted = failures.get(identifier);
    const { mode } = settings();
    switch (mode) {
      case 'count_per_identifier_and_ip':
        return counted?.get(ip) ?? 0;
      case 'count_per_identifier':
        return [...(counted?.values() ?? [])].reduce((sum, count) => sum + count, 0);
      default:
        return mode satisfies never;
    }
  };

  return {
    isBlocked: (attempt) => {
      const { enabled, shields, max_attempts, allowlist } = settings();
      const blocks = enabled && shields.includes('block') && attempt.isProtected;
      return blocks && !isListed(allowlist, attempt.ip) && countOf(attempt) >= max_attempts;
    },
    countFailure: ({ identifier, ip }) => {
      const counted = failures.get(identifier) ?? new Map<string, number>();
      failures.set(identifier, counted.set(ip, (counted.get(ip) ?? 0) + 1));
    },
    forget: ({ identifier, ip }) => {
      failures.get(identifier)?.delete(ip);
    },
    unblock: (identifier) => {
      failures.delete(identifier);
    },
  };
};

const isListed = (allowlist: readonly string[], ip: string): boolean => {
  const list = new BlockList();
  for (const entry of allowlist) {
    const [address = '', bits] = entry.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list.check(ip, isIPv6(ip) ? 'ipv6' : 'ipv4');
};
