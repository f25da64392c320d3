/**
 * Who carries a tenant's messages. They are kept and shown without their credentials; the sandbox delivers to its own
 * phone and mailbox whatever they say. https://auth0.com/docs/customize/phone-messages/unified-phone
 */
import { Type } from '@sinclair/typebox';
import { closed } from './body.ts';

export const emailProviderBody = Type.Object(
  {
    name: Type.Literal('smtp'),
    enabled: Type.Boolean(),
    default_from_address: Type.String({ minLength: 3 }),
    credentials: Type.Object(
      {
        smtp_host: Type.String({ minLength: 1 }),
        smtp_port: Type.Integer({ minimum: 1, maximum: 65_535 }),
        smtp_user: Type.String({ minLength: 1 }),
        smtp_pass: Type.String({ minLength: 1 }),
      },
      closed,
    ),
  },
  closed,
);
export const emailProviderSchema = Type.Omit(emailProviderBody, ['credentials']);

export const phoneProviderBody = Type.Object(
  {
    name: Type.Literal('twilio'),
    disabled: Type.Boolean(),
    configuration: Type.Object(
      {
        sid: Type.String({ pattern: '^AC' }),
        default_from: Type.String({ minLength: 1 }),
        delivery_methods: Type.Array(Type.Union([Type.Literal('text'), Type.Literal('voice')]), {
          minItems: 1,
        }),
      },
      closed,
    ),
    credentials: Type.Object({ auth_token: Type.String({ minLength: 1 }) }, closed),
  },
  closed,
);
export const phoneProviderSchema = Type.Composite([
  Type.Object({ id: Type.String() }),
  Type.Omit(phoneProviderBody, ['credentials']),
]);
