import type { Instant } from '../transactions/model.ts';

/** Permissions of the API, as its access tokens carry them in `scope` (RFC 9068, 2.2.3). */
export const scopes = {
  read: 'transactions:read',
  /** Also resend and cancel. */
  request: 'transactions:request',
  confirm: 'transactions:confirm',
} as const;

export type Scope = (typeof scopes)[keyof typeof scopes];

/** What a verified access token says. The person is issuer and subject together. */
export type TokenClaims = {
  readonly issuer: string;
  readonly subject: string;
  readonly scopes: ReadonlySet<string>;
  readonly expiresAt: Instant;
};

export type TokenVerdict =
  | { readonly type: 'valid'; readonly claims: TokenClaims }
  | { readonly type: 'expired' }
  /** Not one of ours: form, signature, issuer or audience. */
  | { readonly type: 'invalid' }
  /** The tenant's keys could not be had; nothing is known of the token. */
  | { readonly type: 'unavailable' };

export type VerifyToken = (token: string) => Promise<TokenVerdict>;
