/** Settings: read once, checked once, frozen. Filled in by settings' own commit. */
import type { Channel } from './transactions/model.ts';

export type Settings = {
  readonly auth0Domain: string;
  readonly apiId: string;
  /** HS256 key of the API's tokens; null: RS256 with the tenant's published keys. */
  readonly apiSigningKey: string | null;
  readonly appClientId: string;
  readonly appClientSecret: string;
  readonly pusher: {
    readonly appId: string;
    readonly key: string;
    readonly secret: string;
    readonly cluster: string;
  } | null;
  /** null: the embedded database in `dataDirectory`. */
  readonly databaseUrl: string | null;
  readonly dataDirectory: string;
  /** 32 bytes from which the keys for stored contacts, hashes and sessions are derived (HKDF). */
  readonly dataKey: Uint8Array;
  readonly alexaSkillId: string;
  /** Origin under which the outside world reaches us; null: `https://localhost:7100`. */
  readonly publicUrl: string | null;
  readonly host: string;
  readonly port: number;
  /** `/wt`: no slash at the end. */
  readonly rootPath: string;
  readonly channels: readonly Channel[];
  readonly trustProfilePhone: boolean;
  readonly codeLifetimeSeconds: number;
  /** Addresses of proxies whose forwarded headers count. */
  readonly trustedProxies: readonly string[];
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
};
