/** Carries everything in a database to a file, and from there into an empty one, whatever engine either has. */
import type { StorageSettings } from '../../settings.ts';
import { inspectDirectory } from '../data-directory.ts';
import { deriveKeys } from '../keys.ts';
import { explainConnection } from '../open-server.ts';
import { codeOf } from '../opened.ts';
import { runPgliteScript } from '../pglite-script.ts';
import { runPostgresScript } from '../postgres.ts';
import { type Script, sqlErrorOf } from '../sql.ts';
import { makePrivateFile, withLines } from './data-file.ts';
import { openDataFile, readData } from './read-data.ts';
import { type Moved, Refusal } from './refusal.ts';
import { writeData } from './write-data.ts';

export type { Moved } from './refusal.ts';

export type MoveOptions = {
  readonly settings: StorageSettings;
  /** The file's path. */
  readonly path: string;
  readonly onProgress: (message: string) => void;
};

/**
 * Writes a new file, readable by its owner alone (format.ts tells its form). Nothing in the database is changed, nor
 * is it migrated. The embedded one must not be in use; a PostgreSQL may be, and the file then has it as it was when
 * the export began.
 */
export const exportData = ({ settings, path, onProgress }: MoveOptions): Promise<Moved> =>
  asMoved(settings, () =>
    readingFrom(settings, (script) =>
      makePrivateFile(path, (write) =>
        writeData({ script, keys: deriveKeys(settings.dataKey), write, onProgress }),
      ),
    ),
  );

/**
 * Fills an empty database from a file, and brings it to this version's schema; all of it, or nothing.
 *
 * @param options.migrations the business's own, in drizzle-kit's form; null: none
 */
export const importData = (options: MoveOptions & { readonly migrations: URL | null }): Promise<Moved> => {
  const { settings, path, migrations, onProgress } = options;
  return asMoved(settings, () =>
    withLines(path, async (lines) => {
      const file = await openDataFile(lines, deriveKeys(settings.dataKey), migrations);
      return writingTo(settings, onProgress, (script) => readData({ script, migrations, file, onProgress }));
    }),
  );
};

type Work = { readonly tables: number; readonly rows: number };

const readingFrom = async (
  settings: StorageSettings,
  work: (script: Script) => Promise<Work>,
): Promise<Work> => {
  if (settings.databaseUrl !== null)
    return runPostgresScript(settings.databaseUrl, work, 'ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const { enterDirectory, embeddedDirectory } = await import('../open-embedded.ts');
  const directory = embeddedDirectory(settings.dataDirectory);
  const nothing = new Refusal('no_database', `There is no database in ${directory}. Check DATA_DIR.`);
  const state = await inspectDirectory(directory).catch(() => null);
  if (state === null || state.type === 'new') throw nothing;
  const entered = await enterDirectory(settings.dataDirectory);
  if (!entered.ok) throw new Refusal(entered.failure.type, entered.failure.message);
  try {
    return await runPgliteScript(entered.embedded, work);
  } finally {
    await entered.leave();
  }
};

const writingTo = async (
  settings: StorageSettings,
  onProgress: (message: string) => void,
  work: (script: Script) => Promise<Work>,
): Promise<Work> => {
  if (settings.databaseUrl !== null) return runPostgresScript(settings.databaseUrl, work);
  const { enterDirectory } = await import('../open-embedded.ts');
  const entered = await enterDirectory(settings.dataDirectory, onProgress);
  if (!entered.ok) throw new Refusal(entered.failure.type, entered.failure.message);
  try {
    const done = await runPgliteScript(entered.embedded, work);
    await entered.finish();
    return done;
  } finally {
    await entered.leave();
  }
};

const asMoved = async (settings: StorageSettings, work: () => Promise<Work>): Promise<Moved> => {
  try {
    return { ok: true, ...(await work()) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, failure: error.failure };
    const reported = sqlErrorOf(error);
    if (reported === null && settings.databaseUrl === null) throw error;
    const failure = explainConnection(error, settings.databasePooler);
    if (failure !== null) return { ok: false, failure };
    return {
      ok: false,
      failure: {
        type: 'not_moved',
        message: `The database did not take part (SQLSTATE ${codeOf(error)}), and nothing was changed. Where that was an import, the file is damaged, or was exported with another business.`,
      },
    };
  }
};
