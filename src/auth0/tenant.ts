/** Everything Sayso asks of its Auth0 tenant, wired once: codes, keys, profiles. */
import { AuthClient } from '@auth0/auth0-auth-js';
import type { PhoneTenant } from '../accounts/phone-ports.ts';
import type { Profiles, ReadAddress } from '../accounts/ports.ts';
import type { Channel, Clock } from '../accounts/types.ts';
import type { FindKey } from '../api/verify-token.ts';
import type { Log } from '../observability/log.ts';
import type { CodeIssuer } from '../transactions/ports.ts';
import type { Fetch } from './ask.ts';
import { createTenantKeys } from './keys.ts';
import { createManagementToken } from './management-token.ts';
import { createCodeIssuer } from './passwordless.ts';
import { createPhoneTenant } from './phone-tenant.ts';
import { createProfiles } from './profiles.ts';
import { createUsers } from './users.ts';

export type TenantOptions = {
  /** `account.auth0.com`, or with a port; no `https://`. */
  readonly domain: string;
  /**
   * The same, but of a tenant whose `domain` is a custom one: its Management API keeps the tenant's own name, and takes
   * tokens that were got there alone. https://auth0.com/docs/secure/tokens/access-tokens/get-access-tokens
   */
  readonly managementDomain: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The passwordless connections the tenant offers, the preferred one first. */
  readonly channels: readonly Channel[];
  readonly trustProfilePhone: boolean;
  readonly readAddress: ReadAddress;
  /** Over kept-alive connections: see connections.ts. */
  readonly fetch: Fetch;
  readonly now: Clock;
  readonly log: Log;
};

export type Tenant = {
  /** As tokens name it: `https://account.auth0.com/`. */
  readonly issuer: string;
  readonly codes: CodeIssuer;
  readonly profiles: Profiles;
  readonly phones: PhoneTenant;
  readonly findKey: FindKey;
  /** Whether the tenant's keys are at hand, fetching them if need be. */
  readonly hasKeys: () => Promise<boolean>;
  /**
   * Fetches discovery, keys and the management token, so that no turn has to; returns what could not be had. Not
   * needed for correctness: what is missing is fetched when it is first needed.
   */
  readonly warmUp: () => Promise<readonly ('discovery' | 'keys' | 'management_token')[]>;
};

/** Calls bring their own fetch and signal; what the client does by itself is discovery. */
const discoveryTimeoutSeconds = 3;

/**
 * In the steady state an interaction costs two calls: one start, one OTP grant. Discovery is kept for the life of the
 * process, keys and the management token are renewed in the background.
 */
export const connectTenant = (options: TenantOptions): Tenant => {
  const { domain, managementDomain, fetch, now, log } = options;
  const issuer = `https://${domain}/`;
  const clientOf = (at: string): AuthClient =>
    new AuthClient({
      domain: at,
      clientId: options.clientId,
      clientSecret: options.clientSecret,
      customFetch: withTimeout(fetch, discoveryTimeoutSeconds),
    });
  const client = clientOf(domain);
  const manager = managementDomain === domain ? client : clientOf(managementDomain);
  const keys = createTenantKeys({ domain, fetch, now });
  const token = createManagementToken({ client: manager, fetch, domain: managementDomain, now, log });
  const users = createUsers({ domain: managementDomain, fetch, token });

  return {
    issuer,
    codes: createCodeIssuer({ client, fetch, issuer, clientId: options.clientId, keys, now, log }),
    profiles: createProfiles({ ...options, users }),
    phones: createPhoneTenant({ ...options, users }),
    findKey: keys.find,
    hasKeys: keys.warmUp,
    warmUp: async () => {
      // In turn, so that all of them share one connection; the token needs discovery.
      const discovered = await client.getServerMetadata().then(
        () => true,
        () => false,
      );
      const found = await keys.warmUp();
      const allowed = (await token.get()) !== null;
      return [
        ...(discovered ? [] : (['discovery'] as const)),
        ...(found ? [] : (['keys'] as const)),
        ...(allowed ? [] : (['management_token'] as const)),
      ];
    },
  };
};

const withTimeout =
  (fetch: Fetch, seconds: number): Fetch =>
  (input, init) => {
    const timeout = AbortSignal.timeout(seconds * 1000);
    return fetch(input, {
      ...init,
      signal: init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout,
    });
  };
