/** What an application learns of a user, by the scopes it was granted (OpenID Connect Core, 5.4). */
import type { User } from '../state/schema.ts';

export const oidcScopes = ['openid', 'profile', 'email', 'phone'] as const;

export const profileClaims = (user: User, scopes: readonly string[]): Record<string, unknown> => ({
  ...(scopes.includes('profile') && {
    name: user.name,
    nickname: user.nickname,
    updated_at: user.updated_at,
  }),
  ...(scopes.includes('email') &&
    user.email !== undefined && { email: user.email, email_verified: user.email_verified ?? false }),
  ...(scopes.includes('phone') &&
    user.phone_number !== undefined && {
      phone_number: user.phone_number,
      phone_verified: user.phone_verified ?? false,
    }),
});
