/**
 * The sandbox's Auth0-compatible tenant: speaks the parts of Auth0 that Sayso uses, statuses and descriptions included,
 * on one machine and with no account anywhere. Not Auth0, and not for production: its secrets are public.
 */
import type { Server } from 'node:https';
import fastify, { type FastifyInstance } from 'fastify';
import { createSessions } from './authorize/sessions.ts';
import { createTransactions } from './authorize/transactions.ts';
import { type CallCounts, noCalls } from './calls.ts';
import type { Configuration } from './configuration/kept.ts';
import type { TenantSeed } from './configuration.ts';
import type { Deliver, TenantContext } from './context.ts';
import { type Faults, noFaults } from './faults.ts';
import { type FinishedCall, serve } from './http/serve.ts';
import { createAuthorizationCodes } from './oauth/authorization-codes.ts';
import { createPasswordlessCodes } from './passwordless/codes.ts';
import { createShield } from './passwordless/shield.ts';
import { createStartLimit } from './passwordless/start-limit.ts';
import { createRandom, type RandomBytes } from './random.ts';
import { routes } from './routes.ts';
import { openState } from './state/open.ts';
import type { User } from './state/schema.ts';
import { createKeys } from './tokens/keys.ts';

export type TenantApp = FastifyInstance<Server>;

export type TenantOptions = {
  /** Host and port under which it is called, `localhost:7101`; also the issuer's: `https://localhost:7101/`. */
  readonly domain: string;
  /** PEM. */
  readonly https: { readonly key: string; readonly cert: string };
  /** Keeps keys, users, refresh tokens, consents and codes across restarts. Holds secrets: mode 0600. */
  readonly stateFile: string;
  readonly deliver: Deliver;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Cryptographically strong. */
  readonly randomBytes: RandomBytes;
  readonly seed: TenantSeed;
  /** Calls back once after so many milliseconds; by default the process's own timers, which keep nothing alive. */
  readonly after?: (milliseconds: number, callback: () => void) => void;
  /** Told of every call that was answered. */
  readonly finished?: (call: FinishedCall) => void;
};

export type Tenant = {
  /** Built for https and ready; the caller listens, on loopback. */
  readonly app: TenantApp;
  /** Switches to be turned at any time. */
  readonly faults: Faults;
  /** For tests and the sandbox's page. */
  readonly inspect: {
    readonly users: () => readonly User[];
    /** Secrets included. */
    readonly configuration: () => Readonly<Configuration>;
    /** Calls so far, refused ones included. */
    readonly calls: () => Readonly<CallCounts>;
    readonly forgetCalls: () => void;
    /** Signs with a new key from now on; the former ones stay published. */
    readonly rotateSigningKey: () => Promise<void>;
    /** Lifts the brute-force protection from a phone number or email address. */
    readonly unblock: (identifier: string) => void;
  };
  readonly close: () => Promise<void>;
};

/** Throws where the state file is foreign or truncated. */
export const createTenant = async (options: TenantOptions): Promise<Tenant> => {
  const { now, seed } = options;
  const random = createRandom(options.randomBytes);
  const store = await openState(options.stateFile, seed, random, now);
  const tenant: TenantContext = {
    domain: options.domain,
    issuer: `https://${options.domain}/`,
    users: seed.users,
    configuration: store.state.configuration,
    store,
    keys: createKeys(store, random),
    faults: noFaults(),
    deliver: options.deliver,
    random,
    now,
    after: options.after ?? unreferencedTimer,
    sessions: createSessions(random, now),
    transactions: createTransactions(random, now),
    authorizationCodes: createAuthorizationCodes(random, now),
    passwordlessCodes: createPasswordlessCodes(store, random, now),
    shield: createShield(() => store.state.configuration.attack_protection['brute-force-protection']),
    startLimit: createStartLimit(seed.passwordless_starts_per_hour, now),
  };
  const calls = noCalls();
  const app: TenantApp = fastify({
    https: { ...options.https, minVersion: 'TLSv1.2' },
    bodyLimit: 16 * 1024,
    requestTimeout: 10_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 300 },
  });
  await serve(app, tenant, routes, calls, options.finished ?? (() => undefined));
  await app.ready();

  return {
    app,
    faults: tenant.faults,
    inspect: {
      users: () => store.state.users,
      configuration: () => store.state.configuration,
      calls: () => ({ ...calls }),
      forgetCalls: () => {
        Object.assign(calls, noCalls());
      },
      rotateSigningKey: tenant.keys.rotate,
      unblock: tenant.shield.unblock,
    },
    close: async () => {
      await app.close();
      await store.saved();
    },
  };
};

const unreferencedTimer = (milliseconds: number, callback: () => void): void => {
  setTimeout(callback, milliseconds).unref();
};
