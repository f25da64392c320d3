import { join } from 'node:path';
import {
  beginMaking,
  clusterPath,
  finishMaking,
  inspectDirectory,
  makeDirectory,
  readMajor,
} from './data-directory.ts';
import { claimDataKey } from './data-key.ts';
import { type Locking, lockDirectory } from './directory-lock.ts';
import { deriveKeys } from './keys.ts';
import { migratePglite } from './migrate.ts';
import {
  codeOf,
  failed,
  type Opened,
  type OpenFailure,
  type OpenFailureType,
  type OpenOptions,
  otherDataKey,
} from './opened.ts';
import { type Embedded, engineMajor, openPglite } from './pglite.ts';
import { createPorts } from './ports.ts';

/** The database has a folder of its own: others keep files in the data directory too. */
export const embeddedDirectory = (dataDirectory: string): string => join(dataDirectory, 'database');

/** The embedded engine over a directory that is ours, whole, and no other process's. */
export const openEmbedded = async (options: OpenOptions): Promise<Opened> => {
  const entered = await enterDirectory(options.settings.dataDirectory, options.onProgress);
  if (!entered.ok) return entered;
  const { directory, embedded, leave, finish } = entered;
  const keys = deriveKeys(options.settings.dataKey);
  try {
    await migratePglite(embedded, options.migrations);
    if (!(await claimDataKey(embedded.sql, keys))) {
      await leave();
      return otherDataKey;
    }
    await finish();
  } catch (error) {
    await leave();
    return failed(
      'not_migrated',
      `The tables in ${directory} could not be brought up to date (${codeOf(error)}), and were left as they were. Were they made by a newer version?`,
    );
  }
  const ports = createPorts(embedded.sql, keys, options.limits);
  return { ok: true, database: { engine: 'embedded', ...ports, close: leave } };
};

export type EnteredDirectory =
  | {
      readonly ok: true;
      readonly directory: string;
      readonly embedded: Embedded;
      /** What a new one was to hold is in it; until then it may be made anew. */
      readonly finish: () => Promise<void>;
      /** Closes the engine and lets go of the lock. */
      readonly leave: () => Promise<void>;
    }
  | { readonly ok: false; readonly failure: OpenFailure };

/** Takes the directory's lock and opens the engine over it; a new directory gets an empty cluster. */
export const enterDirectory = async (
  dataDirectory: string,
  onProgress: (message: string) => void = () => undefined,
): Promise<EnteredDirectory> => {
  const directory = embeddedDirectory(dataDirectory);
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
      const entered = await enterLocked(directory, onProgress, locking.lock.release);
      if (!entered.ok) await locking.lock.release();
      return entered;
    }
    default:
      return locking satisfies never;
  }
};

/** Under the lock the directory stands still. Whoever calls releases it where this fails. */
const enterLocked = async (
  directory: string,
  onProgress: (message: string) => void,
  release: () => Promise<void>,
): Promise<EnteredDirectory> => {
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
    case 'ready': {
      const made = await readMajor(directory);
      if (made === null) return damaged(directory, 'PG_VERSION is cut short');
      if (made !== engineMajor) return otherEngine(directory, made);
      break;
    }
    default:
      return state satisfies never;
  }

  const embedded = await openPglite(clusterPath(directory)).catch((error: unknown) => ({ error }));
  if ('error' in embedded) return damaged(directory, `the engine cannot open it: ${codeOf(embedded.error)}`);
  const isNew = state.type === 'new';
  return {
    ok: true,
    directory,
    embedded,
    finish: async () => {
      if (isNew) await finishMaking(directory);
    },
    leave: async () => {
      await embedded.engine.close().catch(() => undefined);
      await release();
    },
  };
};

type Refused = { readonly ok: false; readonly failure: OpenFailure };

const refused = (type: OpenFailureType, message: string): Refused => ({
  ok: false,
  failure: { type, message },
});

const otherEngine = (directory: string, made: string): Refused =>
  refused(
    'other_engine',
    `The database in ${directory} was made by the embedded engine of PostgreSQL ${made}; this version has ${engineMajor}, which cannot read it. Nothing was changed. Export it with the version of Sayso that made it and import it into a new DATA_DIR: docs/guide/data.md.`,
  );

const foreign = (directory: string): Refused =>
  refused(
    'foreign_directory',
    `${directory} holds files that are not Sayso's, and nothing was touched. Set DATA_DIR to an empty directory, or to one that Sayso made.`,
  );

const damaged = (directory: string, what: string): Refused =>
  refused(
    'damaged_directory',
    `The database in ${directory} is damaged (${what}), and nothing was removed. Put a backup in its place, or move the directory away to start with an empty database.`,
  );

const inUse = (directory: string, processId: number | null): Refused =>
  refused(
    'in_use',
    `Sayso is already running on ${directory} (${processId === null ? 'another process' : `process ${processId}`}). Use that one, stop it first, or set DATA_DIR to another directory.`,
  );

const unusable = (directory: string, error: unknown): Refused =>
  refused(
    'unusable_directory',
    `${directory} cannot be used (${codeOf(error)}). It must be writable and on a local disk; set DATA_DIR to another directory, or DATABASE_URL to a PostgreSQL.`,
  );
