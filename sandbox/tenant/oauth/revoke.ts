/** POST /oauth/revoke (RFC 7009): ends a refresh token of the calling client; an unknown one is no error. */
import type { TenantContext } from '../context.ts';
import type { Answer } from '../http/answer.ts';
import { type TenantRequest, textOf } from '../http/request.ts';
import { findRefreshToken, revokeGrant } from '../tokens/refresh-token.ts';
import { authenticateClient } from './client-authentication.ts';
import { answerError, oauthErrors } from './errors.ts';

export const revoke = (tenant: TenantContext, request: TenantRequest): Answer => {
  const client = authenticateClient(tenant, request);
  if (!client.ok) return answerError(client.error);
  const token = textOf(request.fields, 'token');
  if (token === null) return answerError(oauthErrors.missing('token'));
  const known = findRefreshToken(tenant, client.value, token);
  if (known) revokeGrant(tenant, known.grantId);
  return { type: 'empty', status: 200 };
};
