import { join } from 'node:path';
import { beginMaking, clusterPath, finishMaking, inspectDirectory, makeDirectory } from './data-directory.ts';
import { claimDataKey } from './data-key.ts';
import { type Locking, lockDirectory } from './directory-lock.ts';
import { deriveKeys } from './keys.ts';
import { migratePglite } from './migrate.ts';
import { codeOf, failed, type Opened, type OpenOptions, otherDataKey } from './opened.ts';
import { openPglite } from './pglite.ts';
import { createPorts } from './ports.ts';

/** The database has a folder of its own: others keep files in the data directory too. */
const folderName = 'database';

/** The embedded engine over a directory that is ours, whole, and no other process's. */
export const openEmbedded = async (options: OpenOptions): Promise<Opened> => {
  const directory = join(options.settings.dataDirectory, folderName);
  let locking: Locking;
  try {
    await makeDirectory(directory);
    // A foreign directory is not even locked: that would leave a file in it.
    if ((await inspectDirectory(directory)).type === 'foreign') return foreign(directory);
    locking = await lockDirectory(directory);
  } catch (error) {
    return unusable(directory, error);
  }
  switch (locking.type) {
    case 'held':
      return inUse(directory, locking.processId);
    case 'locked': {
      const opened = await openLocked(directory, options, locking.lock.release);
      if (!opened.ok) await locking.lock.release();
      return opened;
    }
    default:
      return locking satisfies never;
  }
};

/** Under the lock the directory stands still. Whoever calls releases it where this fails. */
const openLocked = async (
  directory: string,
  { settings, migrations, limits, onProgress = () => undefined }: OpenOptions,
  release: () => Promise<void>,
): Promise<Opened> => {
  const state = await inspectDirectory(directory);
  switch (state.type) {
    case 'foreign':
      return foreign(directory);
    case 'damaged':
      return damaged(directory, `${state.missing} is missing or cut short`);
    case 'new':
      onProgress('Making the database; this takes a few seconds, once.');
      await beginMaking(directory);
      break;
    case 'ready':
      break;
    default:
      return state satisfies never;
  }

  const embedded = await openPglite(clusterPath(directory)).catch((error: unknown) => ({ error }));
  if ('error' in embedded) return damaged(directory, `the engine cannot open it: ${codeOf(embedded.error)}`);
  const { sql, engine } = embedded;
  const keys = deriveKeys(settings.dataKey);
  try {
    await migratePglite(embedded, migrations);
    if (!(await claimDataKey(sql, keys))) {
      await engine.close();
      return otherDataKey;
    }
    if (state.type === 'new') await finishMaking(directory);
  } catch (error) {
    await engine.close().catch(() => undefined);
    return failed(
      'not_migrated',
      `The tables in ${directory} could not be brought up to date (${codeOf(error)}), and were left as they were. Were they made by a newer version?`,
    );
  }
  const close = async () => {
    await engine.close();
    await release();
  };
  return { ok: true, database: { engine: 'embedded', ...createPorts(sql, keys, limits), close } };
};

const foreign = (directory: string): Opened =>
  failed(
    'foreign_directory',
    `${directory} holds files that are not Sayso's, and nothing was touched. Set DATA_DIR to an empty directory, or to one that Sayso made.`,
  );

const damaged = (directory: string, what: string): Opened =>
  failed(
    'damaged_directory',
    `The database in ${directory} is damaged (${what}), and nothing was removed. Put a backup in its place, or move the directory away to start with an empty database.`,
  );

const inUse = (directory: string, processId: number | null): Opened =>
  failed(
    'in_use',
    `Sayso is already running on ${directory} (${processId === null ? 'another process' : `process ${processId}`}). Use that one, stop it first, or set DATA_DIR to another directory.`,
  );

const unusable = (directory: string, error: unknown): Opened =>
  failed(
    'unusable_directory',
    `${directory} cannot be used (${codeOf(error)}). It must be writable and on a local disk; set DATA_DIR to another directory, or DATABASE_URL to a PostgreSQL.`,
  );
