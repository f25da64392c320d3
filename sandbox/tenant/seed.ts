/**
 * The tenant that `npm start` brings: one API, the regular web application that doubles as the skill's client, the
 * connections Sayso needs, and three people. Every secret here is public and worth nothing outside one machine.
 */
import { type Client, grantTypes, MANAGEMENT_API, type SeedUser, type TenantSeed } from './configuration.ts';

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
export const socialConnection = 'acme-social';

const refreshTokenPolicy: Client['refresh_token'] = {
  rotation_type: 'non-rotating',
  expiration_type: 'expiring',
  token_lifetime: 31_536_000,
  idle_token_lifetime: 15_552_000,
};

/** For reading a tenant's settings, as a set-up check or the Deploy CLI would. */
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

/** The default seed. Nothing in it depends on the time or on chance. */
export const createSeed = (choices: SeedChoices): TenantSeed => {
  const app: Client = {
    client_id: choices.clientId,
    client_secret: choices.clientSecret,
    name: 'Pizza on Demand',
    app_type: 'regular_web',
    is_first_party: true,
    callbacks: choices.callbacks,
    allowed_logout_urls: choices.logoutUrls,
    grant_types: Object.values(grantTypes),
    is_token_endpoint_ip_header_trusted: false,
    jwt_configuration: { lifetime_in_seconds: 36_000 },
    refresh_token: refreshTokenPolicy,
  };
  const setup: Client = {
    ...app,
    client_id: setupClient.id,
    client_secret: setupClient.secret,
    name: 'Set-up',
    app_type: 'non_interactive',
    callbacks: [],
    allowed_logout_urls: [],
    grant_types: [grantTypes.clientCredentials],
  };
  const enabled_clients = [app.client_id];
  return {
    tenant: { friendly_name: 'Pizza on Demand', passwordless_starts_per_hour: 50 },
    resource_servers: [
      {
        identifier: choices.apiIdentifier,
        name: 'Pizza on Demand API',
        ...(choices.apiSigningSecret === null
          ? { signing_alg: 'RS256' }
          : { signing_alg: 'HS256', signing_secret: choices.apiSigningSecret }),
        scopes: [
          { value: 'transactions:read', description: 'See what you asked for' },
          { value: 'transactions:request', description: 'Ask for things in your name' },
          { value: 'transactions:confirm', description: 'Confirm them with a code you received' },
        ],
        allow_offline_access: true,
        token_lifetime: 86_400,
        skip_consent_for_verifiable_first_party_clients: true,
      },
    ],
    clients: [app, setup],
    connections: [
      {
        id: 'con_sandboxdatabase0',
        name: databaseConnection,
        strategy: 'auth0',
        enabled_clients,
        options: { disable_signup: false },
      },
      {
        id: 'con_sandboxsms000000',
        name: 'sms',
        strategy: 'sms',
        enabled_clients,
        options: {
          disable_signup: true,
          totp: { length: 6, time_step: 180 },
          template:
            'Your Pizza on Demand code is @@password@@. It confirms what you just asked Alexa for. Nobody from Pizza on Demand will ever call you for it.',
        },
      },
      {
        id: 'con_sandboxemail0000',
        name: 'email',
        strategy: 'email',
        enabled_clients,
        options: {
          disable_signup: true,
          totp: { length: 6, time_step: 180 },
          email: {
            subject: 'Your Pizza on Demand code',
            body: 'Your code is {{ code }}.\n\nIt confirms what you just asked Alexa for, and works for three minutes. Nobody from Pizza on Demand will ever call you for it. If you asked for nothing, do nothing: without the code nothing happens.\n',
          },
        },
      },
      {
        id: 'con_sandboxsocial000',
        name: socialConnection,
        strategy: 'oauth2',
        display_name: 'Acme',
        enabled_clients,
        options: {},
      },
    ],
    client_grants: [
      {
        client_id: app.client_id,
        audience: MANAGEMENT_API,
        scope: ['read:users', 'create:users', 'update:users'],
      },
      {
        client_id: setup.client_id,
        audience: MANAGEMENT_API,
        scope: ['read:connections', 'read:clients', 'read:resource_servers', 'read:client_grants'],
      },
    ],
    users: Object.values(demoUsers),
  };
};
