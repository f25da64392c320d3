import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { Clock } from '../accounts/types.ts';
import type { FindKey } from '../api/verify-token.ts';

export type IdTokenVerdict =
  | { readonly type: 'verified'; readonly subject: string }
  /** `reason` names what did not fit; it bears nothing of the token. */
  | { readonly type: 'refused'; readonly reason: string }
  /** The tenant's keys could not be had. */
  | { readonly type: 'unavailable' };

const toleranceSeconds = 5;

/**
 * Verifies the id_token of a code grant (OpenID Connect Core 1.0, 3.1.3.7): RS256 by a key of the tenant, `iss`,
 * `aud` = our client, `exp`, `iat`. The SDK does not check the signature, and relies on TLS.
 */
export const verifyIdToken = async (
  options: {
    readonly issuer: string;
    readonly clientId: string;
    readonly findKey: FindKey;
    readonly now: Clock;
  },
  idToken: string,
): Promise<IdTokenVerdict> => {
  try {
    const { alg, kid } = decodeProtectedHeader(idToken);
    // Named apart: an application whose JWT signature algorithm is still HS256 has this in its settings.
    if (alg !== 'RS256') return { type: 'refused', reason: 'algorithm_not_rs256' };
    const found = await options.findKey({ alg, kid });
    if (found.type === 'unavailable') return { type: 'unavailable' };
    if (found.type === 'none') return { type: 'refused', reason: 'unknown_key' };
    const { payload } = await jwtVerify(idToken, found.key, {
      algorithms: ['RS256'],
      issuer: options.issuer,
      audience: options.clientId,
      requiredClaims: ['sub', 'iat', 'exp'],
      currentDate: new Date(options.now()),
      clockTolerance: toleranceSeconds,
    });
    const { sub, azp } = payload;
    if (typeof sub !== 'string' || sub === '') return { type: 'refused', reason: 'sub' };
    if (azp !== undefined && azp !== options.clientId) return { type: 'refused', reason: 'azp' };
    return { type: 'verified', subject: sub };
  } catch (error) {
    if (error instanceof errors.JWTClaimValidationFailed) return { type: 'refused', reason: error.claim };
    if (error instanceof errors.JOSEError) return { type: 'refused', reason: error.code };
    if (error instanceof TypeError) return { type: 'refused', reason: 'malformed' };
    throw error;
  }
};
