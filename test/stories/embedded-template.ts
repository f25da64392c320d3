/**
 * A data directory whose embedded database is made, migrated and empty, to copy: making one takes seconds, copying it a
 * moment. Kept between runs, under a name that changes with the migrations and the engine's version.
 */
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../../src/database/open.ts';
import { createPizzeria } from '../../src/pizzeria/pizzeria.ts';
import { limits } from '../../src/transactions/limits.ts';

export const storyDataKey = Buffer.alloc(32, 7);

/** Fills an empty data directory; the database in it takes `storyDataKey`. */
export const copyTemplate = async (dataDirectory: string): Promise<void> => {
  await cp(join(await provideTemplate(), 'database'), join(dataDirectory, 'database'), { recursive: true });
};

const root = new URL('../../', import.meta.url);
const cacheFolder = fileURLToPath(new URL('node_modules/.cache/sayso', root));
const { migrations } = createPizzeria({ fetch, settings: { lockerUrl: null } });

const provideTemplate = async (): Promise<string> => {
  const template = join(cacheFolder, `stories-${await templateVersion()}`);
  const isThere = await stat(template).then(
    () => true,
    () => false,
  );
  if (isThere) return template;
  await mkdir(cacheFolder, { recursive: true });
  const making = await mkdtemp(join(cacheFolder, 'making-'));
  const settings = { databaseUrl: null, dataDirectory: making, dataKey: storyDataKey };
  const opened = await openDatabase({ settings, migrations, limits });
  if (!opened.ok) throw new Error(opened.failure.message);
  await opened.database.close();
  // Whoever is first names it; the others' is as good.
  await rename(making, template).catch(() => rm(making, { recursive: true, force: true }));
  return template;
};

const templateVersion = async (): Promise<string> => {
  const hash = createHash('sha256');
  const files = [
    ...(await sqlFiles(new URL('src/database/migrations/', root))),
    ...(migrations === null ? [] : await sqlFiles(migrations)),
    new URL('node_modules/@electric-sql/pglite/package.json', root),
  ];
  for (const file of files) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
};

const sqlFiles = async (folder: URL): Promise<URL[]> =>
  (await readdir(folder))
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => new URL(name, folder));
