/** Lets a Management API call through where its token is the tenant's own and has the scope (RFC 6750, 3.1). */
import { managementAudience, type TenantContext } from '../context.ts';
import type { Answer } from '../http/answer.ts';
import { readBearer, type TenantRequest } from '../http/request.ts';
import type { Route } from '../routes.ts';
import { verifyOwnJwt } from '../tokens/verify.ts';
import { managementErrors } from './errors.ts';
import type { ManagementScope } from './scopes.ts';

/** `granted`: every scope of the token. */
export type ManagementHandle = (
  tenant: TenantContext,
  request: TenantRequest,
  granted: readonly string[],
) => Answer | Promise<Answer>;

export const withScope =
  (scope: ManagementScope, handle: ManagementHandle): Route['handle'] =>
  async (tenant, request) => {
    const bearer = readBearer(request);
    if (bearer === null) return managementErrors.noToken;
    const token = await verifyOwnJwt(tenant, bearer, managementAudience(tenant));
    if (token.type === 'expired') return managementErrors.expiredToken;
    if (token.type === 'invalid') return managementErrors.invalidToken;
    const granted = typeof token.claims.scope === 'string' ? token.claims.scope.split(' ') : [];
    return granted.includes(scope)
      ? handle(tenant, request, granted)
      : managementErrors.insufficientScope(scope);
  };
