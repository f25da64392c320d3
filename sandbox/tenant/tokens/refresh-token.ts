/** Refresh tokens: random, kept as hashes, not rotated (Alexa needs it so), with an absolute and an idle end. */
import type { Client } from '../configuration.ts';
import type { TenantContext } from '../context.ts';
import { hashToken } from '../hash.ts';
import type { RefreshToken } from '../state/schema.ts';
import type { AuthorizationGrant } from './issue.ts';

export const createRefreshToken = (tenant: TenantContext, grant: AuthorizationGrant): string => {
  const token = tenant.random.token(48);
  const now = tenant.now();
  tenant.store.state.refreshTokens.push({
    hash: hashToken(token),
    grantId: grant.grantId,
    clientId: grant.clientId,
    userId: grant.userId,
    audience: grant.audience,
    scopes: [...grant.scopes],
    authTime: grant.authTime,
    issuedAt: now,
    usedAt: now,
  });
  tenant.store.changed();
  return token;
};

/** null where it is unknown, another client's, or over; notes the use. */
export const useRefreshToken = (
  tenant: TenantContext,
  client: Client,
  token: string,
): RefreshToken | null => {
  const known = findRefreshToken(tenant, client, token);
  if (known === null) return null;
  const now = tenant.now();
  const policy = client.refresh_token;
  const over =
    now - known.issuedAt >= policy.token_lifetime * 1000 ||
    now - known.usedAt >= policy.idle_token_lifetime * 1000;
  if (over) {
    revokeGrant(tenant, known.grantId);
    return null;
  }
  known.usedAt = now;
  tenant.store.changed();
  return known;
};

/** The token as kept, where it is this client's own. */
export const findRefreshToken = (
  tenant: TenantContext,
  client: Client,
  token: string,
): RefreshToken | null => {
  const hash = hashToken(token);
  const known = tenant.store.state.refreshTokens.find((candidate) => candidate.hash === hash);
  return known?.clientId === client.client_id ? known : null;
};

/** Ends every refresh token of a grant. Access tokens that are JWTs live on until they expire. */
export const revokeGrant = (tenant: TenantContext, grantId: string): void => {
  const { state } = tenant.store;
  state.refreshTokens = state.refreshTokens.filter((token) => token.grantId !== grantId);
  tenant.store.changed();
};
