/** What the seam over `pg` promises where a connection breaks, or the role is set up otherwise than ours. */
import { beforeEach, describe, expect, inject, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/postgres.ts';
import { startPooler } from '../../test/transaction-pooler.ts';
import { limits } from '../transactions/limits.ts';
import { openDatabase } from './open.ts';
import { openPostgres, runPostgresScript } from './postgres.ts';

let server: TestDatabase;
beforeEach(async () => {
  server = await createTestDatabase(inject('postgresUrl'));
  return () => server.drop();
});

describe.each([
  ['straight', false],
  ['behind a pooler', true],
])('a transaction, %s', (_way, behind) => {
  it('fails where its connection breaks, and the next one gets another', async () => {
    const pooler = behind ? await startPooler(server.url) : null;
    const { sql, pool } = openPostgres({
      databaseUrl: pooler?.url ?? server.url,
      pooler: behind,
      onIdleError: () => undefined,
    });
    await sql.run({ name: '', text: 'CREATE TABLE written (it text)' }, []);
    const write = { name: '', text: `INSERT INTO written VALUES ('it')` };
    const broken = sql.transaction(async (run) => {
      await run(write, []);
      await server.disconnectAll();
      await run(write, []);
    });
    await expect(broken).rejects.toThrow();
    const count = { name: '', text: 'SELECT count(*) AS written FROM written' };
    const counted = () => sql.transaction((run) => run<{ written: number }>(count, []));
    // Its other connections broke as well: whoever gets one of those before the pool knows is told so.
    await expect.poll(() => counted().catch(() => null)).toEqual([{ written: 0 }]);
    expect(pool.totalCount).toBe(pool.idleCount);
    await pool.end();
    await pooler?.close();
  });
});

it('a role with a schema of its own finds its tables in public', async () => {
  const { username } = new URL(server.url);
  await runPostgresScript(server.url, (script) => script.execute(`CREATE SCHEMA "${username}"`));
  const settings = { databaseUrl: server.url, dataDirectory: '', dataKey: new Uint8Array(32) };
  const opened = await openDatabase({ settings, migrations: null, limits });
  if (!opened.ok) throw new Error(opened.failure.message);
  expect(await opened.database.accounts.read('nobody')).toBeNull();
  await opened.database.close();
});

it('a script has no time limit, whatever the role has', async () => {
  const limited = `SELECT name, setting FROM pg_settings WHERE setting <> '0'
    AND name IN ('statement_timeout', 'lock_timeout', 'transaction_timeout', 'idle_in_transaction_session_timeout')`;
  const url = new URL(server.url);
  url.searchParams.set(
    'options',
    '-c statement_timeout=5s -c lock_timeout=5s -c transaction_timeout=5s -c idle_in_transaction_session_timeout=5s',
  );
  expect(await runPostgresScript(url.href, (script) => script.query(limited))).toEqual([]);
});
