/** `createApplication`: the one place that wires settings, database, tenant, rules and surfaces to one server. */
import type { SecureContextOptions } from 'node:tls';
import { fileURLToPath } from 'node:url';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { createNoteActivity } from './accounts/activity.ts';
import { createAddressReader } from './accounts/contact-address.ts';
import { eraseAccount } from './accounts/erase-account.ts';
import { createLearnContacts } from './accounts/learn-contacts.ts';
import { endLink } from './accounts/links.ts';
import { notingLinks } from './accounts/note-links.ts';
import { createPhoneChanges } from './accounts/phone-steps.ts';
import { provideContact } from './accounts/provide-contact.ts';
import { apology, createConversation } from './alexa/converse.ts';
import { createDirectTrigger, type DirectAnswer } from './alexa/direct-trigger.ts';
import { createLinkMemory } from './alexa/link-memory.ts';
import { type After, createProgressive } from './alexa/progressive.ts';
import { type AlexaSurfaceOptions, alexaSurface } from './alexa/surface.ts';
import type { RequestVerifier } from './alexa/verify/request-verifier.ts';
import { healthRoutes } from './api/health.ts';
import { createOperations } from './api/operations.ts';
import { refreshingContacts } from './api/refreshing-contacts.ts';
import { storeContactsWith } from './api/store-contacts.ts';
import { apiSurface } from './api/surface.ts';
import { createTokenMemory } from './api/token-memory.ts';
import { createTokenVerifier } from './api/verify-token.ts';
import { withinTurn } from './api/within-turn.ts';
import { leadAliases } from './app/lead-aliases.ts';
import { legalPages } from './app/legal.ts';
import { createSessionChannels } from './app/session-channels.ts';
import { expiredSessions } from './app/sessions.ts';
import { appSurface } from './app/surface.ts';
import { connectTenant } from './auth0/tenant.ts';
import { createBackground } from './background.ts';
import { type Database, type OpenFailure, openDatabase } from './database/open.ts';
import { appHeaders, baseHeaders, withHeaders } from './http-headers.ts';
import { createHttpServer } from './http-server.ts';
import { createLiveHub } from './live/hub.ts';
import { loadPusher, pusherOrigins } from './live/load-pusher.ts';
import { publishing } from './live/publish.ts';
import type { Log } from './observability/log.ts';
// The one line to change for another business.
import { createPizzeria as createBusiness } from './pizzeria/pizzeria.ts';
import type { Settings } from './settings.ts';
import { afterTimeout } from './timers.ts';
import { limits } from './transactions/limits.ts';
import type { Clock, NewId } from './transactions/ports.ts';
import { sendingHindrance } from './transactions/rules/sending.ts';
import { cancelTransactionOfLink } from './transactions/steps/cancel-transaction.ts';
import { deliverDueEffects, deliverEffectOf } from './transactions/steps/deliver-effects.ts';
import { sweep } from './transactions/steps/sweep.ts';
import { takeStep } from './transactions/steps/take-step.ts';
import { readAt, recordAt } from './transactions/time.ts';

/** What the world outside is made of: real in production, the sandbox's or a test's elsewhere. */
export type Outside = {
  /** For the tenant and the business: kept-alive connections (auth0/connections.ts). */
  readonly fetch: typeof globalThis.fetch;
  /** Verifies Alexa's requests by Amazon's trust anchors. */
  readonly verifyRequest: RequestVerifier;
  /** The sandbox's, for loopback requests only (rule 11); the server entries pass none. */
  readonly loopback:
    | (NonNullable<AlexaSurfaceOptions['loopback']> & {
        /** Where its Echo takes progressive responses: `http://localhost:7102`. */
        readonly echoOrigin: string;
      })
    | null;
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
  /**
   * The host answers one request at a time and may freeze in between: no stream can be held, so nothing is listened
   * for, and pages ask now and then.
   */
  readonly stateless?: boolean;
  /** What progressive responses and pages’ polling wait by; the process's own timers where left out. */
  readonly after?: After;
  /** Told where starting takes more than a second. */
  readonly onProgress?: (message: string) => void;
};

export type Application = {
  /** Ready to listen or to be injected into. */
  readonly server: FastifyInstance;
  readonly database: Database;
  /** An Alexa request that AWS handed over by itself, which nobody signs; for no other way in. */
  readonly skill: (event: unknown) => Promise<DirectAnswer>;
  /** What a timer calls every second: effects that are due, events the clock has decided. */
  readonly work: () => Promise<void>;
  /** What the tenant could not be asked for at the start; nothing waits for it. */
  readonly warmUp: () => Promise<readonly string[]>;
  /** Resolves when nothing is under way any more of what goes on after answers. */
  readonly settled: () => Promise<void>;
  /** Finishes what is under way, then lets go of everything. */
  readonly close: () => Promise<void>;
};

export type Created =
  | { readonly ok: true; readonly application: Application }
  | { readonly ok: false; readonly failure: OpenFailure };

/** The business's own migrations, for whoever moves its data. */
export const businessMigrations = (settings: Settings): URL | null =>
  createBusiness({ fetch: globalThis.fetch, settings }).migrations;

/** Opens the database and builds the server, not listening yet. Fails only with a database that cannot be opened. */
export const createApplication = async (settings: Settings, outside: Outside): Promise<Created> => {
  const business = createBusiness({ fetch: outside.fetch, settings });

  const rules = { ...limits, challengeLifetimeSeconds: settings.codeLifetimeSeconds };
  const { now, newId, log, fetch, after = afterTimeout } = outside;
  const opened = await openDatabase({
    settings,
    migrations: business.migrations,
    limits: rules,
    ...(outside.onProgress ? { onProgress: outside.onProgress } : {}),
    ...(outside.stateless ? { mostConnections: statelessConnections } : {}),
    onConnectionLost: (error) => log.error('database.connection_lost', {}, error),
  });
  if (!opened.ok) return opened;
  const { database } = opened;
  const afterTurns = createBackground(log);
  const channelsOf = createSessionChannels({ store: database.sessions, dataKey: settings.dataKey, now });
  const pusher = await loadPusher(settings.pusher, { channelsOf, log });
  const { accounts, activity } = publishing(database, (accountId, message) => {
    if (pusher !== null) afterTurns.run('live.publish_failed', () => pusher.publish(accountId, message));
  });
  const note = createNoteActivity({ activity, now });
  const directory = notingLinks(database.directory, note);
  const hub = createLiveHub({
    feed: database.events,
    source: settings.databasePooler ? 'polling' : 'notices',
    after,
    onError: (error) => log.error('live.read_failed', {}, error),
  });

  const readAddress = createAddressReader(settings);
  const tenant = connectTenant({
    domain: settings.auth0Domain,
    managementDomain: settings.managementDomain,
    clientId: settings.appClientId,
    clientSecret: settings.appClientSecret,
    channels: settings.channels,
    trustProfilePhone: settings.trustProfilePhone,
    readAddress,
    fetch,
    now,
    log,
  });
  const verifiedTokens = createTokenMemory();
  const verifyToken = createTokenVerifier({
    issuer: tenant.issuer,
    audience: settings.apiId,
    signingKey: settings.apiSigningKey,
    previousSigningKey: settings.apiSigningKeyPrevious,
    keys: tenant.findKey,
    remembered: verifiedTokens,
    now,
  });

  const progressive = createProgressive({
    fetch,
    after,
    now,
    log,
    sandboxOrigin: outside.loopback?.echoOrigin ?? null,
  });

  const stepPorts = { accounts, now, limits: rules };
  const learnContacts = createLearnContacts({
    profiles: tenant.profiles,
    storeContacts: storeContactsWith(stepPorts),
    now,
    newId,
    log,
  });
  const findCommand = (name: string) => business.commands.find((command) => command.name === name);
  const effectPorts = { ...stepPorts, effects: database.effects, findCommand };
  const operations = refreshingContacts(
    createOperations({
      ...stepPorts,
      business,
      findCommand,
      newId,
      codes: progressive.announced(tenant.codes),
      channels: settings.channels,
      transactions: database.transactions,
      provideContact: async (accountId, signal) => {
        const state = await accounts.read(accountId);
        return state !== null && provideContact(learnContacts, state.account, signal);
      },
      deliverNow: (transactionId, signal) => withinTurn(deliverEffectOf(effectPorts, transactionId), signal),
    }),
    { learnContacts, inBackground: afterTurns.run, now },
  );

  const phones = createPhoneChanges({
    accounts,
    changes: database.phones,
    tenant: tenant.phones,
    codes: tenant.codes,
    readAddress,
    learnContacts,
    readAt: (state, at) => readAt(state, at, rules),
    hindrance: (state, at) => sendingHindrance(state, at, rules),
    channels: settings.channels,
    limits: rules,
    now,
    newId,
  });

  const linkMemory = createLinkMemory();
  const endLinkOf = (linkId: string, endedAt = now()): Promise<void> =>
    endLink(
      {
        directory,
        now: () => endedAt,
        cancelThrough: async (link) => {
          const state = await accounts.read(link.accountId);
          if (state !== null) verifiedTokens.forgetPerson(state.account);
          await cancelTransactionOfLink(stepPorts, link.accountId, link.linkId);
        },
      },
      linkId,
    );
  const identity = { verifyToken, directory, newId, now };
  const converse = createConversation({
    ...identity,
    operations,
    progressive,
    business,
    log,
    links: linkMemory,
    beginLink: directory.beginLink,
    endLink: endLinkOf,
  });

  const server = createHttpServer({ tls: outside.tls, trustedProxies: settings.trustedProxies });
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
      if (settings.rootPath !== '') await root.register(health);
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
        directory,
        sessions: database.sessions,
        lock: ({ accountId }) => takeStep(stepPorts, accountId, { type: 'lock' }),
        unlock: ({ accountId }, lock) => takeStep(stepPorts, accountId, { type: 'unlock', lock }),
        history: async ({ accountId }, page) => {
          const records = await database.records.history(accountId, page);
          return records.map((record) => recordAt(record, now(), rules));
        },
        clearHistory: async ({ accountId }) => {
          const cleared = await database.records.clearHistory(accountId, now());
          if (cleared > 0) await note(accountId, { type: 'history.cleared', data: {} });
        },
        note,
        activity,
        links: ({ accountId }) => database.records.links(accountId),
        disconnect: async (_actor, linkId) => {
          // What is remembered goes first and last: a turn in between must not bring it back.
          linkMemory.forget(linkId);
          await endLinkOf(linkId);
          linkMemory.forget(linkId);
        },
        phone: phones,
        phoneLimits: rules,
        channels: settings.channels,
        erase: ({ accountId }) =>
          eraseAccount(
            {
              cancelWaiting: (id) =>
                takeStep(stepPorts, id, {
                  type: 'cancel',
                  transactionId: null,
                  reason: 'erased',
                  linkId: null,
                }),
              endSessions: (id) => database.sessions.endOthers(id, null),
              note,
              records: database.records,
              forgetLink: linkMemory.forget,
              businessWrites: (id) => business.erase?.(id) ?? [],
            },
            accountId,
          ),
        live: outside.stateless ? null : hub,
        pusher,
        uiDirectory: builtUiDirectory,
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
      const base = `${settings.rootPath}/app`;
      root.addHook('onRequest', leadAliases({ aliases: outside.aliases, origin: outside.origin, base }));
      const pageHeaders = appHeaders({
        ...headers,
        issuerOrigin,
        liveOrigins: pusherOrigins(settings.pusher),
      });
      await root.register(withHeaders(pageHeaders, app), { prefix: '/app' });
      const legal = legalPages({ businessName: business.name, base });
      await root.register(withHeaders(pageHeaders, legal));
      root.get('/', async (_request, reply) => reply.redirect(`${base}/`));
    },
    { prefix: settings.rootPath },
  );

  return {
    ok: true,
    application: {
      server,
      database,
      skill: createDirectTrigger({
        skillId: settings.alexaSkillId,
        respond: converse,
        apology,
        now,
        log,
      }),
      warmUp: tenant.warmUp,
      settled: afterTurns.settled,
      work: async () => {
        await deliverDueEffects(effectPorts);
        await sweep({ ...stepPorts, overdue: database.overdue });
        await phones.work();
        await database.tidy(now());
        await database.sessions.removeExpired(expiredSessions(now()));
      },
      close: async () => {
        await server.close();
        await hub.close();
        await afterTurns.settled();
        await database.close();
      },
    },
  };
};

/** Such a host has many instances, each with one request at a time: two statements side by side at most. */
const statelessConnections = 2;

/** Where the build of the pages in the browser lies, beside the sources. */
const builtUiDirectory = fileURLToPath(new URL('../build/app-ui', import.meta.url));
