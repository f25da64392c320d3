/** How Alexa links accounts: the request of `ask smapi update-account-linking-info` (SMAPI, "Account Linking Schemas"). */
import { scopes as apiScopes } from '../../src/api/token.ts';
import type { SkillChoices } from './read-choices.ts';

/**
 * What Alexa asks for on the person's behalf. Without `offline_access` there is no refresh token, and the link breaks with
 * the first access token (OpenID Connect Core, 11).
 */
const scopes = ['openid', 'profile', 'email', 'offline_access', ...Object.values(apiScopes)];

export type AccountLinkingRequest = {
  readonly accountLinkingRequest: {
    readonly type: 'AUTH_CODE';
    /** Alexa adds the OAuth parameters to the query that stands here (RFC 6749, 4.1.1). */
    readonly authorizationUrl: string;
    readonly accessTokenUrl: string;
    /** As deploy/auth0 says that the application authenticates: `client_secret_post` (RFC 6749, 2.3.1). */
    readonly accessTokenScheme: 'REQUEST_BODY_CREDENTIALS';
    readonly clientId: string;
    /** Alexa keeps it to trade codes and refresh tokens for access tokens. */
    readonly clientSecret: string;
    readonly scopes: readonly string[];
    /** Whence the sign-in page may load what it shows. */
    readonly domains: readonly string[];
    /** Who enables the skill links an account at once: nothing can be done without one. */
    readonly skipOnEnablement: false;
  };
};

/** Bears the client secret: for a file that only its owner may read, never for the terminal. */
export const accountLinkingRequest = ({
  auth0Domain,
  audience,
  clientId,
  clientSecret,
}: SkillChoices): AccountLinkingRequest => {
  const issuer = `https://${auth0Domain}`;
  return {
    accountLinkingRequest: {
      type: 'AUTH_CODE',
      authorizationUrl: `${issuer}/authorize?${new URLSearchParams({ audience })}`,
      accessTokenUrl: `${issuer}/oauth/token`,
      accessTokenScheme: 'REQUEST_BODY_CREDENTIALS',
      clientId,
      clientSecret,
      scopes,
      domains: [new URL(issuer).hostname, 'cdn.auth0.com'],
      skipOnEnablement: false,
    },
  };
};
