import { createLocalJWKSet, type JSONWebKeySet } from 'jose';
import type { Clock } from '../accounts/types.ts';
import type { FindKey } from '../api/verify-token.ts';
import type { Fetch } from './ask.ts';
import { createKept, type Fetched } from './kept.ts';

type KeySet = ReturnType<typeof createLocalJWKSet>;

const fetchTimeoutSeconds = 2;
/** Renewed in the background after this. */
const renewAfterSeconds = 10 * 60;
/** A tenant that cannot be reached for so long can no longer vouch for its keys. */
const expiresAfterSeconds = 24 * 60 * 60;
/** Tokens with unknown key ids cause at most one fetch in this time. */
const unknownKeyPauseSeconds = 30;

export type TenantKeys = {
  /** The tenant's public key for a token's header: RS256 only. Never throws. */
  readonly find: FindKey;
  /** Fetches the keys before the first turn needs them; false where that failed. */
  readonly warmUp: () => Promise<boolean>;
};

/**
 * The tenant's published keys (`/.well-known/jwks.json`, RFC 7517), kept across requests and renewed outside the
 * turn. A key id they do not know is looked for once more, at most every 30 s, so a rotation is followed and a flood
 * of invented ids costs nothing. An outage within the life of the kept keys (24 h) goes unnoticed; beyond it, and for
 * a key never seen, the answer is `unavailable`.
 */
export const createTenantKeys = (options: {
  readonly domain: string;
  readonly fetch: Fetch;
  readonly now: Clock;
}): TenantKeys => {
  const { fetch, now } = options;
  const address = `https://${options.domain}/.well-known/jwks.json`;

  const fetchKeys = async (): Promise<Fetched<KeySet> | null> => {
    const response = await fetch(address, {
      redirect: 'manual',
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(fetchTimeoutSeconds * 1000),
    });
    const body: unknown =
      response.status === 200 ? await response.json() : await response.text().then(() => null);
    if (!isKeySet(body)) return null;
    return {
      value: createLocalJWKSet(body),
      renewAt: now() + renewAfterSeconds * 1000,
      expiresAt: now() + expiresAfterSeconds * 1000,
    };
  };

  const kept = createKept({ fetch: fetchKeys, now, pauseSeconds: unknownKeyPauseSeconds });

  const find: FindKey = async ({ alg, kid }) => {
    if (alg !== 'RS256') return { type: 'none' };
    const header = kid === undefined ? { alg } : { alg, kid };
    const keys = await kept.get();
    if (keys === null) return { type: 'unavailable' };
    const found = await pick(keys, header);
    if (found !== null) return { type: 'found', key: found };
    const renewed = await kept.renew();
    if (renewed === null) return { type: 'unavailable' };
    const foundNow = renewed === keys ? null : await pick(renewed, header);
    return foundNow === null ? { type: 'none' } : { type: 'found', key: foundNow };
  };

  return { find, warmUp: async () => (await kept.get()) !== null };
};

const pick = async (keys: KeySet, header: { alg: string; kid?: string }) => {
  try {
    return await keys(header);
  } catch {
    // No key, several keys, or one that cannot be used: none of them verifies this token.
    return null;
  }
};

const isKeySet = (body: unknown): body is JSONWebKeySet =>
  typeof body === 'object' &&
  body !== null &&
  'keys' in body &&
  Array.isArray(body.keys) &&
  body.keys.length > 0 &&
  body.keys.every((key: unknown) => typeof key === 'object' && key !== null);
