/**
 * The tenant that `npm start` brings: what deploy/auth0 configures a real tenant with, and what only a sandbox has: three
 * people, a stand-in social provider, and a client to set up tenants with. Every secret here is public and worth nothing
 * outside one machine.
 */
import { fileURLToPath } from 'node:url';
import { completeClient } from './configuration/client.ts';
import { completeConnection } from './configuration/connection.ts';
import { emptyConfiguration } from './configuration/kept.ts';
import { completeResourceServer } from './configuration/resource-server.ts';
import {
  type Client,
  type Connection,
  grantTypes,
  MANAGEMENT_API,
  type SeedUser,
  type TenantSeed,
} from './configuration.ts';
import { readDeployment } from './deployment.ts';
import { managementScopes } from './management/scopes.ts';

export type SeedChoices = {
  readonly apiIdentifier: string;
  /** null: the API signs RS256. */
  readonly apiSigningSecret: string | null;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Every callback in full: the web application's and the skill's ("Alexa Redirect URLs"). */
  readonly callbacks: readonly string[];
  readonly logoutUrls: readonly string[];
};

const databaseConnection = 'Username-Password-Authentication';
const socialConnection = 'acme-social';

/** Reads and changes the tenant's settings, as a set-up check and the Deploy CLI do. */
export const setupClient = {
  id: 'sayso-sandbox-setup',
  secret: 'public-sandbox-secret-of-the-setup-client',
} as const;

export const demoUsers = {
  dana: {
    user_id: 'auth0|65f0a1000000000000000001',
    name: 'Dana',
    nickname: 'dana',
    email: 'dana@sayso.test',
    email_verified: true,
    identities: [
      {
        provider: 'auth0',
        connection: databaseConnection,
        user_id: '65f0a1000000000000000001',
        isSocial: false,
      },
      // What Sayso's own provisioning leaves behind once a phone is confirmed by a code: a passwordless user that
      // the tenant verified, linked to the person it belongs to.
      {
        provider: 'sms',
        connection: 'sms',
        user_id: '65f0a1000000000000000011',
        isSocial: false,
        profileData: { phone_number: '+12025550142', phone_verified: true, name: '+12025550142' },
      },
    ],
    password: 'Extra-Olives-42',
    note: 'Has a confirmed phone, ending in 42: codes come by text message.',
  },
  milo: {
    user_id: 'auth0|65f0a1000000000000000002',
    name: 'Milo',
    nickname: 'milo',
    email: 'milo@sayso.test',
    email_verified: true,
    identities: [
      {
        provider: 'auth0',
        connection: databaseConnection,
        user_id: '65f0a1000000000000000002',
        isSocial: false,
      },
    ],
    password: 'Thin-Crust-Only-7',
    note: 'Has a verified email address and no phone: codes come by email.',
  },
  sol: {
    user_id: `oauth2|${socialConnection}|65f0a1000000000000000003`,
    name: 'Sol',
    nickname: 'sol',
    email: 'sol@sayso.test',
    email_verified: true,
    identities: [
      {
        provider: 'oauth2',
        connection: socialConnection,
        user_id: `${socialConnection}|65f0a1000000000000000003`,
        isSocial: true,
      },
    ],
    note: 'Has no password here: signs in with Acme, the stand-in social provider.',
  },
} as const satisfies Record<string, SeedUser>;

export const deploymentDirectory = fileURLToPath(new URL('../../deploy/auth0', import.meta.url));

/** The default seed. Nothing in it depends on the time or on chance. */
export const createSeed = (choices: SeedChoices): TenantSeed => {
  const { apiSigningSecret } = choices;
  const deployment = readDeployment(deploymentDirectory, {
    API_ID: choices.apiIdentifier,
    API_SIGNING_ALG: apiSigningSecret === null ? 'RS256' : 'HS256',
    MANAGEMENT_API,
    CALLBACKS: choices.callbacks,
    LOGOUT_URLS: choices.logoutUrls,
  });
  const apps = deployment.clients.map((client) =>
    completeClient(client, { client_id: choices.clientId, client_secret: choices.clientSecret }),
  );
  const idOf = (name: string): string => apps.find((app) => app.name === name)?.client_id ?? name;
  const setup = createSetupClient();
  return {
    tenant: deployment.tenant,
    passwordless_starts_per_hour: 50,
    resource_servers: deployment.resourceServers.map((api, position) =>
      completeResourceServer(
        { ...api, ...(apiSigningSecret !== null && { signing_secret: apiSigningSecret }) },
        `65f0a2${String(position).padStart(18, '0')}`,
        () => '',
      ),
    ),
    clients: [...apps, setup],
    connections: [
      ...deployment.connections.map((connection) =>
        seedConnection({
          ...connection,
          enabled_clients: (connection.enabled_clients ?? []).map(idOf),
        }),
      ),
      seedConnection({
        name: socialConnection,
        strategy: 'oauth2',
        display_name: 'Acme',
        enabled_clients: apps.map((app) => app.client_id),
      }),
    ],
    client_grants: [
      ...deployment.clientGrants.map((grant) => ({ ...grant, client_id: idOf(grant.client_id) })),
      { client_id: setup.client_id, audience: MANAGEMENT_API, scope: [...setupScopes] },
    ].map((grant) => ({ ...grant, id: `cgr_${grant.client_id}` })),
    attack_protection: deployment.attackProtection,
    users: Object.values(demoUsers),
  };
};

/** A tenant as one gets it: nothing is set up but the client to set it up with, and nobody but these people knows it. */
export const createEmptySeed = (users: readonly SeedUser[]): TenantSeed => {
  const setup = createSetupClient();
  return {
    ...emptyConfiguration(),
    passwordless_starts_per_hour: 50,
    clients: [setup],
    client_grants: [
      {
        id: `cgr_${setup.client_id}`,
        client_id: setup.client_id,
        audience: MANAGEMENT_API,
        scope: [...setupScopes],
      },
    ],
    users,
  };
};

/** Settings, not people: whoever sets a tenant up needs to see nobody. */
const setupScopes = managementScopes.filter((scope) => !scope.endsWith(':users'));

const createSetupClient = (): Client =>
  completeClient(
    { name: 'Set-up', app_type: 'non_interactive', grant_types: [grantTypes.clientCredentials] },
    { client_id: setupClient.id, client_secret: setupClient.secret },
  );

const seedConnection = (body: Parameters<typeof completeConnection>[0]): Connection => {
  const completed = completeConnection(body, `con_sandbox${body.strategy.padEnd(9, '0')}`);
  if (!completed.ok) throw new Error(`connection ${body.name}: ${completed.problem}`);
  return completed.connection;
};
