/** The Management API's scopes that this tenant knows: those its endpoints ask for, and no other. */

export const managementScopes = [
  'read:users',
  'create:users',
  'update:users',
  'delete:users',
  'read:resource_servers',
  'create:resource_servers',
  'update:resource_servers',
  'read:clients',
  'create:clients',
  'update:clients',
  'read:connections',
  'create:connections',
  'update:connections',
  'read:directory_provisionings',
  'read:client_grants',
  'create:client_grants',
  'update:client_grants',
  'read:tenant_settings',
  'update:tenant_settings',
  'read:attack_protection',
  'update:attack_protection',
  'read:actions',
  'read:email_provider',
  'create:email_provider',
  'update:email_provider',
  'read:phone_providers',
  'create:phone_providers',
  'update:phone_providers',
] as const;

export type ManagementScope = (typeof managementScopes)[number];
