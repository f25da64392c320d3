/**
 * Connections, each with the options that its strategy knows. Like Auth0 the tenant keeps options it has no use for, and
 * a change replaces all options at once. https://auth0.com/docs/api/management/v2/connections
 */
import { type Static, Type } from '@sinclair/typebox';
import { closed, readBody } from './body.ts';

/** Length in digits, life in seconds. */
const totp = Type.Object(
  {
    length: Type.Integer({ minimum: 4, maximum: 40 }),
    time_step: Type.Integer({ minimum: 60, maximum: 172_800 }),
  },
  closed,
);

const common = {
  disable_signup: Type.Boolean(),
  /** Whether the tenant's brute-force protection covers this connection. */
  brute_force_protection: Type.Boolean(),
};

const optionsSchemas = {
  auth0: Type.Object(common),
  sms: Type.Object({
    ...common,
    totp,
    /** How `template` is read: Auth0's older way, or Liquid, which the sandbox does not play. */
    syntax: Type.Optional(Type.Literal('md_with_macros')),
    /** `@@password@@` stands for the code. */
    template: Type.String({ minLength: 1 }),
  }),
  email: Type.Object({
    ...common,
    totp,
    /** HTML; `{{ code }}` stands for the code. */
    email: Type.Object({
      syntax: Type.Optional(Type.Literal('liquid')),
      subject: Type.String({ minLength: 1 }),
      body: Type.String({ minLength: 1 }),
    }),
  }),
  /** A custom social connection; the sandbox plays its provider. */
  oauth2: Type.Object({}),
};

const named = {
  id: Type.String(),
  name: Type.String({ minLength: 1, maxLength: 128, pattern: '^[a-zA-Z0-9](-?[a-zA-Z0-9])*$' }),
  display_name: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
  enabled_clients: Type.Array(Type.String()),
};

const databaseSchema = Type.Object({
  ...named,
  strategy: Type.Literal('auth0'),
  options: optionsSchemas.auth0,
});
const smsSchema = Type.Object({ ...named, strategy: Type.Literal('sms'), options: optionsSchemas.sms });
const emailSchema = Type.Object({ ...named, strategy: Type.Literal('email'), options: optionsSchemas.email });
const socialSchema = Type.Object({
  ...named,
  display_name: Type.String({ minLength: 1, maxLength: 128 }),
  strategy: Type.Literal('oauth2'),
  options: optionsSchemas.oauth2,
});
export const connectionSchema = Type.Union([databaseSchema, smsSchema, emailSchema, socialSchema]);

export type DatabaseConnection = Static<typeof databaseSchema>;
export type SmsConnection = Static<typeof smsSchema>;
export type EmailConnection = Static<typeof emailSchema>;
export type SocialConnection = Static<typeof socialSchema>;
export type PasswordlessConnection = SmsConnection | EmailConnection;
export type Connection = Static<typeof connectionSchema>;

const anyOptions = Type.Record(Type.String(), Type.Unknown());

export const newConnectionBody = Type.Object(
  {
    name: named.name,
    strategy: Type.Union([
      Type.Literal('auth0'),
      Type.Literal('sms'),
      Type.Literal('email'),
      Type.Literal('oauth2'),
    ]),
    display_name: named.display_name,
    options: Type.Optional(anyOptions),
    enabled_clients: Type.Optional(named.enabled_clients),
  },
  closed,
);
export const connectionChangesBody = Type.Object(
  {
    display_name: named.display_name,
    options: Type.Optional(anyOptions),
    enabled_clients: Type.Optional(named.enabled_clients),
  },
  closed,
);

type ReadConnection =
  | { readonly ok: true; readonly connection: Connection }
  | { readonly ok: false; readonly problem: string };

/** With Auth0's defaults for options the body leaves out. */
export const completeConnection = (body: Static<typeof newConnectionBody>, id: string): ReadConnection => {
  const { strategy, options: given, ...rest } = body;
  const candidate: unknown = {
    id,
    enabled_clients: [],
    ...(strategy === 'oauth2' && { display_name: body.name }),
    ...rest,
    strategy,
    options: { ...defaultOptions[strategy], ...given },
  };
  const read = readBody(connectionSchemas[strategy], candidate);
  return read.ok ? { ok: true, connection: read.body } : read;
};

export const changeConnection = (
  connection: Connection,
  changes: Static<typeof connectionChangesBody>,
): ReadConnection => {
  const { id, ...body } = connection;
  return completeConnection({ ...body, ...changes }, id);
};

const connectionSchemas = {
  auth0: databaseSchema,
  sms: smsSchema,
  email: emailSchema,
  oauth2: socialSchema,
} as const;

const passwordlessDefaults = {
  disable_signup: false,
  brute_force_protection: true,
  totp: { length: 6, time_step: 180 },
};

const defaultOptions = {
  auth0: { disable_signup: false, brute_force_protection: true },
  sms: { ...passwordlessDefaults, template: 'Your verification code is: @@password@@' },
  email: {
    ...passwordlessDefaults,
    email: { subject: 'Your verification code', body: '<p>Your verification code is: {{ code }}</p>' },
  },
  oauth2: {},
} as const;
