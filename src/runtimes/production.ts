/**
 * What the world outside is made of in production, on every host: Amazon's trust anchors alone (rule 11), the tenant
 * over kept connections, this machine's clock. Nothing of the sandbox can be loaded from here.
 */
import { randomUUID } from 'node:crypto';
import { createChainFetcher } from '../alexa/verify/fetch-chain.ts';
import { createRequestVerifier } from '../alexa/verify/request-verifier.ts';
import { bundledRoots, createTrustAnchors } from '../alexa/verify/trust-anchors.ts';
import type { Outside } from '../application.ts';
import { createConnections } from '../auth0/connections.ts';
import type { Log } from '../observability/log.ts';
import type { ServerSettings } from './server-settings.ts';
import { version } from './version.ts';

export type Production = {
  readonly outside: Outside;
  /** From now on nothing is said on the connections that are open: who asks connects anew. */
  readonly renewConnections: () => void;
  /** Ends the connections to the tenant. */
  readonly close: () => Promise<void>;
};

export const createProduction = (settings: ServerSettings, log: Log): Production => {
  let connections = createConnections();
  return {
    outside: {
      fetch: (input, init) => connections.fetch(input, init),
      verifyRequest: createRequestVerifier({
        skillId: settings.alexaSkillId,
        fetchChain: createChainFetcher(globalThis.fetch),
        trustAnchors: createTrustAnchors(bundledRoots),
        now: Date.now,
      }),
      loopback: null,
      origin: settings.publicUrl,
      aliases: [],
      tls: null,
      version,
      now: Date.now,
      newId: randomUUID,
      log,
      onProgress: (message) => log.info('server.starting', { message }),
    },
    renewConnections: () => {
      const old = connections;
      connections = createConnections();
      old.close().catch((error: unknown) => log.error('tenant.connections_not_closed', {}, error));
    },
    close: () => connections.close(),
  };
};
