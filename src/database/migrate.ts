/** Brings a database to the schema of this version: the core's tables, then the business's own. */
import { fileURLToPath } from 'node:url';
import { drizzle as drizzleOverPg } from 'drizzle-orm/node-postgres';
import { migrate as migrateOverPg } from 'drizzle-orm/node-postgres/migrator';
import type { Embedded } from './pglite.ts';
import { singleConnection } from './postgres.ts';

/** Folders in drizzle-kit's form, each with a table that notes which of its steps were taken. */
const foldersOf = (business: URL | null) =>
  [
    { folder: new URL('./migrations', import.meta.url), table: 'sayso_migrations' },
    { folder: business, table: 'business_migrations' },
  ].flatMap(({ folder, table }) =>
    folder === null
      ? []
      : [
          {
            migrationsFolder: fileURLToPath(folder),
            migrationsTable: table,
            migrationsSchema: 'public',
          },
        ],
  );

/** Only this process has the directory: no lock needed. */
export const migratePglite = async ({ engine }: Embedded, business: URL | null): Promise<void> => {
  // Only where there is an embedded engine: `drizzle-orm/pglite` loads all of it.
  const { drizzle: drizzleEmbedded } = await import('drizzle-orm/pglite');
  const { migrate: migrateEmbedded } = await import('drizzle-orm/pglite/migrator');
  for (const folder of foldersOf(business)) await migrateEmbedded(drizzleEmbedded(engine), folder);
};

/** Any number, the same for every instance: "sayso" in ASCII. */
const lockKey = String(Buffer.from('sayso').readUIntBE(0, 5));

/**
 * Instances that start together take turns. The lock is one of a transaction on a connection of its own, not of a
 * session: it holds behind a pooler too, and falls with the process that holds it. Whoever waited finds all steps
 * taken. These two connections have no statement timeout: a migration, or the wait for one, takes as long as it takes.
 */
export const migratePostgres = async (databaseUrl: string, business: URL | null): Promise<void> => {
  const guard = singleConnection(databaseUrl);
  const worker = singleConnection(databaseUrl);
  try {
    await guard.connect();
    await worker.connect();
    await guard.query('BEGIN');
    await guard.query({ text: 'SELECT pg_advisory_xact_lock($1::bigint)', values: [lockKey] });
    for (const folder of foldersOf(business)) await migrateOverPg(drizzleOverPg(worker), folder);
    await guard.query('COMMIT');
  } finally {
    await Promise.allSettled([guard.end(), worker.end()]);
  }
};
