/** Everything a tenant is configured with, as it is kept across restarts. */
import { type Static, Type } from '@sinclair/typebox';
import { attackProtectionSchema, defaultAttackProtection } from './attack-protection.ts';
import { clientSchema } from './client.ts';
import { clientGrantSchema } from './client-grant.ts';
import { connectionSchema } from './connection.ts';
import { emailProviderSchema, phoneProviderSchema } from './providers.ts';
import { resourceServerSchema } from './resource-server.ts';
import { tenantSettingsSchema } from './tenant-settings.ts';

export const configurationSchema = Type.Object({
  tenant: tenantSettingsSchema,
  resource_servers: Type.Array(resourceServerSchema),
  clients: Type.Array(clientSchema),
  connections: Type.Array(connectionSchema),
  client_grants: Type.Array(clientGrantSchema),
  attack_protection: attackProtectionSchema,
  email_provider: Type.Union([emailProviderSchema, Type.Null()]),
  phone_providers: Type.Array(phoneProviderSchema),
});

export type Configuration = Static<typeof configurationSchema>;

/** A new tenant's: no API, no application, no connection. */
export const emptyConfiguration = (): Configuration => ({
  tenant: { friendly_name: 'New tenant' },
  resource_servers: [],
  clients: [],
  connections: [],
  client_grants: [],
  attack_protection: defaultAttackProtection(),
  email_provider: null,
  phone_providers: [],
});
