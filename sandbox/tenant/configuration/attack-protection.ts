/**
 * Protection against guessing. Brute-force protection has its effect here (passwordless/shield.ts); the other two are
 * kept and shown, as one machine has one address. https://auth0.com/docs/api/management/v2/attack-protection
 */
import { type Static, Type } from '@sinclair/typebox';
import { closed } from './body.ts';

const notified = (...names: readonly string[]) =>
  Type.Array(Type.Union(names.map((name) => Type.Literal(name))), { uniqueItems: true });
/** IP addresses and CIDR ranges. */
const allowlist = Type.Array(Type.String({ minLength: 2 }), { uniqueItems: true });
const limit = Type.Object(
  { max_attempts: Type.Integer({ minimum: 1 }), rate: Type.Integer({ minimum: 1 }) },
  closed,
);

const bruteForceSchema = Type.Object({
  enabled: Type.Boolean(),
  shields: notified('block', 'user_notification'),
  allowlist,
  mode: Type.Union([Type.Literal('count_per_identifier_and_ip'), Type.Literal('count_per_identifier')]),
  max_attempts: Type.Integer({ minimum: 1, maximum: 100 }),
});

export const attackProtectionSchemas = {
  'brute-force-protection': bruteForceSchema,
  'suspicious-ip-throttling': Type.Object({
    enabled: Type.Boolean(),
    shields: notified('block', 'admin_notification'),
    allowlist,
    stage: Type.Object({ 'pre-login': limit, 'pre-user-registration': limit }, closed),
  }),
  'breached-password-detection': Type.Object({
    enabled: Type.Boolean(),
    shields: notified('block', 'user_notification', 'admin_notification'),
    admin_notification_frequency: notified('immediately', 'daily', 'weekly', 'monthly'),
    method: Type.Union([Type.Literal('standard'), Type.Literal('enhanced')]),
  }),
};

export type Protection = keyof typeof attackProtectionSchemas;

export const attackProtectionBody = (protection: Protection) =>
  Type.Partial(attackProtectionSchemas[protection], closed);

export const attackProtectionSchema = Type.Object(attackProtectionSchemas);
export type AttackProtection = Static<typeof attackProtectionSchema>;
export type BruteForceProtection = Static<typeof bruteForceSchema>;

/** As a new tenant has it. */
export const defaultAttackProtection = (): AttackProtection => ({
  'brute-force-protection': {
    enabled: true,
    shields: ['block', 'user_notification'],
    allowlist: [],
    mode: 'count_per_identifier_and_ip',
    max_attempts: 10,
  },
  'suspicious-ip-throttling': {
    enabled: true,
    shields: ['admin_notification', 'block'],
    allowlist: [],
    stage: {
      'pre-login': { max_attempts: 100, rate: 864_000 },
      'pre-user-registration': { max_attempts: 50, rate: 1200 },
    },
  },
  'breached-password-detection': {
    enabled: false,
    shields: [],
    admin_notification_frequency: [],
    method: 'standard',
  },
});
