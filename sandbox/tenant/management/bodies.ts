/** What the Management API takes, checked before anything is done with it. */
import { type Static, Type } from '@sinclair/typebox';
import { closed } from '../configuration/body.ts';

const metadata = Type.Record(Type.String(), Type.Unknown());

const profile = {
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
  nickname: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
  email: Type.Optional(Type.String({ pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$', maxLength: 254 })),
  email_verified: Type.Optional(Type.Boolean()),
  phone_number: Type.Optional(Type.String({ pattern: '^\\+[0-9]{1,15}$' })),
  phone_verified: Type.Optional(Type.Boolean()),
  blocked: Type.Optional(Type.Boolean()),
  password: Type.Optional(Type.String({ minLength: 8, maxLength: 72 })),
  user_metadata: Type.Optional(metadata),
  app_metadata: Type.Optional(metadata),
  verify_email: Type.Optional(Type.Boolean()),
};

export const newUserBody = Type.Object({ ...profile, connection: Type.String({ minLength: 1 }) }, closed);
export const userChangesBody = Type.Object({ ...profile, connection: Type.Optional(Type.String()) }, closed);
export const linkBody = Type.Union([
  Type.Object({ link_with: Type.String({ minLength: 1 }) }, closed),
  Type.Object(
    {
      provider: Type.String({ minLength: 1 }),
      user_id: Type.Union([Type.String({ minLength: 1 }), Type.Integer()]),
      connection_id: Type.Optional(Type.String()),
    },
    closed,
  ),
]);

export type UserChanges = Static<typeof userChangesBody>;
