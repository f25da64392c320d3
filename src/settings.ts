/**
 * Settings: one table says every key, its unit, its default and how it is read; `readSettings` checks them all at once
 * and freezes the result. docs/configuration.md is made from the same table.
 */
import { isIP } from 'node:net';
import type { Channel } from './transactions/model.ts';

export type PusherSettings = {
  readonly appId: string;
  readonly key: string;
  readonly secret: string;
  readonly cluster: string;
  /** A self-hosted server that speaks the protocol; null: Pusher's own. */
  readonly host: { readonly name: string; readonly port: number | null; readonly tls: boolean } | null;
};

export type Settings = {
  readonly auth0Domain: string;
  /** The tenant’s own name, by which its Management API goes: the same, but on a custom domain. */
  readonly managementDomain: string;
  readonly apiId: string;
  /** HS256 key of the API's tokens; null: RS256 with the tenant's published keys. */
  readonly apiSigningKey: string | null;
  /** The HS256 key before the current one, whose tokens are still out; null: none. */
  readonly apiSigningKeyPrevious: string | null;
  readonly appClientId: string;
  readonly appClientSecret: string;
  readonly alexaSkillId: string;
  /** 32 bytes from which the keys for stored contacts, hashes and sessions are derived (HKDF, RFC 5869). */
  readonly dataKey: Uint8Array;
  /** null: the embedded database in `dataDirectory`. */
  readonly databaseUrl: string | null;
  /** `databaseUrl` leads to a pooler that lends connections by the transaction: nothing of a session lasts. */
  readonly databasePooler: boolean;
  readonly dataDirectory: string;
  /** Origin under which the outside world reaches us, `https://pod.example.com`; null: the local origin. */
  readonly publicUrl: string | null;
  readonly host: string;
  readonly port: number;
  /** `/wt`: no slash at the end; empty for the root itself. */
  readonly rootPath: string;
  /** The passwordless connections the tenant offers, in the order of preference. */
  readonly channels: readonly Channel[];
  readonly trustProfilePhone: boolean;
  /** ISO 3166-1 alpha-2 codes of the countries that text messages may go to; empty: all. */
  readonly smsCountries: readonly string[];
  readonly codeLifetimeSeconds: number;
  readonly lockerUrl: string | null;
  /** Addresses or CIDR ranges of proxies whose forwarded headers count. */
  readonly trustedProxies: readonly string[];
  readonly logLevel: LogLevel;
  readonly pusher: PusherSettings | null;
};

/** Where data lies and what it is protected with. */
export type StorageSettings = Pick<Settings, 'databaseUrl' | 'databasePooler' | 'dataDirectory' | 'dataKey'>;

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

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

export type ReadSettings =
  | { readonly ok: true; readonly settings: Settings }
  /** Every problem at once, each a sentence that says what to do. */
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads and checks all settings. Pure; never throws. */
export const readSettings = (raw: RawSettings): ReadSettings => {
  const problems: string[] = [];
  const settings = readAll(raw, problems);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, settings };
};

/** The same for programs that only move data: what is wrong with other settings is no problem of theirs. */
export const readStorageSettings = (raw: RawSettings): ReadSettings => {
  const problems: string[] = [];
  const storage = readStorage(reader(raw, problems));
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, settings: Object.freeze({ ...readAll(raw, []), ...storage }) };
};

const readAll = (raw: RawSettings, problems: string[]): Settings => {
  const read = reader(raw, problems);
  const auth0Domain = read('AUTH0_DOMAIN', parseDomain, '');
  const settings: Settings = {
    auth0Domain,
    managementDomain: read('AUTH0_TENANT_DOMAIN', parseDomain, auth0Domain),
    apiId: read('API_ID', parseText, ''),
    apiSigningKey: read<string | null>('API_SIGNING_KEY', parseSigningKey, null),
    apiSigningKeyPrevious: read<string | null>('API_SIGNING_KEY_PREVIOUS', parseSigningKey, null),
    appClientId: read('APP_CLIENT_ID', parseText, ''),
    appClientSecret: read('APP_CLIENT_SECRET', parseText, ''),
    alexaSkillId: read('ALEXA_SKILL_ID', parseSkillId, ''),
    ...readStorage(read),
    publicUrl: read<string | null>('PUBLIC_URL', parseOrigin, null),
    host: read('HOST', parseText, '127.0.0.1'),
    port: read('PORT', parseInteger(0, 65_535), 7100),
    rootPath: read('ROOT_PATH', parseRootPath, '/wt'),
    channels: read('CHANNELS', parseChannels, ['sms', 'email']),
    trustProfilePhone: read('TRUST_PROFILE_PHONE', parseFlag, false),
    smsCountries: read('SMS_COUNTRIES', parseCountries, []),
    codeLifetimeSeconds: read('CODE_LIFETIME_SECONDS', parseInteger(60, 180), 180),
    lockerUrl: read<string | null>('LOCKER_URL', parseUrl, null),
    trustedProxies: read('TRUSTED_PROXIES', parseProxies, []),
    logLevel: read<LogLevel>('LOG_LEVEL', parseLogLevel, 'info'),
    pusher: readPusher(raw, problems),
  };
  problems.push(...problemsOfPair(settings));
  return Object.freeze(settings);
};

const definitionOf = (key: SettingKey): SettingDefinition => {
  const definition = settingsTable.find((candidate) => candidate.key === key);
  if (definition === undefined) throw new Error(`no setting ${key}`);
  return definition;
};

const readStorage = (read: Read): StorageSettings => ({
  dataKey: read('DATA_KEY', parseDataKey, new Uint8Array()),
  databaseUrl: read<string | null>('DATABASE_URL', parseDatabaseUrl, null),
  databasePooler: read('DATABASE_POOLER', parseFlag, false),
  dataDirectory: read('DATA_DIR', parseText, '.data'),
});

type Read = <Value>(key: SettingKey, parse: (text: string) => Value | Problem, absent: Value) => Value;

/** Reads one value after another, and notes what is wrong with each. */
const reader =
  (raw: RawSettings, problems: string[]): Read =>
  (key, parse, absent) => {
    const text = raw[key]?.trim() ?? '';
    if (text === '') {
      if (definitionOf(key).required !== 'never')
        problems.push(`${key} is missing. ${definitionOf(key).description}`);
      return absent;
    }
    const value = parse(text);
    if (!(value instanceof Problem)) return value;
    problems.push(`${key} ${value.sentence}`);
    return absent;
  };

/** Two keys are of use only together, and only where they differ. */
const problemsOfPair = ({ apiSigningKey, apiSigningKeyPrevious }: Settings): readonly string[] => {
  if (apiSigningKeyPrevious === null) return [];
  if (apiSigningKey === null)
    return [
      'API_SIGNING_KEY_PREVIOUS needs API_SIGNING_KEY beside it: leave both out where the API signs with RS256.',
    ];
  return apiSigningKey === apiSigningKeyPrevious
    ? ['API_SIGNING_KEY_PREVIOUS must differ from API_SIGNING_KEY: it is the key that was replaced.']
    : [];
};

/** What is wrong with a value; follows its key: "PORT must be …". */
class Problem {
  readonly sentence: string;
  constructor(sentence: string) {
    this.sentence = sentence;
  }
}

const parseText = (text: string): string => text;

const parseDomain = (text: string): string | Problem =>
  /^[a-z0-9.-]+(:\d{1,5})?$/i.test(text)
    ? text.toLowerCase()
    : new Problem('must be a bare host name such as account.auth0.com: leave out https:// and any path.');

/** HS256 wants a key at least as long as its hash (RFC 7518, 3.2). */
const parseSigningKey = (text: string): string | Problem =>
  Buffer.byteLength(text) >= 32
    ? text
    : new Problem('must be at least 32 bytes long: let Auth0 make a longer one, or switch the API to RS256.');

const parseSkillId = (text: string): string | Problem =>
  text.startsWith('amzn1.ask.skill.')
    ? text
    : new Problem(
        'must start with amzn1.ask.skill.: copy it from the Alexa developer console, "View Skill ID".',
      );

const parseDataKey = (text: string): Uint8Array | Problem => {
  const bytes = Buffer.from(text, /[-_]/.test(text) ? 'base64url' : 'base64');
  return bytes.length === 32
    ? new Uint8Array(bytes)
    : new Problem('must be exactly 32 bytes in base64: make one with "openssl rand -base64 32".');
};

const parseDatabaseUrl = (text: string): string | Problem =>
  /^postgres(ql)?:\/\//.test(text) && URL.canParse(text)
    ? text
    : new Problem(
        'must be a URL such as postgres://user:password@host:5432/sayso; leave it out for the embedded database.',
      );

const parseUrl = (text: string): string | Problem => {
  const problem = new Problem('must be an address that starts with https://; http:// only on this machine.');
  if (!URL.canParse(text)) return problem;
  const { protocol, hostname } = new URL(text);
  const local = protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'https:' || local ? text : problem;
};

const parseOrigin = (text: string): string | Problem => {
  const problem = new Problem('must be an origin such as https://pod.example.com: https, no path, no query.');
  if (!URL.canParse(text)) return problem;
  const url = new URL(text);
  const bare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  return url.protocol === 'https:' && bare ? url.origin : problem;
};

const parseInteger =
  (least: number, most: number) =>
  (text: string): number | Problem => {
    const value = Number(text);
    return /^\d+$/.test(text) && value >= least && value <= most
      ? value
      : new Problem(`must be a whole number from ${least} to ${most}.`);
  };

const parseRootPath = (text: string): string | Problem => {
  if (text === '/') return '';
  return /^(\/[A-Za-z0-9_-]+)+\/?$/.test(text)
    ? text.replace(/\/$/, '')
    : new Problem('must be a path such as /wt, of letters, digits, - and _.');
};

const parseList = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const parseProxies = (text: string): readonly string[] | Problem => {
  const proxies = parseList(text);
  return proxies.every(isAddressOrRange)
    ? proxies
    : new Problem('must be addresses or CIDR ranges with commas between them: 10.0.0.0/8,::1.');
};

/** As RFC 4632, 3.1, and RFC 4291, 2.3, write a range; no proxy is trusted by the range of all addresses. */
const isAddressOrRange = (text: string): boolean => {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  return /^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
};

const parseChannels = (text: string): readonly Channel[] | Problem => {
  const names = parseList(text.toLowerCase());
  const channels = names.filter((name): name is Channel => name === 'sms' || name === 'email');
  return channels.length === names.length && new Set(names).size === names.length && names.length > 0
    ? channels
    : new Problem('must be sms, email, or both with a comma between them.');
};

const parseCountries = (text: string): readonly string[] | Problem => {
  const countries = parseList(text.toUpperCase());
  return countries.every((country) => /^[A-Z]{2}$/.test(country))
    ? countries
    : new Problem('must be two-letter country codes with commas between them: US,CA,GB.');
};

const parseFlag = (text: string): boolean | Problem => {
  if (text.toLowerCase() === 'true') return true;
  if (text.toLowerCase() === 'false') return false;
  return new Problem('must be true or false.');
};

const logLevels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent'];

const parseLogLevel = (text: string): LogLevel | Problem =>
  logLevels.find((level) => level === text.toLowerCase()) ??
  new Problem(`must be one of ${logLevels.join(', ')}.`);

/** `push.example.com`, `push.example.com:6001`; TLS, but on this machine where `http://` says otherwise. */
const readPusherHost = (text: string): PusherSettings['host'] | Problem => {
  if (text === '') return null;
  const problem = new Problem(
    'must be a host such as push.example.com or push.example.com:6001; http:// in front only on this machine.',
  );
  const address = text.includes('://') ? text : `https://${text}`;
  if (parseUrl(address) instanceof Problem) return problem;
  const { hostname, port, protocol, pathname, search, username } = new URL(address);
  if (pathname !== '/' || search !== '' || username !== '') return problem;
  return { name: hostname, port: port === '' ? null : Number(port), tls: protocol === 'https:' };
};

/** All of Pusher's settings or none. */
const readPusher = (raw: RawSettings, problems: string[]): PusherSettings | null => {
  const keys = ['PUSHER_APPID', 'PUSHER_KEY', 'PUSHER_SECRET', 'PUSHER_CLUSTER'] as const;
  const [appId, key, secret, cluster] = keys.map((name) => raw[name]?.trim() ?? '');
  const host = readPusherHost(raw.PUSHER_HOST?.trim() ?? '');
  if (host instanceof Problem) problems.push(`PUSHER_HOST ${host.sentence}`);
  else if (appId && key && secret && cluster) return { appId, key, secret, cluster, host };
  const missing = keys.filter((name) => !raw[name]?.trim());
  if (missing.length < keys.length) {
    problems.push(`${missing.join(' and ')} must be set too: Pusher needs all four settings, or none.`);
  }
  return null;
};
