/** The database on both engines, empty and migrated, for tests that are told once and run on each. */
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { inject } from 'vitest';
import { deriveKeys } from '../src/database/keys.ts';
import { migratePglite, migratePostgres } from '../src/database/migrate.ts';
import { openPglite } from '../src/database/pglite.ts';
import { createPorts, type DatabasePorts } from '../src/database/ports.ts';
import { openPostgres } from '../src/database/postgres.ts';
import type { Sql } from '../src/database/sql.ts';
import { limits } from '../src/transactions/limits.ts';
import { createTestDatabase } from './postgres.ts';
import { startPooler } from './transaction-pooler.ts';

export const engines = ['embedded', 'postgresql'] as const;
export type Engine = (typeof engines)[number];
/** PostgreSQL with something in between that lends its connections by the transaction (transaction-pooler.ts). */
export const pooled = 'pooled postgresql' as const;

export const testDataKey = new Uint8Array(32).fill(7);

export type TestedDatabase = {
  readonly ports: DatabasePorts;
  /** As several instances of the application have them: on PostgreSQL each with a pool of its own. */
  readonly instances: readonly DatabasePorts[];
  readonly sql: Sql;
  /** Any statement, for a look behind the ports. */
  readonly query: <Row>(
    text: string,
    values?: readonly (string | number | null)[],
  ) => Promise<readonly Row[]>;
  /** Everything told on a channel from now on. */
  readonly listen: (channel: string, hear: (payload: string) => void) => Promise<void>;
  readonly close: () => Promise<void>;
};

export const openTested = async (engine: Engine | typeof pooled, instances = 1): Promise<TestedDatabase> => {
  const keys = deriveKeys(testDataKey);
  const tested = (
    opened: readonly Sql[],
    listen: TestedDatabase['listen'],
    close: () => Promise<void>,
  ): TestedDatabase => {
    const all = Array.from({ length: instances }, (_, index) =>
      createPorts(opened[index % opened.length] ?? raise(), keys, limits),
    );
    const sql = opened[0] ?? raise();
    return {
      ports: all[0] ?? raise(),
      instances: all,
      sql,
      query: (text, values = []) => sql.run({ name: '', text }, values),
      listen,
      close,
    };
  };
  switch (engine) {
    case 'embedded': {
      const directory = await mkdtemp(join(tmpdir(), 'sayso-database-'));
      const cluster = join(directory, 'cluster');
      await cp(await provideTemplate(), cluster, { recursive: true });
      const { sql, engine: pglite } = await openPglite(cluster);
      return tested(
        [sql],
        async (channel, hear) => {
          await pglite.listen(channel, hear);
        },
        async () => {
          await pglite.close();
          await rm(directory, { recursive: true, force: true });
        },
      );
    }
    case 'postgresql':
    case pooled: {
      const { url, drop } = await createTestDatabase(inject('postgresUrl'));
      const pooler = engine === pooled ? await startPooler(url) : null;
      const databaseUrl = pooler?.url ?? url;
      await migratePostgres(databaseUrl, null);
      const opened = Array.from({ length: instances }, () =>
        openPostgres({ databaseUrl, pooler: pooler !== null, onIdleError: () => undefined }),
      );
      const listener = new pg.Client({ connectionString: url });
      await listener.connect();
      return tested(
        opened.map(({ sql }) => sql),
        async (channel, hear) => {
          listener.on('notification', ({ payload = '' }) => hear(payload));
          await listener.query(`LISTEN ${channel}`);
        },
        async () => {
          await listener.end();
          await Promise.all(opened.map(({ pool }) => pool.end()));
          await pooler?.close();
          await drop();
        },
      );
    }
    default:
      return engine satisfies never;
  }
};

const raise = (): never => {
  throw new Error('at least one instance');
};

/**
 * A migrated, empty cluster to copy: making one takes four seconds, copying it a moment. Kept between runs, under a
 * name that changes with the migrations and the engine's version.
 */
const provideTemplate = async (): Promise<string> => {
  const template = join(cacheFolder, `embedded-${await templateVersion()}`);
  const isThere = await stat(template).then(
    () => true,
    () => false,
  );
  if (isThere) return template;
  await mkdir(cacheFolder, { recursive: true });
  const making = await mkdtemp(join(cacheFolder, 'making-'));
  const embedded = await openPglite(join(making, 'cluster'));
  await migratePglite(embedded, null);
  await embedded.engine.close();
  // Whoever is first names it; the others' is as good.
  await rename(join(making, 'cluster'), template).catch(() => undefined);
  await rm(making, { recursive: true, force: true });
  return template;
};

const cacheFolder = fileURLToPath(new URL('../node_modules/.cache/sayso', import.meta.url));

const templateVersion = async (): Promise<string> => {
  const hash = createHash('sha256');
  const migrations = fileURLToPath(new URL('../src/database/migrations', import.meta.url));
  for (const name of (await readdir(migrations)).filter((file) => file.endsWith('.sql')).sort()) {
    hash.update(await readFile(join(migrations, name)));
  }
  hash.update(await readFile(new URL('../node_modules/@electric-sql/pglite/package.json', import.meta.url)));
  return hash.digest('hex').slice(0, 16);
};
