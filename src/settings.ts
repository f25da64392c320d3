/**
 * Settings, as the application has them. settings/table.ts says every key, settings/parse.ts how one value is read;
 * `readSettings` checks all of them at once and freezes the result.
 */
import {
  Problem,
  parseChannels,
  parseCountries,
  parseDatabaseUrl,
  parseDataKey,
  parseDomain,
  parseFlag,
  parseInteger,
  parseLogLevel,
  parseOrigin,
  parseProxies,
  parseRootPath,
  parseSigningKey,
  parseSkillId,
  parseText,
  parseUrl,
} from './settings/parse.ts';
import {
  type RawSettings,
  type SettingDefinition,
  type SettingKey,
  settingsTable,
} from './settings/table.ts';
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
