/**
 * Access tokens: a JWT for an API, signed as the API says; for /userinfo alone an encrypted JWT, which is opaque to
 * everybody but the tenant (as Auth0's are).
 */
import { EncryptJWT, type JWTPayload, SignJWT } from 'jose';
import { findApi, managementAudience, type TenantContext, userinfoAudience } from '../context.ts';
import type { AuthorizationGrant } from './issue.ts';

const defaultLifetimeSeconds = 86_400;

export type IssuedAccessToken = { readonly token: string; readonly expiresInSeconds: number };

export const createAccessToken = async (
  tenant: TenantContext,
  grant: AuthorizationGrant,
): Promise<IssuedAccessToken> => {
  const api = grant.audience === null ? null : findApi(tenant, grant.audience);
  const expiresInSeconds = api?.token_lifetime ?? defaultLifetimeSeconds;
  const claims = {
    iss: tenant.issuer,
    sub: grant.userId,
    azp: grant.clientId,
    scope: grant.scopes.join(' '),
  };
  if (api === null) {
    const payload = { ...claims, aud: userinfoAudience(tenant), ...life(tenant, expiresInSeconds, false) };
    return { token: await encrypt(tenant, payload), expiresInSeconds };
  }
  const lifetime = life(tenant, expiresInSeconds, tenant.faults.tokensExpired);
  if (api.signing_alg === 'HS256') {
    // A token signed with HS256 has one audience: the API's key is no business of /userinfo
    // (auth0.com/docs/tokens/access-token-formats, "Use RS256 for multiple audiences").
    const token = await new SignJWT({ ...claims, ...lifetime, aud: api.identifier })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .sign(new TextEncoder().encode(api.signing_secret));
    return { token, expiresInSeconds };
  }
  const aud = grant.scopes.includes('openid') ? [api.identifier, userinfoAudience(tenant)] : api.identifier;
  return { token: await signRs256(tenant, { ...claims, ...lifetime, aud }), expiresInSeconds };
};

/** A token for the Management API, on the application's own behalf. */
export const createManagementToken = async (
  tenant: TenantContext,
  clientId: string,
  scopes: readonly string[],
): Promise<IssuedAccessToken> => ({
  token: await signRs256(tenant, {
    iss: tenant.issuer,
    sub: `${clientId}@clients`,
    aud: managementAudience(tenant),
    azp: clientId,
    scope: scopes.join(' '),
    gty: 'client-credentials',
    ...life(tenant, defaultLifetimeSeconds, false),
  }),
  expiresInSeconds: defaultLifetimeSeconds,
});

const life = (
  tenant: TenantContext,
  lifetimeSeconds: number,
  alreadyOver: boolean,
): { iat: number; exp: number } => {
  const now = Math.floor(tenant.now() / 1000);
  const iat = alreadyOver ? now - lifetimeSeconds - 60 : now;
  return { iat, exp: iat + lifetimeSeconds };
};

const signRs256 = async (tenant: TenantContext, payload: JWTPayload): Promise<string> => {
  const { kid, key } = await tenant.keys.signing();
  return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid }).sign(key);
};

const encrypt = (tenant: TenantContext, payload: JWTPayload): Promise<string> =>
  new EncryptJWT(payload)
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', iss: tenant.issuer })
    .encrypt(Buffer.from(tenant.store.state.encryptionKey, 'base64url'));
