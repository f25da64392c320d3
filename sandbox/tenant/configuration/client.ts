/** An application. https://auth0.com/docs/api/management/v2/clients */
import { type Static, Type } from '@sinclair/typebox';
import { closed } from './body.ts';

export const grantTypes = {
  authorizationCode: 'authorization_code',
  refreshToken: 'refresh_token',
  clientCredentials: 'client_credentials',
  passwordlessOtp: 'http://auth0.com/oauth/grant-type/passwordless/otp',
} as const;

const grantTypeSchema = Type.Union([
  Type.Literal(grantTypes.authorizationCode),
  Type.Literal(grantTypes.refreshToken),
  Type.Literal(grantTypes.clientCredentials),
  Type.Literal(grantTypes.passwordlessOtp),
]);
export type GrantType = Static<typeof grantTypeSchema>;

const seconds = Type.Integer({ minimum: 1 });

/** The tenant plays confidential applications alone, and refresh tokens as Alexa needs them: not rotated. */
const settable = Type.Object({
  name: Type.String({ minLength: 1, pattern: '^[^<>]+$' }),
  description: Type.String({ maxLength: 140 }),
  app_type: Type.Union([Type.Literal('regular_web'), Type.Literal('non_interactive')]),
  is_first_party: Type.Boolean(),
  oidc_conformant: Type.Literal(true),
  /** Compared character by character (RFC 9700, 2.1). */
  callbacks: Type.Array(Type.String({ pattern: '^https?://[^\\s#*]+$' })),
  allowed_logout_urls: Type.Array(Type.String({ pattern: '^https?://[^\\s#*]+$' })),
  grant_types: Type.Array(grantTypeSchema, { uniqueItems: true }),
  /** Either way of sending the secret is taken, whichever is named. */
  token_endpoint_auth_method: Type.Union([
    Type.Literal('client_secret_post'),
    Type.Literal('client_secret_basic'),
  ]),
  /** "Trust Token Endpoint IP Header": whether `auth0-forwarded-for` counts. */
  is_token_endpoint_ip_header_trusted: Type.Boolean(),
  cross_origin_authentication: Type.Literal(false),
  jwt_configuration: Type.Object(
    { alg: Type.Optional(Type.Literal('RS256')), lifetime_in_seconds: seconds },
    closed,
  ),
  refresh_token: Type.Object(
    {
      rotation_type: Type.Literal('non-rotating'),
      expiration_type: Type.Literal('expiring'),
      /** Seconds since the token was first issued. */
      token_lifetime: seconds,
      infinite_token_lifetime: Type.Optional(Type.Literal(false)),
      /** Seconds since it was last used. */
      idle_token_lifetime: seconds,
      infinite_idle_token_lifetime: Type.Optional(Type.Literal(false)),
      /** Seconds; of rotating tokens only. */
      leeway: Type.Optional(Type.Integer({ minimum: 0 })),
    },
    closed,
  ),
});

/** What a client can be without. */
const extras = ['description', 'token_endpoint_auth_method', 'cross_origin_authentication'] as const;

export const newClientBody = Type.Composite(
  [Type.Pick(settable, ['name']), Type.Partial(Type.Omit(settable, ['name']))],
  closed,
);
export const clientChangesBody = Type.Partial(settable, closed);
export const clientSchema = Type.Composite([
  Type.Object({ client_id: Type.String(), client_secret: Type.String() }),
  Type.Omit(settable, [...extras]),
  Type.Partial(Type.Pick(settable, [...extras])),
]);

export type Client = Static<typeof clientSchema>;

/** With Auth0's defaults for what the body leaves out. The id and the secret are the tenant's to give. */
export const completeClient = (
  body: Static<typeof newClientBody>,
  ids: Pick<Client, 'client_id' | 'client_secret'>,
): Client => ({
  ...ids,
  app_type: 'regular_web',
  is_first_party: true,
  oidc_conformant: true,
  callbacks: [],
  allowed_logout_urls: [],
  grant_types: [grantTypes.authorizationCode, grantTypes.refreshToken, grantTypes.clientCredentials],
  is_token_endpoint_ip_header_trusted: false,
  jwt_configuration: { lifetime_in_seconds: 36_000 },
  refresh_token: {
    rotation_type: 'non-rotating',
    expiration_type: 'expiring',
    token_lifetime: 31_557_600,
    idle_token_lifetime: 2_592_000,
  },
  ...body,
});
