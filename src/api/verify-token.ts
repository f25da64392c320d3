import { createHash, createSecretKey } from 'node:crypto';
import {
  type CryptoKey,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  jwtVerify,
  type KeyObject,
} from 'jose';
import type { Clock } from '../transactions/ports.ts';
import type { TokenClaims, TokenVerdict, VerifyToken } from './token.ts';
import { createTokenMemory, type TokenMemory } from './token-memory.ts';

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
  /** API_SIGNING_KEY_PREVIOUS: while keys are changed, tokens signed with this one are taken as well. HS256 alone. */
  readonly previousSigningKey?: string | null;
  readonly keys: FindKey;
  /** Shared with whoever makes it forget a person's tokens; one of its own where left out. */
  readonly remembered?: TokenMemory;
  readonly now: Clock;
};

/** Clocks of two machines; applies to `exp`, `nbf` and `iat`. */
const toleranceSeconds = 5;
/** Well above any access token of Auth0's, below what would cost something to look at. */
const longestToken = 8192;
/** RFC 9068, 2.1; `JWT` is what Auth0's own token profile says. */
const accessTokenTypes: ReadonlySet<unknown> = new Set(['jwt', 'at+jwt', 'application/at+jwt']);

/**
 * A verifier of the API's access tokens (RFC 7519, RFC 9068): signature with the one configured algorithm (by the
 * current HS256 key, else the previous one where there is one), `iss`, `aud`, `exp`, `nbf`, `iat`, a subject, the
 * type. The token's own `alg` never chooses the key. A verified token is remembered by its SHA-256 until it expires, at
 * most 10,000 of them; the token itself is not kept. Not checked: scopes (whoever offers an operation does), and whether
 * the token was revoked, which Auth0's access tokens cannot be; a key that the tenant withdraws signs nothing new, and
 * what it signed before and is remembered stands until it expires, or this process starts again.
 */
export const createTokenVerifier = (options: TokenVerifierOptions): VerifyToken => {
  const { now } = options;
  const algorithm = options.signingKey === null ? 'RS256' : 'HS256';
  // Without a current key there is no previous one: the API then signs with RS256, and nothing else is taken.
  const secrets =
    options.signingKey === null
      ? []
      : [options.signingKey, options.previousSigningKey]
          .filter((key) => typeof key === 'string')
          .map((key) => createSecretKey(key, 'utf8'));
  const remembered = options.remembered ?? createTokenMemory();

  const isExpired = (claims: TokenClaims): boolean => now() >= claims.expiresAt + toleranceSeconds * 1000;

  const findKeys = async (
    header: Header,
  ): Promise<readonly (KeyObject | CryptoKey)[] | 'invalid' | 'unavailable'> => {
    if (algorithm === 'HS256') return secrets;
    const found = await options.keys(header);
    switch (found.type) {
      case 'found':
        return [found.key];
      case 'none':
        return 'invalid';
      case 'unavailable':
        return 'unavailable';
      default:
        return found satisfies never;
    }
  };

  /** `foreign`: not signed with this key. */
  const verifyWith = async (
    token: string,
    key: KeyObject | CryptoKey,
  ): Promise<TokenVerdict | { readonly type: 'foreign' }> => {
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
      if (error instanceof errors.JWSSignatureVerificationFailed) return { type: 'foreign' };
      // jose looks at the times last: a token that is only expired was one of ours.
      if (error instanceof errors.JWTExpired) return { type: 'expired' };
      if (error instanceof errors.JOSEError) return { type: 'invalid' };
      throw error;
    }
  };

  const verify = async (token: string): Promise<TokenVerdict> => {
    const header = readHeader(token);
    if (header?.alg !== algorithm) return { type: 'invalid' };
    const keys = await findKeys(header);
    if (keys === 'invalid' || keys === 'unavailable') return { type: keys };
    for (const key of keys) {
      const verdict = await verifyWith(token, key);
      if (verdict.type !== 'foreign') return verdict;
    }
    return { type: 'invalid' };
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
