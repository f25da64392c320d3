/** The authorization code grant (RFC 6749, 4.1.3) with PKCE (RFC 7636). */
import { createHash } from 'node:crypto';
import { isSameSecret } from '../../hash.ts';
import { textOf } from '../../http/request.ts';
import { issueTokens } from '../../tokens/issue.ts';
import { revokeGrant } from '../../tokens/refresh-token.ts';
import { findUser } from '../../users/users.ts';
import { oauthErrors, refuse, succeed } from '../errors.ts';
import { wantsRefreshToken } from '../scopes.ts';
import type { Grant } from './grant.ts';

export const exchangeAuthorizationCode: Grant = async (tenant, client, request) => {
  const code = textOf(request.fields, 'code');
  if (code === null) return refuse(oauthErrors.missing('code'));
  const taken = tenant.authorizationCodes.take(code);
  if (taken.type === 'unknown') return refuse(oauthErrors.badCode);
  if (taken.type === 'reused') {
    // Two parties hold it: whatever the first one got ends (RFC 6749, 4.1.2).
    revokeGrant(tenant, taken.grantId);
    return refuse(oauthErrors.badCode);
  }

  const { grant, redirectUri, codeChallenge } = taken.binding;
  if (grant.clientId !== client.client_id) return refuse(oauthErrors.badCode);
  if (textOf(request.fields, 'redirect_uri') !== redirectUri) return refuse(oauthErrors.wrongRedirect);
  if (!isRightVerifier(textOf(request.fields, 'code_verifier'), codeChallenge))
    return refuse(oauthErrors.badVerifier);
  const user = findUser(tenant.store, grant.userId);
  if (user === null) return refuse(oauthErrors.badCode);
  return succeed(
    await issueTokens(tenant, client, user, grant, { refreshToken: wantsRefreshToken(grant.scopes) }),
  );
};

/** A verifier without a challenge is wrong too: it would mean that the challenge was stripped (RFC 9700, 2.1.1). */
const isRightVerifier = (verifier: string | null, challenge: string | null): boolean => {
  if (verifier === null || challenge === null) return verifier === challenge;
  return isSameSecret(createHash('sha256').update(verifier).digest('base64url'), challenge);
};
