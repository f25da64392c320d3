/** What every endpoint of the tenant works with. */

import type { Sessions } from './authorize/sessions.ts';
import type { SignInTransactions } from './authorize/transactions.ts';
import type { Configuration } from './configuration/kept.ts';
import type { Client, Connection, ResourceServer, TenantSeed } from './configuration.ts';
import type { Faults } from './faults.ts';
import type { AuthorizationCodes } from './oauth/authorization-codes.ts';
import type { PasswordlessCodes } from './passwordless/codes.ts';
import type { BruteForceShield } from './passwordless/shield.ts';
import type { StartLimit } from './passwordless/start-limit.ts';
import type { Random } from './random.ts';
import type { Store } from './state/store.ts';
import type { Keys } from './tokens/keys.ts';

/** How messages leave the tenant. A rejection says that the provider did not take it. */
export type Deliver = {
  readonly sms: (to: string, text: string) => Promise<void>;
  readonly email: (to: string, subject: string, text: string) => Promise<void>;
};

export type TenantContext = {
  /** `localhost:7101`. */
  readonly domain: string;
  /** `https://localhost:7101/`: with the slash, as Auth0's. */
  readonly issuer: string;
  /** The people of the sandbox, for the login page. */
  readonly users: TenantSeed['users'];
  /** Kept in the store; call its `changed` after a change. */
  readonly configuration: Configuration;
  readonly store: Store;
  readonly keys: Keys;
  readonly faults: Faults;
  readonly deliver: Deliver;
  readonly random: Random;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Calls back once, after so many milliseconds. */
  readonly after: (milliseconds: number, callback: () => void) => void;
  readonly sessions: Sessions;
  readonly transactions: SignInTransactions;
  readonly authorizationCodes: AuthorizationCodes;
  readonly passwordlessCodes: PasswordlessCodes;
  readonly shield: BruteForceShield;
  readonly startLimit: StartLimit;
};

export const managementAudience = (tenant: TenantContext): string => `${tenant.issuer}api/v2/`;

export const userinfoAudience = (tenant: TenantContext): string => `${tenant.issuer}userinfo`;

export const findClient = (tenant: TenantContext, clientId: string): Client | null =>
  tenant.configuration.clients.find((client) => client.client_id === clientId) ?? null;

export const findApi = (tenant: TenantContext, identifier: string): ResourceServer | null =>
  tenant.configuration.resource_servers.find((api) => api.identifier === identifier) ?? null;

/** The connection of this name, where the client may use it. */
export const findConnection = (
  tenant: TenantContext,
  name: string,
  client: Client,
): Connection | 'disabled' | null => {
  const connection = tenant.configuration.connections.find((candidate) => candidate.name === name);
  if (connection === undefined) return null;
  return connection.enabled_clients.includes(client.client_id) ? connection : 'disabled';
};
