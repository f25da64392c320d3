/** The routes of the Management API that read and change how the tenant is set up. */
import type { Route } from '../routes.ts';
import { changeProtection, getProtection } from './attack-protection.ts';
import { type ManagementHandle, withScope } from './authorize.ts';
import { changeClientGrant, createClientGrant, listClientGrants } from './client-grants.ts';
import { changeClient, createClient, getClient, listClients } from './clients.ts';
import {
  changeConnectionSettings,
  changeEnabledClients,
  createConnection,
  getConnection,
  listConnections,
  listEnabledClients,
} from './connections.ts';
import { listActions, listDirectoryProvisionings, notOnThisPlan } from './nothing.ts';
import {
  changeEmailProvider,
  changePhoneProvider,
  createEmailProvider,
  createPhoneProvider,
  getEmailProvider,
  listPhoneProviders,
} from './providers.ts';
import { changeApi, createResourceServer, listResourceServers } from './resource-servers.ts';
import type { ManagementScope } from './scopes.ts';
import { changeTenantSettings, getTenantSettings } from './tenant-settings.ts';

const setting = (
  method: Route['method'],
  path: string,
  scope: ManagementScope,
  handle: ManagementHandle,
): Route => ({
  method,
  path: `/api/v2/${path}`,
  kind: 'management',
  call: 'management:settings',
  handle: withScope(scope, handle),
});

const protections = [
  'brute-force-protection',
  'suspicious-ip-throttling',
  'breached-password-detection',
] as const;

export const settingsRoutes: readonly Route[] = [
  setting('GET', 'resource-servers', 'read:resource_servers', listResourceServers),
  setting('POST', 'resource-servers', 'create:resource_servers', createResourceServer),
  setting('PATCH', 'resource-servers/:id', 'update:resource_servers', changeApi),

  setting('GET', 'clients', 'read:clients', listClients),
  setting('GET', 'clients/:id', 'read:clients', getClient),
  setting('POST', 'clients', 'create:clients', createClient),
  setting('PATCH', 'clients/:id', 'update:clients', changeClient),

  setting('GET', 'connections', 'read:connections', listConnections),
  setting('GET', 'connections/:id', 'read:connections', getConnection),
  setting('POST', 'connections', 'create:connections', createConnection),
  setting('PATCH', 'connections/:id', 'update:connections', changeConnectionSettings),
  setting('GET', 'connections/:id/clients', 'read:connections', listEnabledClients),
  setting('PATCH', 'connections/:id/clients', 'update:connections', changeEnabledClients),
  setting(
    'GET',
    'connections-directory-provisionings',
    'read:directory_provisionings',
    listDirectoryProvisionings,
  ),

  setting('GET', 'client-grants', 'read:client_grants', listClientGrants),
  setting('POST', 'client-grants', 'create:client_grants', createClientGrant),
  setting('PATCH', 'client-grants/:id', 'update:client_grants', changeClientGrant),

  setting('GET', 'tenants/settings', 'read:tenant_settings', getTenantSettings),
  setting('PATCH', 'tenants/settings', 'update:tenant_settings', changeTenantSettings),
  ...protections.flatMap((protection) => [
    setting('GET', `attack-protection/${protection}`, 'read:attack_protection', getProtection(protection)),
    setting(
      'PATCH',
      `attack-protection/${protection}`,
      'update:attack_protection',
      changeProtection(protection),
    ),
  ]),
  setting('GET', 'attack-protection/bot-detection', 'read:attack_protection', notOnThisPlan),
  setting('GET', 'attack-protection/captcha', 'read:attack_protection', notOnThisPlan),
  setting('GET', 'actions/actions', 'read:actions', listActions),

  setting('GET', 'emails/provider', 'read:email_provider', getEmailProvider),
  setting('POST', 'emails/provider', 'create:email_provider', createEmailProvider),
  setting('PATCH', 'emails/provider', 'update:email_provider', changeEmailProvider),
  setting('GET', 'branding/phone/providers', 'read:phone_providers', listPhoneProviders),
  setting('POST', 'branding/phone/providers', 'create:phone_providers', createPhoneProvider),
  setting('PATCH', 'branding/phone/providers/:id', 'update:phone_providers', changePhoneProvider),
];
