/** What the tenant calls itself. https://auth0.com/docs/api/management/v2/tenants */
import { type Static, Type } from '@sinclair/typebox';
import { closed } from './body.ts';

const settable = Type.Object({
  friendly_name: Type.String({ minLength: 1 }),
  support_email: Type.String({ minLength: 3 }),
  support_url: Type.String({ pattern: '^https://' }),
});

export const tenantSettingsBody = Type.Partial(settable, closed);
export const tenantSettingsSchema = Type.Composite([
  Type.Pick(settable, ['friendly_name']),
  Type.Partial(Type.Omit(settable, ['friendly_name'])),
]);

export type TenantSettings = Static<typeof tenantSettingsSchema>;
