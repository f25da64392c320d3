/** The database goes away in the middle of things, and comes back: nothing is said that is not so. */
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { fail } from './outside.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ engine: 'postgresql' });
});
afterAll(() => world.close());

const nameOf = (): string => new URL(world.databaseUrl ?? fail('no PostgreSQL')).pathname.slice(1);

const onServer = async (...statements: readonly string[]): Promise<void> => {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
};

const breakConnections = () =>
  `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${nameOf()}'`;
const takeAway = () => onServer(`ALTER DATABASE ${nameOf()} ALLOW_CONNECTIONS false`, breakConnections());
const giveBack = () => onServer(`ALTER DATABASE ${nameOf()} ALLOW_CONNECTIONS true`);

const apology = 'Something went wrong on my side. Before you try again, ask me what your order is.';
const ready = async (): Promise<number> => (await world.fetch(`${new URL(world.root).origin}/readyz`)).status;

it('connections that broke between the order and the code are made anew', async () => {
  await world.order();
  await onServer(breakConnections());
  expect((await world.tell(`my code is ${await world.newestCode()}`)).speech).toMatch(/^Done\. /);
});

it('a database that is away is told of, and the code is good when it is back', async () => {
  await world.order();
  const code = await world.newestCode();
  await takeAway();
  world.tenant.inspect.forgetCalls();
  expect((await world.tell(`my code is ${code}`)).speech).toBe(apology);
  // The code was not shown to the tenant, which would have used it up.
  expect(world.calls()).not.toHaveProperty('token:passwordless_otp');
  expect(await ready()).toBe(503);
  await giveBack();
  await expect.poll(ready).toBe(200);
  expect((await world.tell(`my code is ${code}`)).speech).toMatch(/^Done\. /);
});

it('a database that goes while a code is checked: not confirmed, and a new code does it', async () => {
  await world.order();
  const code = await world.newestCode();
  world.tenant.inspect.forgetCalls();
  await world.faults({ tenant: { slowMilliseconds: 1000 } });
  const turn = world.tell(`my code is ${code}`);
  await expect.poll(world.calls).toHaveProperty('token:passwordless_otp');
  await takeAway();
  world.advance(1);
  expect((await turn).speech).toBe(apology);
  await giveBack();
  await world.noFaults();
  await expect.poll(ready).toBe(200);

  world.advance(61);
  expect(await world.latest()).toMatchObject({ state: 'requested', triesLeft: 2 });
  expect((await world.tell('to send a new code')).speech).toContain("I've texted a new code");
  expect((await world.tell(`my code is ${await world.newestCode()}`)).speech).toMatch(/^Done\. /);
  expect((await world.transactions()).filter(({ state }) => state === 'done')).toHaveLength(3);
});
