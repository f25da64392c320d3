/** Reads the tenant's own tokens back: for /userinfo, the Management API, logout and linking. */
import { createLocalJWKSet, errors, type JWTPayload, jwtDecrypt, jwtVerify } from 'jose';
import type { TenantContext } from '../context.ts';

export type OwnToken =
  | { readonly type: 'valid'; readonly claims: JWTPayload & { readonly sub: string } }
  | { readonly type: 'expired' }
  | { readonly type: 'invalid' };

/** A JWT signed with the tenant's published keys. `maxExpiredSeconds` forgives an end that long ago. */
export const verifyOwnJwt = (
  tenant: TenantContext,
  token: string,
  audience: string | readonly string[],
  maxExpiredSeconds = 0,
): Promise<OwnToken> =>
  read(() =>
    jwtVerify(token, createLocalJWKSet(tenant.keys.publicKeys()), {
      ...checks(tenant, audience),
      algorithms: ['RS256'],
      clockTolerance: maxExpiredSeconds,
    }),
  );

/** An access token that is good at /userinfo: encrypted for it, or a JWT with it among its audiences. */
export const verifyUserinfoToken = (tenant: TenantContext, token: string): Promise<OwnToken> => {
  const audience = `${tenant.issuer}userinfo`;
  if (token.split('.').length !== 5) return verifyOwnJwt(tenant, token, audience);
  return read(() =>
    jwtDecrypt(token, Buffer.from(tenant.store.state.encryptionKey, 'base64url'), {
      ...checks(tenant, audience),
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    }),
  );
};

const checks = (tenant: TenantContext, audience: string | readonly string[]) => ({
  issuer: tenant.issuer,
  audience: typeof audience === 'string' ? audience : [...audience],
  currentDate: new Date(tenant.now()),
});

const read = async (verify: () => Promise<{ payload: JWTPayload }>): Promise<OwnToken> => {
  try {
    const { payload } = await verify();
    const { sub } = payload;
    return sub === undefined ? { type: 'invalid' } : { type: 'valid', claims: { ...payload, sub } };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { type: 'expired' };
    if (error instanceof errors.JOSEError) return { type: 'invalid' };
    throw error;
  }
};
