/** What opening a database takes, and what comes of it. */
import type { Settings } from '../settings.ts';
import type { Limits } from '../transactions/limits.ts';
import type { DatabasePorts } from './ports.ts';
import { sqlErrorOf } from './sql.ts';

export type OpenOptions = {
  readonly settings: Pick<Settings, 'databaseUrl' | 'dataDirectory' | 'dataKey'> &
    Partial<Pick<Settings, 'databasePooler'>>;
  /** The business's own migrations, in drizzle-kit's form; applied after the core's. */
  readonly migrations: URL | null;
  readonly limits: Limits;
  /** Of one instance, to a PostgreSQL; 10 where left out. */
  readonly mostConnections?: number;
  /** Told where something takes more than a second. */
  readonly onProgress?: (message: string) => void;
  /** An idle connection broke; the pool makes another. For the log. */
  readonly onConnectionLost?: (error: Error) => void;
};

export type Database = DatabasePorts & {
  readonly engine: 'postgresql' | 'embedded';
  /** Lets go of connections, files and the lock; to be awaited before the process ends. */
  readonly close: () => Promise<void>;
};

export type OpenFailureType =
  | 'unreachable'
  | 'refused'
  | 'in_use'
  | 'foreign_directory'
  | 'damaged_directory'
  | 'unusable_directory'
  | 'other_engine'
  | 'other_data_key'
  | 'not_migrated';

/** Why a database could not be opened. `message` says what happened and what to do; it bears no password. */
export type OpenFailure = { readonly type: OpenFailureType; readonly message: string };

export type Opened =
  | { readonly ok: true; readonly database: Database }
  | { readonly ok: false; readonly failure: OpenFailure };

export const failed = (type: OpenFailureType, message: string): Opened => ({
  ok: false,
  failure: { type, message },
});

export const otherDataKey: Opened = failed(
  'other_data_key',
  'This database was written with another DATA_KEY, without which its contacts cannot be read. Set DATA_KEY to the one it was made with, or use another database.',
);

/** The code of an error, or its class: messages may quote a URL with its password. */
export const codeOf = (error: unknown): string => {
  const reported = sqlErrorOf(error);
  if (reported !== null) return reported.code;
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
};
