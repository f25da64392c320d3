import type { FastifyPluginAsync } from 'fastify';

/** One thing the application cannot work without. Anything thrown counts as false. */
export type ReadinessCheck = (signal: AbortSignal) => Promise<boolean>;

export type HealthOptions = {
  readonly checks: {
    /** The database answers a query. */
    readonly database: ReadinessCheck;
    /** The keys for access tokens are at hand: configured, or fetched from the tenant. */
    readonly tenantKeys: ReadinessCheck;
  };
};

const checkMilliseconds = 2000;

/**
 * `/healthz`: the process is alive and answers. `/readyz`: it can do its work; 503 and which part cannot, otherwise.
 * Mounted at the root and under the root path.
 */
export const healthRoutes =
  ({ checks }: HealthOptions): FastifyPluginAsync =>
  async (app) => {
    app.get('/healthz', { schema: { hide: true } }, async (_request, reply) =>
      reply.header('cache-control', 'no-store').send({ status: 'alive' }),
    );
    app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
      const [database, tenantKeys] = await Promise.all([passes(checks.database), passes(checks.tenantKeys)]);
      const ready = database && tenantKeys;
      return reply
        .code(ready ? 200 : 503)
        .header('cache-control', 'no-store')
        .send({
          status: ready ? 'ready' : 'not_ready',
          checks: { database: word(database), tenantKeys: word(tenantKeys) },
        });
    });
  };

const word = (passed: boolean): string => (passed ? 'ok' : 'unavailable');

/** A check that hangs does not hold the answer up. */
const passes = async (check: ReadinessCheck): Promise<boolean> => {
  const signal = AbortSignal.timeout(checkMilliseconds);
  const late = new Promise<boolean>((resolve) =>
    signal.addEventListener('abort', () => resolve(false), { once: true }),
  );
  try {
    return await Promise.race([check(signal), late]);
  } catch {
    return false;
  }
};
