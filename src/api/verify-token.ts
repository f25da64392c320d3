import { createHash, createSecretKey } from 'node:crypto';
import {
  type CryptoKey,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  jwtVerify,
  type KeyObject,
} from 'jose';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../transactions/ports.ts';
import type { TokenClaims, TokenVerdict, VerifyToken } from './token.ts';

/**
 * The tenant's public key for a token's header. `none`: the tenant has no such key. `unavailable`: its keys could not
 * be had, nothing is known. Never throws.
 */
export type FindKey = (header: {
  readonly alg: string;
  readonly kid: string | undefined;
}) => Promise<
  | { readonly type: 'found'; readonly key: CryptoKey }
  | { readonly type: 'none' }
  | { readonly type: 'unavailable' }
>;

export type TokenVerifierOptions = {
  /** Exactly as in `iss`: `https://account.auth0.com/`, with its slash. */
  readonly issuer: string;
  /** Must be among the token's `aud`: API_ID. */
  readonly audience: string;
  /** API_SIGNING_KEY: tokens are taken with HS256 alone. Null: with RS256 alone, keys from `keys`. */
  readonly signingKey: string | null;
  readonly keys: FindKey;
  readonly now: Clock;
};

/** Clocks of two machines; applies to `exp`, `nbf` and `iat`. */
const toleranceSeconds = 5;
/** Well above any access token of Auth0's, below what would cost something to look at. */
const longestToken = 8192;
const mostRemembered = 10_000;
/** RFC 9068, 2.1; `JWT` is what Auth0's own token profile says. */
const accessTokenTypes: ReadonlySet<unknown> = new Set(['jwt', 'at+jwt', 'application/at+jwt']);

/**
 * A verifier of the API's access tokens (RFC 7519, RFC 9068): signature with the one configured algorithm, `iss`,
 * `aud`, `exp`, `nbf`, `iat`, a subject, the type. The token's own `alg` never chooses the key. A verified token is
 * remembered by its SHA-256 until it expires, at most 10,000 of them; the token itself is not kept.
 * Not checked: scopes (whoever offers an operation does), and whether the token was revoked, which Auth0's access
 * tokens cannot be.
 */
export const createTokenVerifier = (options: TokenVerifierOptions): VerifyToken => {
  const { now } = options;
  const algorithm = options.signingKey === null ? 'RS256' : 'HS256';
  const secret = options.signingKey === null ? null : createSecretKey(options.signingKey, 'utf8');
  const remembered = new LRUCache<string, TokenClaims>({ max: mostRemembered });

  const isExpired = (claims: TokenClaims): boolean => now() >= claims.expiresAt + toleranceSeconds * 1000;

  const findKey = async (header: Header): Promise<KeyObject | CryptoKey | 'invalid' | 'unavailable'> => {
    if (secret !== null) return secret;
    const found = await options.keys(header);
    switch (found.type) {
      case 'found':
        return found.key;
      case 'none':
        return 'invalid';
      case 'unavailable':
        return 'unavailable';
      default:
        return found satisfies never;
    }
  };

  const verify = async (token: string): Promise<TokenVerdict> => {
    const header = readHeader(token);
    if (header?.alg !== algorithm) return { type: 'invalid' };
    const key = await findKey(header);
    if (key === 'invalid' || key === 'unavailable') return { type: key };
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [algorithm],
        issuer: options.issuer,
        audience: options.audience,
        requiredClaims: ['sub', 'iat', 'exp'],
        currentDate: new Date(now()),
        clockTolerance: toleranceSeconds,
      });
      const claims = readClaims(payload, now());
      return claims === null ? { type: 'invalid' } : { type: 'valid', claims };
    } catch (error) {
      // jose looks at the times last: a token that is only expired was one of ours.
      if (error instanceof errors.JWTExpired) return { type: 'expired' };
      if (error instanceof errors.JOSEError) return { type: 'invalid' };
      throw error;
    }
  };

  return async (token) => {
    if (token.length > longestToken) return { type: 'invalid' };
    const digest = createHash('sha256').update(token).digest('base64url');
    const known = remembered.get(digest);
    if (known !== undefined) {
      if (!isExpired(known)) return { type: 'valid', claims: known };
      remembered.delete(digest);
      return { type: 'expired' };
    }
    const verdict = await verify(token);
    if (verdict.type === 'valid') remembered.set(digest, verdict.claims);
    return verdict;
  };
};

type Header = { readonly alg: string; readonly kid: string | undefined };

/** Null where it is no JWS of an access token's type. */
const readHeader = (token: string): Header | null => {
  try {
    const { alg, kid, typ } = decodeProtectedHeader(token);
    return alg !== undefined && accessTokenTypes.has(typ?.toLowerCase()) ? { alg, kid } : null;
  } catch {
    return null;
  }
};

const readClaims = (payload: JWTPayload, now: number): TokenClaims | null => {
  const { iss, sub, iat, exp, scope } = payload;
  if (iss === undefined || typeof sub !== 'string' || sub === '') return null;
  if (iat === undefined || exp === undefined) return null;
  if (iat * 1000 > now + toleranceSeconds * 1000) return null;
  const words = typeof scope === 'string' ? scope.split(' ').filter((word) => word !== '') : [];
  return { issuer: iss, subject: sub, scopes: new Set(words), expiresAt: exp * 1000 };
};
