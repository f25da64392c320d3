/** The HTTP server, not listening yet: how long a client may take and how much it may send (OWASP, "Denial of Service"). */
import type { SecureContextOptions } from 'node:tls';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';

export type HttpLimits = {
  /** Fastify's own options. */
  readonly fastify: {
    readonly requestTimeout: number;
    readonly keepAliveTimeout: number;
    readonly bodyLimit: number;
  };
  /** Options of `node:http` and `node:https`. */
  readonly server: {
    readonly headersTimeout: number;
    readonly connectionsCheckingInterval: number;
    readonly maxHeaderSize: number;
  };
};

/**
 * A client that sends a byte now and then is gone within 10 s: the headers must be in after 5 s, the whole request
 * after 8 s, looked at every second (all in ms). Answers may take as long as they like, so event streams are not cut.
 */
export const httpLimits: HttpLimits = {
  fastify: { requestTimeout: 8000, keepAliveTimeout: 72_000, bodyLimit: 64 * 1024 },
  server: { headersTimeout: 5000, connectionsCheckingInterval: 1000, maxHeaderSize: 16 * 1024 },
};

export type HttpServerOptions = {
  /** TLS by ourselves, 1.2 or later; null behind something that does it. */
  readonly tls: Pick<SecureContextOptions, 'key' | 'cert'> | null;
  /** Addresses whose `X-Forwarded-*` headers are believed. */
  readonly trustedProxies: readonly string[];
  readonly limits?: HttpLimits;
};

export const createHttpServer = ({
  tls,
  trustedProxies,
  limits = httpLimits,
}: HttpServerOptions): FastifyInstance => {
  const options = {
    ...limits.fastify,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    routerOptions: { ignoreTrailingSlash: true },
    forceCloseConnections: 'idle' as const,
    frameworkErrors: (_error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
      answerPlainly(reply, 400, 'This address cannot be read.');
    },
  };
  const secure = { ...tls, ...limits.server, minVersion: 'TLSv1.2' } as const;
  const server =
    tls === null
      ? Fastify({ ...options, http: limits.server })
      : (Fastify({ ...options, https: secure }) as unknown as FastifyInstance);
  server.setNotFoundHandler((_request, reply) => answerPlainly(reply, 404, 'Nothing is at this address.'));
  return server;
};

/** Fastify's own answers repeat the address, and with it whatever code somebody's sign-in left in it (rule 8). */
const answerPlainly = (reply: FastifyReply, status: number, text: string): FastifyReply =>
  reply
    .code(status)
    .headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    .type('text/plain; charset=utf-8')
    .send(`${text}\n`);
