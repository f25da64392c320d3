/** Comparing secrets without keeping them, and without saying by the time it takes how much of one was right. */
import { createHash, timingSafeEqual } from 'node:crypto';

/** SHA-256, base64url: for random tokens, which need no salt. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

export const isSameSecret = (given: string, expected: string): boolean =>
  timingSafeEqual(
    createHash('sha256').update(given).digest(),
    createHash('sha256').update(expected).digest(),
  );
