/** PostgreSQL behind a pooler that lends its connections by the transaction. */
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { openTested, pooled, type TestedDatabase, testDataKey } from '../../test/databases.ts';
import { createTestDatabase, type TestDatabase } from '../../test/postgres.ts';
import { type Pooler, startPooler } from '../../test/transaction-pooler.ts';
import { limits } from '../transactions/limits.ts';
import { takeStep } from '../transactions/steps/take-step.ts';
import { type Database, openDatabase } from './open.ts';

describe('behind a pooler', () => {
  let database: TestedDatabase;
  beforeAll(async () => {
    database = await openTested(pooled, 2);
  });
  afterAll(() => database.close());

  const timeoutIn = async (run: TestedDatabase['sql']['run']): Promise<string | undefined> => {
    const [row] = await run<{ timeout: string }>(
      { name: 'asks', text: `SELECT current_setting('statement_timeout') AS timeout` },
      [],
    );
    return row?.timeout;
  };

  it('a transaction has its limit, and leaves nothing of it to whoever has the connection next', async () => {
    const before = await timeoutIn(database.sql.run);
    expect(await database.sql.transaction(timeoutIn)).toBe('5s');
    const after = await Promise.all(Array.from({ length: 9 }, () => timeoutIn(database.sql.run)));
    expect(new Set(after)).toEqual(new Set([before]));
  });

  it('a transaction that failed is rolled back, and its connection is good for others', async () => {
    const account = { issuer: 'https://tenant.test/', subject: 'auth0|ana', newId: 'ana', now: 1 };
    await database.ports.directory.findOrCreate(account);
    const failing = database.sql.transaction(async (run) => {
      await run({ name: '', text: 'DELETE FROM accounts' }, []);
      await run({ name: '', text: 'SELECT 1 / 0' }, []);
    });
    await expect(failing).rejects.toThrow('division by zero');
    for (let round = 0; round < 4; round += 1) {
      expect(await database.ports.directory.findOrCreate({ ...account, newId: 'other' })).toMatchObject({
        id: 'ana',
      });
    }
  });

  it('what one instance writes the other reads, step by step', async () => {
    const [one, other] = database.instances;
    if (one === undefined || other === undefined) throw new Error('two instances');
    const { id } = await one.directory.findOrCreate({
      issuer: 'https://tenant.test/',
      subject: 'auth0|milo',
      newId: 'milo',
      now: 1,
    });
    const now = () => 1_795_000_000_000;
    await takeStep({ accounts: one.accounts, now, limits }, id, { type: 'lock' });
    await takeStep({ accounts: other.accounts, now, limits }, id, { type: 'unlock', lock: 'owner' });
    expect((await one.events.read(id, 0, 10)).map(({ number }) => number)).toEqual([1, 2]);
  });
});

describe('an application behind a pooler', () => {
  let server: TestDatabase;
  let pooler: Pooler;
  beforeEach(async () => {
    server = await createTestDatabase(inject('postgresUrl'));
    pooler = await startPooler(server.url);
    return async () => {
      await pooler.close();
      await server.drop();
    };
  });

  const open = (databasePooler: boolean) =>
    openDatabase({
      settings: { databaseUrl: pooler.url, databasePooler, dataDirectory: '', dataKey: testDataKey },
      migrations: null,
      limits,
    });

  it('is migrated by instances that start together, though they are more than there are connections', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => open(true)));
    const databases = answers.flatMap((answer): Database[] => (answer.ok ? [answer.database] : []));
    expect(databases).toHaveLength(8);
    expect(await Promise.all(databases.map((database) => database.ready()))).not.toContain(false);
    await Promise.all(databases.map((database) => database.close()));
  });

  it('says which setting is missing where it was not told of the pooler', async () => {
    expect(await open(false)).toMatchObject({
      ok: false,
      failure: { type: 'refused', message: expect.stringContaining('Set DATABASE_POOLER=true') },
    });
  });
});
