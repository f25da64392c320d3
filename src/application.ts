/** `createApplication`: the one place that wires settings, database, tenant, rules and surfaces to one server. */
import type { SecureContextOptions } from 'node:tls';
import helmet from '@fastify/helmet';
import Fastify, { type FastifyInstance } from 'fastify';
import { createAddressReader } from './accounts/contact-address.ts';
import { createLearnContacts, type LearnContacts } from './accounts/learn-contacts.ts';
import { endLink } from './accounts/links.ts';
import type { ContactPorts } from './accounts/ports.ts';
import { provideContact } from './accounts/provide-contact.ts';
import { refreshContacts } from './accounts/refresh-contacts.ts';
import { apology, createConversation } from './alexa/converse.ts';
import { createLinkMemory } from './alexa/link-memory.ts';
import { type AlexaSurfaceOptions, alexaSurface } from './alexa/surface.ts';
import type { RequestVerifier } from './alexa/verify/request-verifier.ts';
import { healthRoutes } from './api/health.ts';
import { createOperations, type Operations } from './api/operations.ts';
import { apiSurface } from './api/surface.ts';
import { createTokenVerifier } from './api/verify-token.ts';
import { appSurface } from './app/surface.ts';
import { connectTenant } from './auth0/tenant.ts';
import { type Database, type OpenFailure, openDatabase } from './database/open.ts';
import { appHeaders, baseHeaders, withHeaders } from './http-headers.ts';
import { httpLimits } from './http-limits.ts';
import type { Log } from './observability/log.ts';
import { createPizzeria } from './pizzeria/pizzeria.ts';
import type { Settings } from './settings.ts';
import { limits } from './transactions/limits.ts';
import type { AccountState } from './transactions/model.ts';
import type { Clock, NewId } from './transactions/ports.ts';
import { cancelTransactionOfLink } from './transactions/steps/cancel-transaction.ts';
import { deliverDueEffects, deliverEffectOf } from './transactions/steps/deliver-effects.ts';
import { sweep } from './transactions/steps/sweep.ts';
import { takeStep } from './transactions/steps/take-step.ts';

/** What the world outside is made of: real in production, the sandbox's or a test's elsewhere. */
export type Outside = {
  /** For the tenant and the business: kept-alive connections (auth0/connections.ts). */
  readonly fetch: typeof globalThis.fetch;
  /** Verifies Alexa's requests by Amazon's trust anchors. */
  readonly verifyRequest: RequestVerifier;
  /** The sandbox's, for loopback requests only (rule 11); the server entries pass none. */
  readonly loopback: AlexaSurfaceOptions['loopback'];
  /** Where browsers reach us: `https://localhost:7100`. */
  readonly origin: string;
  /** Other names under which this machine's browsers reach us; the web application leads them to `origin`. */
  readonly aliases: readonly string[];
  /** TLS by ourselves; null behind something that does it. */
  readonly tls: Pick<SecureContextOptions, 'key' | 'cert'> | null;
  readonly version: string;
  readonly now: Clock;
  readonly newId: NewId;
  readonly log: Log;
  /** Told where starting takes more than a second. */
  readonly onProgress?: (message: string) => void;
};

export type Application = {
  /** Ready to listen or to be injected into. */
  readonly server: FastifyInstance;
  readonly database: Database;
  /** What a timer calls every second: effects that are due, events the clock has decided. */
  readonly work: () => Promise<void>;
  /** What the tenant could not be asked for at the start; nothing waits for it. */
  readonly warmUp: () => Promise<readonly string[]>;
  /** Finishes what is under way, then lets go of everything. */
  readonly close: () => Promise<void>;
};

export type Created =
  | { readonly ok: true; readonly application: Application }
  | { readonly ok: false; readonly failure: OpenFailure };

/** Opens the database and builds the server, not listening yet. Fails only with a database that cannot be opened. */
export const createApplication = async (settings: Settings, outside: Outside): Promise<Created> => {
  // The one line to change for another business.
  const business = createPizzeria({ fetch: outside.fetch, lockerUrl: settings.lockerUrl });

  const rules = { ...limits, challengeLifetimeSeconds: settings.codeLifetimeSeconds };
  const { now, newId, log, fetch } = outside;
  const opened = await openDatabase({
    settings,
    migrations: business.migrations,
    limits: rules,
    ...(outside.onProgress ? { onProgress: outside.onProgress } : {}),
    onConnectionLost: (error) => log.error('database.connection_lost', {}, error),
  });
  if (!opened.ok) return opened;
  const { database } = opened;

  const readAddress = createAddressReader(settings);
  const tenant = connectTenant({
    domain: settings.auth0Domain,
    clientId: settings.appClientId,
    clientSecret: settings.appClientSecret,
    channels: settings.channels,
    trustProfilePhone: settings.trustProfilePhone,
    readAddress,
    fetch,
    now,
    log,
  });
  const verifyToken = createTokenVerifier({
    issuer: tenant.issuer,
    audience: settings.apiId,
    signingKey: settings.apiSigningKey,
    keys: tenant.findKey,
    now,
  });

  const stepPorts = { accounts: database.accounts, now, limits: rules };
  const learnContacts = createLearnContacts({
    profiles: tenant.profiles,
    storeContacts: storeContactsWith(stepPorts),
    now,
    newId,
    log,
  });
  const findCommand = (name: string) => business.commands.find((command) => command.name === name);
  const effectPorts = { ...stepPorts, effects: database.effects, findCommand };
  const afterTurns = createBackground(log);
  const operations = refreshingContacts(
    createOperations({
      ...stepPorts,
      business,
      findCommand,
      newId,
      codes: tenant.codes,
      channels: settings.channels,
      transactions: database.transactions,
      provideContact: async (accountId, signal) => {
        const state = await database.accounts.read(accountId);
        return state !== null && provideContact(learnContacts, state.account, signal);
      },
      deliverNow: (transactionId, signal) => withinTurn(deliverEffectOf(effectPorts, transactionId), signal),
    }),
    learnContacts,
    afterTurns,
    now,
  );

  const identity = { verifyToken, directory: database.directory, newId, now };
  const converse = createConversation({
    ...identity,
    operations,
    business,
    log,
    links: createLinkMemory(),
    beginLink: database.directory.beginLink,
    endLink: (linkId) =>
      endLink(
        {
          directory: database.directory,
          now,
          cancelThrough: async (link) => {
            await cancelTransactionOfLink(stepPorts, link.accountId, link.linkId);
          },
        },
        linkId,
      ),
  });

  const server = buildServer(settings, outside);
  const headers = { hsts: settings.publicUrl !== null };
  const issuerOrigin = new URL(tenant.issuer).origin;
  await server.register(helmet, baseHeaders(headers));
  const health = healthRoutes({
    checks: {
      database: database.ready,
      tenantKeys: tenant.hasKeys,
    },
  });
  await server.register(health);
  await server.register(
    async (root) => {
      await root.register(health);
      await root.register(
        alexaSurface({
          verifier: outside.verifyRequest,
          loopback: outside.loopback,
          respond: converse,
          apology,
          log,
        }),
        { prefix: '/alexa' },
      );
      await root.register(
        apiSurface({ ...identity, operations, business, log, issuerOrigin, version: outside.version }),
        { prefix: '/api' },
      );
      const app = appSurface({
        operations,
        directory: database.directory,
        sessions: database.sessions,
        lock: ({ accountId }) => takeStep(stepPorts, accountId, { type: 'lock' }),
        unlock: ({ accountId }, lock) => takeStep(stepPorts, accountId, { type: 'unlock', lock }),
        onSignedIn: async (account) => {
          await learnContacts(account);
        },
        businessName: business.name,
        publicUrl: outside.origin,
        issuer: tenant.issuer,
        clientId: settings.appClientId,
        clientSecret: settings.appClientSecret,
        dataKey: settings.dataKey,
        fetch,
        now,
        newId,
        log,
      });
      const aliases = new Set(outside.aliases);
      root.addHook('onRequest', async (request, reply) => {
        if (request.method !== 'GET' || !aliases.has(request.host)) return;
        if (!request.url.startsWith(`${settings.rootPath}/app`)) return;
        // Cookies and the tenant's callback belong to one name.
        return reply.redirect(`${outside.origin}${request.url}`, 307);
      });
      await root.register(withHeaders(appHeaders({ ...headers, issuerOrigin }), app), { prefix: '/app' });
      root.get('/', async (_request, reply) => reply.redirect(`${settings.rootPath}/app/`));
    },
    { prefix: settings.rootPath },
  );

  return {
    ok: true,
    application: {
      server,
      database,
      warmUp: tenant.warmUp,
      work: async () => {
        await deliverDueEffects(effectPorts);
        await sweep({ ...stepPorts, overdue: database.overdue });
        await database.tidy(now());
      },
      close: async () => {
        await server.close();
        await afterTurns.settled();
        await database.close();
      },
    },
  };
};

const buildServer = (settings: Settings, { tls }: Outside): FastifyInstance => {
  const options = {
    ...httpLimits.fastify,
    trustProxy: settings.trustedProxies.length > 0 ? [...settings.trustedProxies] : false,
    routerOptions: { ignoreTrailingSlash: true },
    forceCloseConnections: 'idle' as const,
  };
  if (tls === null) return Fastify({ ...options, http: httpLimits.server });
  const secure = Fastify({ ...options, https: { ...tls, ...httpLimits.server, minVersion: 'TLSv1.2' } });
  return secure as unknown as FastifyInstance;
};

/** Contacts are stored by the same guarded write as everything else about an account. */
const storeContactsWith =
  (ports: Parameters<typeof takeStep>[0]): ContactPorts['storeContacts'] =>
  async (accountId, next) => {
    const stored = await takeStep(ports, accountId, ({ contacts }) => ({
      type: 'store_contacts',
      contacts: next(contacts),
    }));
    if (stored.ok) return 'stored';
    return stored.failure.type === 'contact_unavailable' ? 'taken' : 'no_account';
  };

/** What goes on after an answer was given; awaited only at the end. */
const createBackground = (log: Log) => {
  const running = new Set<Promise<void>>();
  return {
    run: (event: string, work: () => Promise<unknown>): void => {
      const task = work()
        .then(() => undefined)
        .catch((error: unknown) => log.error(event, {}, error))
        .finally(() => running.delete(task));
      running.add(task);
    },
    settled: async (): Promise<void> => {
      await Promise.all(running);
    },
  };
};

/** Whoever orders with contacts last checked a day ago has them checked again once the turn is answered (rule 7). */
const refreshingContacts = (
  operations: Operations,
  learnContacts: LearnContacts,
  background: ReturnType<typeof createBackground>,
  now: Clock,
): Operations => {
  const refresh = ({ account, contacts }: AccountState): void =>
    background.run('contacts.refresh_failed', () =>
      refreshContacts(learnContacts, { ...account, contacts }, now()),
    );
  return {
    ...operations,
    request: async (...asked) => {
      const requested = await operations.request(...asked);
      if (requested.ok && requested.value.type === 'requested') refresh(requested.value.state);
      return requested;
    },
  };
};

/** The turn stops waiting when its time is over; the work goes on. */
const withinTurn = <Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value | 'not_due'> => {
  const over = new Promise<'not_due'>((resolve) => {
    if (signal.aborted) resolve('not_due');
    signal.addEventListener('abort', () => resolve('not_due'), { once: true });
  });
  return Promise.race([work, over]);
};
