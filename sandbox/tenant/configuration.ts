/**
 * What a tenant starts with, in Auth0's own words (those of its Management API and of Auth0 Deploy CLI files): APIs,
 * applications, connections, grants between them (configuration/), and people.
 */
import type { ConfigurationSeed } from './configuration/install.ts';

export type { BruteForceProtection } from './configuration/attack-protection.ts';
export { type Client, type GrantType, grantTypes } from './configuration/client.ts';
export { MANAGEMENT_API } from './configuration/client-grant.ts';
export type {
  Connection,
  DatabaseConnection,
  PasswordlessConnection,
  SocialConnection,
} from './configuration/connection.ts';
export type { ResourceServer } from './configuration/resource-server.ts';

export type SeedIdentity = {
  readonly provider: string;
  readonly connection: string;
  /** Without the provider: `65f0…`; for a custom social connection `acme-social|…`. */
  readonly user_id: string;
  readonly isSocial: boolean;
  readonly profileData?: {
    readonly phone_number?: string;
    readonly phone_verified?: boolean;
    readonly email?: string;
    readonly email_verified?: boolean;
    readonly name?: string;
  };
};

export type SeedUser = {
  /** `provider|id` of the first identity. */
  readonly user_id: string;
  readonly name: string;
  readonly nickname: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly phone_number?: string;
  readonly phone_verified?: boolean;
  readonly identities: readonly [SeedIdentity, ...SeedIdentity[]];
  readonly user_metadata?: Readonly<Record<string, unknown>>;
  /** Database users only. Shown on the login page: these are people made up for the sandbox. */
  readonly password?: string;
  /** What makes this demo user special, for the login page. */
  readonly note: string;
};

export type TenantSeed = Readonly<ConfigurationSeed> & {
  /** `/passwordless/start` calls per hour and address; Auth0's limit is 50. */
  readonly passwordless_starts_per_hour: number;
  readonly users: readonly SeedUser[];
};
