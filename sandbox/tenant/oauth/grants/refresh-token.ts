/** The refresh grant (RFC 6749, 6). The token itself stays the same. */
import { textOf } from '../../http/request.ts';
import { issueTokens } from '../../tokens/issue.ts';
import { useRefreshToken } from '../../tokens/refresh-token.ts';
import { findUser } from '../../users/users.ts';
import { oauthErrors, refuse, succeed } from '../errors.ts';
import type { Grant } from './grant.ts';

export const refreshTokens: Grant = async (tenant, client, request) => {
  const token = textOf(request.fields, 'refresh_token');
  if (token === null) return refuse(oauthErrors.missing('refresh_token'));
  const known = useRefreshToken(tenant, client, token);
  const user = known && findUser(tenant.store, known.userId);
  if (!known || !user || user.blocked) return refuse(oauthErrors.badRefreshToken);
  // Fewer scopes may be asked for, never more; what was not granted is left out.
  const narrowed = textOf(request.fields, 'scope')?.split(' ');
  const scopes = narrowed ? known.scopes.filter((scope) => narrowed.includes(scope)) : known.scopes;
  const grant = {
    grantId: known.grantId,
    clientId: known.clientId,
    userId: known.userId,
    audience: known.audience,
    scopes,
    nonce: null,
    authTime: known.authTime,
    sessionId: null,
  };
  return succeed(await issueTokens(tenant, client, user, grant, { refreshToken: false }));
};
