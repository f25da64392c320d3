/** How long a client may take and how much it may send, for whoever builds the Fastify instance (OWASP, "Denial of Service"). */

export type HttpLimits = {
  /** Fastify's own options. */
  readonly fastify: {
    readonly requestTimeout: number;
    readonly keepAliveTimeout: number;
    readonly bodyLimit: number;
  };
  /** Options of `node:http` and `node:https`: Fastify takes them as `http`, or within `https`. */
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

/** `Fastify({ ...fastifyLimits(), logger })`; with TLS `Fastify({ ...httpLimits.fastify, https: { ...tls, ...httpLimits.server } })`. */
export const fastifyLimits = (limits: HttpLimits = httpLimits) => ({
  ...limits.fastify,
  http: limits.server,
});
