/** What the Auth0 Deploy CLI is told: where, as whom, which kinds of things, and the keywords. It is never written down. */
import { auth0Keywords, type DeployChoices } from './keywords.ts';
import type { SetupClient } from './read-choices.ts';

/** Kinds of things the files hold. Nothing else of the tenant is read or changed. */
const alwaysDeployed = [
  'tenant',
  'resourceServers',
  'clients',
  'databases',
  'connections',
  'clientGrants',
  'attackProtection',
] as const;

/** A phone provider that an older tenant keeps in its sms connection: changing a connection's options replaces them all. */
const keptConnectionOptions = [
  'provider',
  'from',
  'twilio_sid',
  'twilio_token',
  'messaging_service_sid',
  'gateway_url',
  'gateway_authentication',
  'forward_req_info',
] as const;

export const deployConfig = (choices: DeployChoices, setupClient: SetupClient) => ({
  AUTH0_DOMAIN: choices.settings.managementDomain,
  AUTH0_CLIENT_ID: setupClient.id,
  AUTH0_CLIENT_SECRET: setupClient.secret,
  AUTH0_ALLOW_DELETE: false,
  AUTH0_INCLUDED_ONLY: [
    ...alwaysDeployed,
    ...(choices.providers.phone === null ? [] : (['phoneProviders'] as const)),
    ...(choices.providers.email === null ? [] : (['emailProvider'] as const)),
  ],
  EXCLUDED_PROPS: { connections: keptConnectionOptions.map((option) => `options.${option}`) },
  AUTH0_KEYWORD_REPLACE_MAPPINGS: { ...auth0Keywords(choices) },
});

/**
 * What the machine-to-machine application that sets a tenant up must be granted at the Management API, and no more.
 * `npm run doctor` reads with the same application.
 */
export const setupScopes = [
  'read:resource_servers',
  'create:resource_servers',
  'update:resource_servers',
  'read:clients',
  'create:clients',
  'update:clients',
  'read:connections',
  'create:connections',
  'update:connections',
  'read:connections_options',
  'update:connections_options',
  'read:directory_provisionings',
  'read:client_grants',
  'create:client_grants',
  'update:client_grants',
  'read:tenant_settings',
  'update:tenant_settings',
  'read:attack_protection',
  'update:attack_protection',
  'read:actions',
] as const;

/** And these where it also sets a phone or an email provider. */
export const providerScopes = [
  'read:phone_providers',
  'create:phone_providers',
  'update:phone_providers',
  'read:email_provider',
  'create:email_provider',
  'update:email_provider',
] as const;
