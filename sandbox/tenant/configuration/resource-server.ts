/** An API ("resource server"). https://auth0.com/docs/api/management/v2/resource-servers */
import { type Static, Type } from '@sinclair/typebox';
import { closed } from './body.ts';

const settable = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200, pattern: '^[^<>]+$' }),
  signing_alg: Type.Union([Type.Literal('HS256'), Type.Literal('RS256')]),
  /** HS256 only: the key of the API's tokens. Auth0 takes 16 characters; Sayso wants 32 bytes (RFC 7518, 3.2). */
  signing_secret: Type.String({ minLength: 16 }),
  scopes: Type.Array(
    Type.Object({ value: Type.String({ minLength: 1 }), description: Type.Optional(Type.String()) }, closed),
  ),
  allow_offline_access: Type.Boolean(),
  /** Seconds an access token lives; 30 days at most. */
  token_lifetime: Type.Integer({ minimum: 1, maximum: 2_592_000 }),
  skip_consent_for_verifiable_first_party_clients: Type.Boolean(),
});

/** Also the `audience` of its tokens; never changes. */
const identifier = Type.String({ minLength: 1, maxLength: 600 });

export const newResourceServerBody = Type.Composite(
  [Type.Object({ identifier }), Type.Partial(settable)],
  closed,
);
export const resourceServerChangesBody = Type.Partial(settable, closed);
export const resourceServerSchema = Type.Composite([
  Type.Object({ id: Type.String(), identifier }),
  Type.Omit(settable, ['signing_secret']),
  Type.Partial(Type.Pick(settable, ['signing_secret'])),
]);

export type ResourceServer = Static<typeof resourceServerSchema>;

/** With Auth0's defaults for what the body leaves out; an API that signs with HS256 gets a key. */
export const completeResourceServer = (
  body: Static<typeof newResourceServerBody>,
  id: string,
  drawSecret: () => string,
): ResourceServer =>
  withKey(
    {
      id,
      name: body.identifier,
      signing_alg: 'RS256',
      scopes: [],
      allow_offline_access: false,
      token_lifetime: 86_400,
      skip_consent_for_verifiable_first_party_clients: false,
      ...body,
    },
    drawSecret,
  );

export const changeResourceServer = (
  api: ResourceServer,
  changes: Static<typeof resourceServerChangesBody>,
  drawSecret: () => string,
): ResourceServer => withKey({ ...api, ...changes }, drawSecret);

const withKey = (api: ResourceServer, drawSecret: () => string): ResourceServer => {
  const { signing_secret, ...rest } = api;
  return api.signing_alg === 'HS256' ? { ...rest, signing_secret: signing_secret ?? drawSecret() } : rest;
};
