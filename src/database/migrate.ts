/** Brings a database to the schema of this version: the core's tables, then the business's own. */
import { fileURLToPath } from 'node:url';
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator';
import type { Embedded } from './pglite.ts';
import { runPgliteScript } from './pglite-script.ts';
import { runPostgresScript } from './postgres.ts';
import type { Script } from './sql.ts';

/** Where the steps that a database took are noted, in drizzle-kit's form. */
export const migrationTables = ['sayso_migrations', 'business_migrations'] as const;
export type MigrationTable = (typeof migrationTables)[number];

/** The steps of this version, in order, by the table that notes them. */
export const migrationSteps = (
  business: URL | null,
): readonly { readonly table: MigrationTable; readonly steps: readonly MigrationMeta[] }[] => [
  { table: 'sayso_migrations', steps: stepsIn(new URL('./migrations', import.meta.url)) },
  { table: 'business_migrations', steps: business === null ? [] : stepsIn(business) },
];

const stepsIn = (folder: URL): readonly MigrationMeta[] =>
  readMigrationFiles({ migrationsFolder: fileURLToPath(folder) });

/** Only this process has the directory: no lock needed. */
export const migratePglite = (embedded: Embedded, business: URL | null): Promise<void> =>
  runPgliteScript(embedded, (script) => migrate(script, business));

export const migratePostgres = (databaseUrl: string, business: URL | null): Promise<void> =>
  runPostgresScript(databaseUrl, async (script) => {
    await takeTurns(script);
    await migrate(script, business);
  });

/** Any number, the same for every instance: "sayso" in ASCII. */
const lockKey = String(Buffer.from('sayso').readUIntBE(0, 5));

/**
 * Instances that start together take turns. The lock is the transaction's, not the session's: it holds behind a pooler
 * too, and falls with the process that holds it. Whoever waited finds all steps taken.
 */
export const takeTurns = async (script: Script): Promise<void> => {
  await script.query('SELECT pg_advisory_xact_lock($1::bigint)', [lockKey]);
};

/**
 * Takes the steps that the database has not taken yet, all within the script's transaction. Steps and their order are
 * drizzle-kit's; drizzle's own migrator would take a connection and a transaction for each folder, and the right to
 * make schemas.
 *
 * @param most of each table's steps, counted from the first; for a database that shall look as it did in a former version
 */
export const migrate = async (
  script: Script,
  business: URL | null,
  most: { readonly [table in MigrationTable]?: number } = {},
): Promise<void> => {
  for (const { table, steps } of migrationSteps(business)) {
    if (steps.length === 0) continue;
    await script.execute(
      `CREATE TABLE IF NOT EXISTS public.${table} (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint)`,
    );
    const [last] = await script.query<{ takenUntil: number | null }>(
      `SELECT max(created_at) AS "takenUntil" FROM public.${table}`,
    );
    const takenUntil = last?.takenUntil ?? null;
    for (const { sql, folderMillis, hash } of steps.slice(0, most[table])) {
      if (takenUntil !== null && folderMillis <= takenUntil) continue;
      for (const statements of sql) await script.execute(statements);
      await script.query(`INSERT INTO public.${table} (hash, created_at) VALUES ($1, $2::bigint)`, [
        hash,
        folderMillis,
      ]);
    }
  }
};
