/**
 * What a tenant is configured with, in Auth0's own words (those of its Management API and of Auth0 Deploy CLI files):
 * APIs, applications, connections, grants between them, and the users it starts with.
 */

/** An API ("resource server"). */
export type ResourceServer = {
  /** Also the `audience` of its tokens. */
  readonly identifier: string;
  readonly name: string;
  readonly signing_alg: 'HS256' | 'RS256';
  /** HS256 only: the key of the API's tokens, at least 32 bytes of text. */
  readonly signing_secret?: string;
  readonly scopes: readonly { readonly value: string; readonly description: string }[];
  readonly allow_offline_access: boolean;
  /** Seconds an access token lives; Auth0's default is 86400. */
  readonly token_lifetime: number;
  readonly skip_consent_for_verifiable_first_party_clients: boolean;
};

export const grantTypes = {
  authorizationCode: 'authorization_code',
  refreshToken: 'refresh_token',
  clientCredentials: 'client_credentials',
  passwordlessOtp: 'http://auth0.com/oauth/grant-type/passwordless/otp',
} as const;

export type GrantType = (typeof grantTypes)[keyof typeof grantTypes];

/** An application. All of them are confidential: they have a secret and must send it. */
export type Client = {
  readonly client_id: string;
  readonly client_secret: string;
  readonly name: string;
  readonly app_type: 'regular_web' | 'non_interactive';
  readonly is_first_party: boolean;
  /** Compared character by character (RFC 9700, 2.1). */
  readonly callbacks: readonly string[];
  readonly allowed_logout_urls: readonly string[];
  readonly grant_types: readonly GrantType[];
  /** "Trust Token Endpoint IP Header": whether `auth0-forwarded-for` counts. */
  readonly is_token_endpoint_ip_header_trusted: boolean;
  readonly jwt_configuration: { readonly lifetime_in_seconds: number };
  readonly refresh_token: {
    readonly rotation_type: 'non-rotating';
    readonly expiration_type: 'expiring';
    /** Seconds since the token was first issued. */
    readonly token_lifetime: number;
    /** Seconds since it was last used. */
    readonly idle_token_lifetime: number;
  };
};

type EnabledConnection = {
  readonly id: string;
  readonly name: string;
  readonly enabled_clients: readonly string[];
};

export type DatabaseConnection = EnabledConnection & {
  readonly strategy: 'auth0';
  readonly options: { readonly disable_signup: boolean };
};

/** Length in digits, life in seconds. */
type Totp = { readonly length: number; readonly time_step: number };

export type SmsConnection = EnabledConnection & {
  readonly strategy: 'sms';
  readonly options: {
    readonly disable_signup: boolean;
    readonly totp: Totp;
    /** `@@password@@` stands for the code. */
    readonly template: string;
  };
};

export type EmailConnection = EnabledConnection & {
  readonly strategy: 'email';
  readonly options: {
    readonly disable_signup: boolean;
    readonly totp: Totp;
    /** `{{ code }}` stands for the code. */
    readonly email: { readonly subject: string; readonly body: string };
  };
};

/** A custom social connection; the sandbox plays its provider. */
export type SocialConnection = EnabledConnection & {
  readonly strategy: 'oauth2';
  readonly display_name: string;
  readonly options: Readonly<Record<string, never>>;
};

export type PasswordlessConnection = SmsConnection | EmailConnection;
export type Connection = DatabaseConnection | PasswordlessConnection | SocialConnection;

/** What an application may do at an API on its own behalf (client credentials). */
export type ClientGrant = {
  readonly client_id: string;
  readonly audience: string;
  readonly scope: readonly string[];
};

export type SeedIdentity = {
  readonly provider: string;
  readonly connection: string;
  /** Without the provider: `65f0…`; for a custom social connection `acme-social|…`. */
  readonly user_id: string;
  readonly isSocial: boolean;
  readonly profileData?: {
    readonly phone_number?: string;
    readonly phone_verified?: boolean;
    readonly email?: string;
    readonly email_verified?: boolean;
    readonly name?: string;
  };
};

export type SeedUser = {
  /** `provider|id` of the first identity. */
  readonly user_id: string;
  readonly name: string;
  readonly nickname: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly phone_number?: string;
  readonly phone_verified?: boolean;
  readonly identities: readonly [SeedIdentity, ...SeedIdentity[]];
  readonly user_metadata?: Readonly<Record<string, unknown>>;
  /** Database users only. Shown on the login page: these are people made up for the sandbox. */
  readonly password?: string;
  /** What makes this demo user special, for the login page. */
  readonly note: string;
};

export type TenantSeed = {
  readonly tenant: {
    readonly friendly_name: string;
    /** `/passwordless/start` calls per hour and address; Auth0's limit is 50. */
    readonly passwordless_starts_per_hour: number;
  };
  readonly resource_servers: readonly ResourceServer[];
  readonly clients: readonly Client[];
  readonly connections: readonly Connection[];
  /** For the Management API write its audience as `MANAGEMENT_API`: it depends on the domain. */
  readonly client_grants: readonly ClientGrant[];
  readonly users: readonly SeedUser[];
};

/** Stands for `https://{domain}/api/v2/` in a seed. */
export const MANAGEMENT_API = 'MANAGEMENT_API';
