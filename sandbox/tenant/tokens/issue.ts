/** Turns a grant into tokens: the access token, the id_token where `openid` was granted, a refresh token where asked. */
import type { Client } from '../configuration.ts';
import type { TenantContext } from '../context.ts';
import type { User } from '../state/schema.ts';
import { createAccessToken } from './access-token.ts';
import { createIdToken } from './id-token.ts';
import { createRefreshToken } from './refresh-token.ts';

/** What somebody allowed a client to do. */
export type AuthorizationGrant = {
  /** What is revoked together. */
  readonly grantId: string;
  readonly clientId: string;
  readonly userId: string;
  /** null: only /userinfo. */
  readonly audience: string | null;
  readonly scopes: readonly string[];
  readonly nonce: string | null;
  /** Seconds since the epoch. As at Auth0 it is told only where `max_age` was asked for. */
  readonly authTime: number | null;
  /** The browser session it came from. */
  readonly sessionId: string | null;
};

export type TokenAnswer = {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
  readonly scope: string;
  readonly expires_in: number;
  readonly token_type: 'Bearer';
};

export const issueTokens = async (
  tenant: TenantContext,
  client: Client,
  user: User,
  grant: AuthorizationGrant,
  wanted: { readonly refreshToken: boolean; readonly subject?: string },
): Promise<TokenAnswer> => {
  const access = await createAccessToken(tenant, grant);
  return {
    access_token: access.token,
    ...(wanted.refreshToken && { refresh_token: createRefreshToken(tenant, grant) }),
    ...(grant.scopes.includes('openid') && {
      id_token: await createIdToken(tenant, client, user, grant, wanted.subject ?? user.user_id),
    }),
    scope: grant.scopes.join(' '),
    // Never left out, at a refresh neither: Alexa would take the token for one that does not expire.
    expires_in: access.expiresInSeconds,
    token_type: 'Bearer',
  };
};
