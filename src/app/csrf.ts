/** Unsafe requests come from our own pages alone: same origin, and the form token of the session. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { WebSession } from './session-port.ts';

/** The token that every form of this session carries: HMAC-SHA-256 of the session, so that nothing is stored. */
export const formToken = (key: Buffer, session: WebSession): string =>
  createHmac('sha256', key).update(session.idHash).digest('base64url');

export const isFormToken = (key: Buffer, session: WebSession, given: unknown): boolean => {
  if (typeof given !== 'string') return false;
  const expected = Buffer.from(formToken(key, session));
  const actual = Buffer.from(given);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
};

/**
 * Whether the browser says that the request comes from our own origin. `Sec-Fetch-Site` where it is sent (Fetch
 * Metadata), and `Origin` where it is; a request with neither is refused.
 */
export const isSameOrigin = (
  headers: { readonly [name: string]: string | string[] | undefined },
  ownOrigin: string,
): boolean => {
  const { origin, 'sec-fetch-site': site } = headers;
  if (origin === undefined && site === undefined) return false;
  return (origin === undefined || origin === ownOrigin) && (site === undefined || site === 'same-origin');
};
