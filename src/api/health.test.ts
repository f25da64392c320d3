import fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { healthRoutes, type ReadinessCheck } from './health.ts';

const ask = async (url: string, database: ReadinessCheck, tenantKeys: ReadinessCheck) => {
  const app = fastify();
  await app.register(healthRoutes({ checks: { database, tenantKeys } }));
  const answer = await app.inject({ url });
  return { status: answer.statusCode, body: answer.json(), cache: answer.headers['cache-control'] };
};

const yes = async () => true;
const no = async () => false;
const broken = async () => {
  throw new Error('connect ECONNREFUSED 10.0.0.7:5432');
};

describe('health', () => {
  it('a process that answers is alive, whatever it lacks', async () => {
    expect(await ask('/healthz', broken, broken)).toMatchObject({ status: 200, body: { status: 'alive' } });
  });

  it('is ready with a database and the tenant’s keys', async () => {
    expect(await ask('/readyz', yes, yes)).toEqual({
      status: 200,
      body: { status: 'ready', checks: { database: 'ok', tenantKeys: 'ok' } },
      cache: 'no-store',
    });
  });

  it.each([
    ['no database', broken, yes, { database: 'unavailable', tenantKeys: 'ok' }],
    ['no keys', yes, no, { database: 'ok', tenantKeys: 'unavailable' }],
  ] as const)('%s: says which part is missing, and no more', async (_name, database, tenantKeys, checks) => {
    const answer = await ask('/readyz', database, tenantKeys);
    expect(answer.status).toBe(503);
    expect(answer.body).toEqual({ status: 'not_ready', checks });
  });
});
