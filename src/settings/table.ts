/** One table of every setting: its key, its unit, its default and what it is. docs/configuration.md is made from it. */

export type SettingsGroup = 'mandatory' | 'alexa' | 'storage' | 'network' | 'codes' | 'business' | 'pusher';

export type SettingDefinition = {
  readonly key: string;
  readonly group: SettingsGroup;
  /** `always`: no default; `server`: the local runtime makes one up; `never`: has a default or may be absent. */
  readonly required: 'always' | 'server' | 'never';
  readonly unit: string;
  /** As it is shown in the documentation. */
  readonly default: string;
  readonly description: string;
};

const mandatory = (key: string, description: string): SettingDefinition => ({
  key,
  group: 'mandatory',
  required: 'always',
  unit: 'text',
  default: '',
  description,
});

const pusher = (key: string, description: string): SettingDefinition => ({
  key,
  group: 'pusher',
  required: 'never',
  unit: 'text',
  default: '',
  description,
});

const optional = (
  key: string,
  group: SettingsGroup,
  unit: string,
  defaultText: string,
  description: string,
): SettingDefinition => ({ key, group, required: 'never', unit, default: defaultText, description });

export const settingsTable = [
  mandatory('AUTH0_DOMAIN', 'The tenant, `account.auth0.com` or a custom domain; no `https://`.'),
  optional(
    'AUTH0_TENANT_DOMAIN',
    'mandatory',
    'host name',
    'AUTH0_DOMAIN',
    'The tenant’s own name, `account.auth0.com`, where AUTH0_DOMAIN is a custom domain: the Management API goes by it alone.',
  ),
  mandatory('API_ID', 'Identifier (audience) of the API in Auth0 that Alexa asks tokens for.'),
  mandatory('APP_CLIENT_ID', 'Client id of the regular web application in Auth0.'),
  mandatory('APP_CLIENT_SECRET', 'Its client secret.'),
  {
    ...mandatory(
      'API_SIGNING_KEY',
      'Key of the API where it signs its tokens with HS256, at least 32 bytes. Leave it out where the API signs with RS256: the tenant publishes those keys.',
    ),
    required: 'never',
    default: 'RS256, keys from the tenant',
  },
  optional(
    'API_SIGNING_KEY_PREVIOUS',
    'mandatory',
    'text',
    'none',
    'The key before API_SIGNING_KEY, at least 32 bytes: tokens signed with it are taken too. Set it while the key is changed, and take it out when the last of its tokens has expired.',
  ),
  {
    key: 'ALEXA_SKILL_ID',
    group: 'alexa',
    required: 'server',
    unit: 'text',
    default: 'the sandbox’s skill (`npm start` only)',
    description: 'Id of the skill; requests for any other are refused.',
  },
  {
    key: 'DATA_KEY',
    group: 'storage',
    required: 'server',
    unit: '32 bytes, base64url',
    default: 'made in DATA_DIR (`npm start` only)',
    description:
      'Protects stored contacts and identifiers. Whoever loses it loses the contacts; make one with `openssl rand -base64 32`.',
  },
  optional(
    'DATABASE_URL',
    'storage',
    'postgres:// URL',
    'embedded database in DATA_DIR',
    'PostgreSQL 14 or later.',
  ),
  optional(
    'DATABASE_POOLER',
    'storage',
    'true or false',
    'false',
    'Whether DATABASE_URL leads to a pooler that lends connections by the transaction (PgBouncer with `pool_mode = transaction`, Supavisor, RDS Proxy). Nothing is then kept in a session: no prepared statements, no LISTEN; pages are served by asking once a second.',
  ),
  optional(
    'DATA_DIR',
    'storage',
    'path',
    '.data',
    'Where the embedded database and the sandbox keep their files.',
  ),
  optional(
    'PUBLIC_URL',
    'network',
    'https:// origin',
    'the local origin',
    'Under which the outside world reaches this server: a host name of its own, or a tunnel to this machine.',
  ),
  optional('HOST', 'network', 'address', '127.0.0.1', 'Address to listen on.'),
  optional('PORT', 'network', 'port', '7100', 'Port to listen on.'),
  optional('ROOT_PATH', 'network', 'path', '/wt', 'Root of the three surfaces.'),
  optional(
    'TRUSTED_PROXIES',
    'network',
    'addresses or CIDR ranges, comma-separated',
    'none',
    'Proxies whose forwarded headers count.',
  ),
  optional(
    'LOG_LEVEL',
    'network',
    'debug, info, warn, error or silent',
    'info',
    'What is logged, as JSON lines.',
  ),
  optional(
    'CHANNELS',
    'codes',
    'sms, email, comma-separated',
    'sms,email',
    'The passwordless connections that the tenant offers, the preferred one first.',
  ),
  optional(
    'CODE_LIFETIME_SECONDS',
    'codes',
    'seconds, 60 to 180',
    '180',
    'How long a code is taken. Never more than the connections’ own time step.',
  ),
  optional(
    'SMS_COUNTRIES',
    'codes',
    'ISO 3166-1 alpha-2, comma-separated',
    'all',
    'Countries that text messages may go to.',
  ),
  optional(
    'TRUST_PROFILE_PHONE',
    'codes',
    'true or false',
    'false',
    'Takes `phone_number` and `user_metadata.phone_number` for proven, as the 2017 sample did. Users can edit their metadata: for demonstrations only.',
  ),
  optional(
    'LOCKER_URL',
    'business',
    'https:// URL',
    'the sandbox’s locker',
    'Where pickup lockers are opened.',
  ),
  pusher('PUSHER_APPID', 'Application identifier. The web application works without Pusher.'),
  pusher('PUSHER_KEY', 'Key.'),
  pusher('PUSHER_SECRET', 'Secret.'),
  pusher('PUSHER_CLUSTER', 'Cluster.'),
  {
    ...pusher(
      'PUSHER_HOST',
      'A server of your own that speaks Pusher’s protocol; `http://` in front only for one on this machine.',
    ),
    unit: 'host or host:port',
    default: 'Pusher’s own',
  },
] as const satisfies readonly SettingDefinition[];

export type SettingKey = (typeof settingsTable)[number]['key'];

/** Values by key, as text; empty text is the same as no value. */
export type RawSettings = { readonly [key in SettingKey]?: string | undefined };
