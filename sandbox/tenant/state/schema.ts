/**
 * What the tenant keeps across restarts, and the shape its file must have. Long secrets that are only compared are hashes;
 * what the tenant signs with, and the secrets of applications that its owner may look up, are in clear.
 */
import { type Static, Type } from '@sinclair/typebox';
import { configurationSchema } from '../configuration/kept.ts';

const identitySchema = Type.Object({
  provider: Type.String(),
  connection: Type.String(),
  user_id: Type.String(),
  isSocial: Type.Boolean(),
  profileData: Type.Optional(
    Type.Object({
      phone_number: Type.Optional(Type.String()),
      phone_verified: Type.Optional(Type.Boolean()),
      email: Type.Optional(Type.String()),
      email_verified: Type.Optional(Type.Boolean()),
      name: Type.Optional(Type.String()),
    }),
  ),
});

const metadataSchema = Type.Record(Type.String(), Type.Unknown());

const userSchema = Type.Object({
  user_id: Type.String(),
  name: Type.String(),
  nickname: Type.String(),
  email: Type.Optional(Type.String()),
  email_verified: Type.Optional(Type.Boolean()),
  phone_number: Type.Optional(Type.String()),
  phone_verified: Type.Optional(Type.Boolean()),
  blocked: Type.Optional(Type.Boolean()),
  /** The first is the primary one: the user's own fields are its profile. */
  identities: Type.Array(identitySchema, { minItems: 1 }),
  user_metadata: metadataSchema,
  app_metadata: metadataSchema,
  /** ISO 8601. */
  created_at: Type.String(),
  updated_at: Type.String(),
  last_login: Type.Optional(Type.String()),
  logins_count: Type.Number(),
});

const refreshTokenSchema = Type.Object({
  /** SHA-256 of the token, base64url. */
  hash: Type.String(),
  grantId: Type.String(),
  clientId: Type.String(),
  userId: Type.String(),
  audience: Type.Union([Type.String(), Type.Null()]),
  scopes: Type.Array(Type.String()),
  /** Seconds since the epoch, null where the sign-in did not ask for it. */
  authTime: Type.Union([Type.Number(), Type.Null()]),
  /** Epoch milliseconds. */
  issuedAt: Type.Number(),
  usedAt: Type.Number(),
});

const consentSchema = Type.Object({
  userId: Type.String(),
  clientId: Type.String(),
  audience: Type.Union([Type.String(), Type.Null()]),
  scopes: Type.Array(Type.String()),
});

const ticketSchema = Type.Object({
  hash: Type.String(),
  userId: Type.String(),
  email: Type.String(),
  expiresAt: Type.Number(),
});

/** In clear: six digits under a hash are as good as in clear, and the phone's own file has them too. */
const passwordlessCodeSchema = Type.Object({
  code: Type.String(),
  number: Type.Number(),
  expiresAt: Type.Number(),
  tries: Type.Number(),
});

export const keptStateSchema = Type.Object({
  version: Type.Literal(1),
  /** The newest first; it signs. Private RSA keys as JWK. */
  signingKeys: Type.Array(
    Type.Object({
      kid: Type.String(),
      kty: Type.Literal('RSA'),
      n: Type.String(),
      e: Type.String(),
      d: Type.String(),
      p: Type.String(),
      q: Type.String(),
      dp: Type.String(),
      dq: Type.String(),
      qi: Type.String(),
    }),
    { minItems: 1 },
  ),
  /** What the Management API reads and changes. */
  configuration: configurationSchema,
  /** 32 bytes, base64url: encrypts the access tokens that are opaque to everybody else. */
  encryptionKey: Type.String(),
  users: Type.Array(userSchema),
  /** user_id → salted scrypt hash. */
  passwords: Type.Record(Type.String(), Type.String()),
  refreshTokens: Type.Array(refreshTokenSchema),
  consents: Type.Array(consentSchema),
  /** Of the links that verify an email address. */
  tickets: Type.Array(ticketSchema),
  /** The only valid code of each contact, by `connection:address`. */
  passwordlessCodes: Type.Record(Type.String(), passwordlessCodeSchema),
});

export type KeptState = Static<typeof keptStateSchema>;
export type User = Static<typeof userSchema>;
export type Identity = Static<typeof identitySchema>;
export type RefreshToken = Static<typeof refreshTokenSchema>;
export type SigningKey = KeptState['signingKeys'][number];
