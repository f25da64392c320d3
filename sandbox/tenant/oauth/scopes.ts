/** Which of the scopes asked for are granted: OpenID Connect's own and those the API has; Auth0 drops others silently. */
import type { Client, ResourceServer } from '../configuration.ts';
import { oidcScopes } from '../users/claims.ts';

const offlineAccess = 'offline_access';

export const grantedScopes = (
  asked: string | null,
  api: ResourceServer | null,
  client: Client,
): readonly string[] => {
  const offline = (api?.allow_offline_access ?? true) && client.grant_types.includes('refresh_token');
  const grantable = new Set<string>([
    ...oidcScopes,
    ...(api?.scopes.map((scope) => scope.value) ?? []),
    ...(offline ? [offlineAccess] : []),
  ]);
  return [...new Set(asked?.split(' '))].filter((scope) => grantable.has(scope));
};

export const wantsRefreshToken = (scopes: readonly string[]): boolean => scopes.includes(offlineAccess);
