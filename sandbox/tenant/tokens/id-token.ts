/** id_tokens (OpenID Connect Core, 2): RS256, for the client, about the person signed in. */
import { SignJWT } from 'jose';
import type { Client } from '../configuration.ts';
import type { TenantContext } from '../context.ts';
import type { User } from '../state/schema.ts';
import { profileClaims } from '../users/claims.ts';
import type { AuthorizationGrant } from './issue.ts';

/** `subject` is the user's own id, unless the tenant is told to make a mistake. */
export const createIdToken = async (
  tenant: TenantContext,
  client: Client,
  user: User,
  grant: AuthorizationGrant,
  subject: string,
): Promise<string> => {
  const { kid, key } = await tenant.keys.signing();
  const iat = Math.floor(tenant.now() / 1000);
  return new SignJWT({
    ...profileClaims(user, grant.scopes),
    iss: tenant.issuer,
    sub: subject,
    aud: client.client_id,
    iat,
    exp: iat + client.jwt_configuration.lifetime_in_seconds,
    ...(grant.authTime !== null && { auth_time: grant.authTime }),
    ...(grant.sessionId !== null && { sid: grant.sessionId }),
    ...(grant.nonce !== null && { nonce: grant.nonce }),
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
    .sign(tenant.faults.badIdTokenSignature ? await tenant.keys.foreign() : key);
};
