/** What the doctor has of the world: calls, TLS handshakes, name resolution, a clock, chance. */
import { randomBytes } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { createConnections } from '../src/auth0/connections.ts';
import { errorCode } from './ask/call.ts';
import { inspectTls, type SeenTls } from './ask/inspect-tls.ts';

/** Whom to trust at the other end of a connection. */
export type Reach = {
  readonly fetch: typeof globalThis.fetch;
  readonly inspectTls: (host: string, port: number) => Promise<SeenTls>;
};

export type Outside = {
  /** By the certificate authorities that Node brings: what everybody trusts. */
  readonly public: Reach;
  /** By those and the sandbox's own root: for addresses of this machine alone. */
  readonly local: Reach;
  /** The addresses of a name, or the code of what went wrong. Never throws. */
  readonly resolve: (host: string) => Promise<readonly string[] | { readonly code: string }>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Cryptographically strong. */
  readonly randomBytes: (size: number) => Buffer;
};

/** @param sandboxRootPem null where the sandbox has no certificates yet. `close` ends the connections. */
export const openOutside = (
  sandboxRootPem: string | null,
): { readonly outside: Outside; readonly close: () => Promise<void> } => {
  const everybodys = openReach(null);
  const local =
    sandboxRootPem === null ? everybodys : openReach([...rootCertificates, sandboxRootPem].join('\n'));
  return {
    outside: {
      public: everybodys.reach,
      local: local.reach,
      resolve: async (host) => {
        try {
          return (await lookup(host, { all: true })).map(({ address }) => address);
        } catch (error) {
          return { code: errorCode(error) };
        }
      },
      now: Date.now,
      randomBytes,
    },
    close: async () => {
      await everybodys.close();
      if (local !== everybodys) await local.close();
    },
  };
};

/** @param ca PEM; null for the authorities that Node brings. */
const openReach = (ca: string | null): { readonly reach: Reach; readonly close: () => Promise<void> } => {
  const connections = createConnections(ca === null ? {} : { ca });
  // Reading some hundred certificates takes longer than a handshake.
  let context: SecureContext | null = null;
  const contextOnce = (): SecureContext => {
    context ??= createSecureContext(ca === null ? {} : { ca });
    return context;
  };
  return {
    reach: {
      fetch: connections.fetch,
      inspectTls: (host, port) => inspectTls(host, port, contextOnce()),
    },
    close: connections.close,
  };
};
