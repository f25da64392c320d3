/** GET and POST /userinfo (OpenID Connect Core, 5.3). */
import type { TenantContext } from '../context.ts';
import { type Answer, json } from '../http/answer.ts';
import { readBearer, type TenantRequest } from '../http/request.ts';
import { verifyUserinfoToken } from '../tokens/verify.ts';
import { profileClaims } from '../users/claims.ts';
import { findUser } from '../users/users.ts';

export const userinfo = async (tenant: TenantContext, request: TenantRequest): Promise<Answer> => {
  const bearer = readBearer(request);
  if (bearer === null) return unauthorized('Bearer realm="Users"');
  const token = await verifyUserinfoToken(tenant, bearer);
  const user = token.type === 'valid' ? findUser(tenant.store, token.claims.sub) : null;
  if (token.type !== 'valid' || user === null)
    return unauthorized(
      'Bearer realm="Users", error="invalid_token", error_description="The access token is expired or not valid here"',
    );
  const scopes = typeof token.claims.scope === 'string' ? token.claims.scope.split(' ') : [];
  return json(200, { sub: user.user_id, ...profileClaims(user, scopes) }, { 'cache-control': 'no-store' });
};

const unauthorized = (challenge: string): Answer =>
  json(401, { error: 'unauthorized', error_description: 'Unauthorized' }, { 'www-authenticate': challenge });
