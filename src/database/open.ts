/** Opens the database the settings name, brought to this version's schema, and hands out the ports it implements. */
import { join } from 'node:path';
import type { Settings } from '../settings.ts';
import type { Limits } from '../transactions/limits.ts';
import { beginMaking, clusterPath, finishMaking, inspectDirectory, makeDirectory } from './data-directory.ts';
import { lockDirectory } from './directory-lock.ts';
import { type DataKeys, deriveKeys } from './keys.ts';
import { migratePglite, migratePostgres } from './migrate.ts';
import { openPglite } from './pglite.ts';
import { createPorts, type DatabasePorts } from './ports.ts';
import { openPostgres } from './postgres.ts';
import { dataKeys } from './schema.ts';
import { type Sql, sqlErrorOf } from './sql.ts';

export type Database = DatabasePorts & {
  readonly engine: 'postgresql' | 'embedded';
  /** Lets go of connections, files and the lock; to be awaited before the process ends. */
  readonly close: () => Promise<void>;
};

/** Why a database could not be opened. `message` says what happened and what to do; it bears no password. */
export type OpenFailure = {
  readonly type:
    | 'unreachable'
    | 'refused'
    | 'in_use'
    | 'foreign_directory'
    | 'damaged_directory'
    | 'unusable_directory'
    | 'other_data_key'
    | 'not_migrated';
  readonly message: string;
};

export type Opened =
  | { readonly ok: true; readonly database: Database }
  | { readonly ok: false; readonly failure: OpenFailure };

export type OpenOptions = {
  readonly settings: Pick<Settings, 'databaseUrl' | 'dataDirectory' | 'dataKey'>;
  /** The business's own migrations, in drizzle-kit's form; applied after the core's. */
  readonly migrations: URL | null;
  readonly limits: Limits;
  /** Told where something takes more than a second. */
  readonly onProgress?: (message: string) => void;
  /** An idle connection broke; the pool makes another. For the log. */
  readonly onConnectionLost?: (error: Error) => void;
};

export const openDatabase = (options: OpenOptions): Promise<Opened> =>
  options.settings.databaseUrl === null
    ? openEmbedded(options)
    : openServer(options, options.settings.databaseUrl);

const openServer = async (options: OpenOptions, databaseUrl: string): Promise<Opened> => {
  const { settings, migrations, limits, onConnectionLost = () => undefined } = options;
  try {
    await migratePostgres(databaseUrl, migrations);
  } catch (error) {
    return { ok: false, failure: whyNotServed(error) };
  }
  const { sql, pool } = openPostgres(databaseUrl, onConnectionLost);
  const keys = deriveKeys(settings.dataKey);
  try {
    if (await isOtherKey(sql, keys)) {
      await pool.end();
      return otherDataKey;
    }
  } catch (error) {
    await pool.end();
    return { ok: false, failure: whyNotServed(error) };
  }
  const close = () => pool.end();
  return { ok: true, database: { engine: 'postgresql', ...createPorts(sql, keys, limits), close } };
};

/** The database lives in a folder of its own: others keep files in the data directory too. */
const folderName = 'database';

const openEmbedded = async (options: OpenOptions): Promise<Opened> => {
  const { settings, migrations, limits, onProgress = () => undefined } = options;
  const directory = join(settings.dataDirectory, folderName);
  const fail = (type: OpenFailure['type'], message: string): Opened => ({
    ok: false,
    failure: { type, message },
  });
  const foreign = () =>
    fail(
      'foreign_directory',
      `${directory} holds files that are not Sayso's, and nothing was touched. Set DATA_DIR to an empty directory, or to one that Sayso made.`,
    );
  const damaged = (what: string) =>
    fail(
      'damaged_directory',
      `The database in ${directory} is damaged (${what}), and nothing was removed. Put a backup in its place, or move the directory away to start with an empty database.`,
    );

  const locking = await (async () => {
    await makeDirectory(directory);
    // A foreign directory is not even locked: that would leave a file in it.
    if ((await inspectDirectory(directory)).type === 'foreign') return 'foreign' as const;
    return lockDirectory(directory);
  })().catch((error: unknown) => error);
  if (locking === 'foreign') return foreign();
  if (!isLocking(locking)) {
    return fail(
      'unusable_directory',
      `${directory} cannot be used (${codeOf(locking)}). It must be writable and on a local disk; set DATA_DIR to another directory, or DATABASE_URL to a PostgreSQL.`,
    );
  }
  if (locking.type === 'held') {
    const holder = locking.processId === null ? 'another process' : `process ${locking.processId}`;
    return fail(
      'in_use',
      `Sayso is already running on ${directory} (${holder}). Use that one, stop it first, or set DATA_DIR to another directory.`,
    );
  }

  const { release } = locking.lock;
  const giveUp = async (answer: Opened): Promise<Opened> => {
    await release();
    return answer;
  };
  // Only now does it stand still.
  const state = await inspectDirectory(directory);
  if (state.type === 'foreign') return giveUp(foreign());
  if (state.type === 'damaged') return giveUp(damaged(`${state.missing} is missing or empty`));
  const isNew = state.type === 'new';
  if (isNew) {
    onProgress('Making the database; this takes a few seconds, once.');
    await beginMaking(directory);
  }

  const keys = deriveKeys(settings.dataKey);
  const embedded = await openPglite(clusterPath(directory)).catch((error: unknown) => ({ error }));
  if ('error' in embedded) {
    return giveUp(damaged(`the engine could not open it: ${codeOf(embedded.error)}`));
  }
  const { sql, engine } = embedded;
  const close = async () => {
    await engine.close();
    await release();
  };
  try {
    await migratePglite(embedded, migrations);
    if (await isOtherKey(sql, keys)) {
      await close();
      return otherDataKey;
    }
    if (isNew) await finishMaking(directory);
  } catch (error) {
    await close().catch(() => undefined);
    return damaged(`its tables could not be brought up to date: ${codeOf(error)}`);
  }
  return { ok: true, database: { engine: 'embedded', ...createPorts(sql, keys, limits), close } };
};

const isLocking = (value: unknown): value is Awaited<ReturnType<typeof lockDirectory>> =>
  typeof value === 'object' && value !== null && 'type' in value;

/** The first start notes its data key; every later one must bring the same. */
const isOtherKey = async ({ drizzle }: Sql, keys: DataKeys): Promise<boolean> => {
  const [known] = await drizzle.select().from(dataKeys);
  if (known !== undefined) return known.id !== keys.id;
  await drizzle.insert(dataKeys).values({ id: keys.id }).onConflictDoNothing();
  return false;
};

const otherDataKey: Opened = {
  ok: false,
  failure: {
    type: 'other_data_key',
    message:
      'This database was written with another DATA_KEY: its contacts could not be read. Set DATA_KEY to the one it was made with, or use another database.',
  },
};

/** Classes of SQLSTATE (PostgreSQL, appendix A) and of system errors, in words. */
const whyNotServed = (error: unknown): OpenFailure => {
  const reported = sqlErrorOf(error);
  const code = codeOf(error);
  if (reported === null) {
    return {
      type: 'unreachable',
      message: `The PostgreSQL of DATABASE_URL could not be reached (${code}). Check its host and port, that it is running, and that this machine may connect to it.`,
    };
  }
  // 28: authorization, 3D: no such database, 42501: no privilege, 53300: too many connections.
  if (/^(28|3D|42501|53)/.test(reported.code)) {
    return {
      type: 'refused',
      message: `The PostgreSQL of DATABASE_URL refused the connection or its rights (SQLSTATE ${code}). Check user, password and database name, that the user may create tables there, and that connections are left.`,
    };
  }
  if (/^(57P|08)/.test(reported.code)) {
    return {
      type: 'unreachable',
      message: `The PostgreSQL of DATABASE_URL is starting, stopping or not reachable (SQLSTATE ${code}). Try again in a moment.`,
    };
  }
  return {
    type: 'not_migrated',
    message: `The tables in the PostgreSQL of DATABASE_URL could not be brought up to date (SQLSTATE ${code}). Nothing was changed; is the database used by something else too, or by a newer version?`,
  };
};

/** The code of an error where it has one: messages may quote a URL with its password. */
const codeOf = (error: unknown): string => {
  const reported = sqlErrorOf(error);
  if (reported !== null) return reported.code;
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
};
