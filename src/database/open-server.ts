import { claimDataKey } from './data-key.ts';
import { deriveKeys } from './keys.ts';
import { migratePostgres } from './migrate.ts';
import { codeOf, type Opened, type OpenFailure, type OpenOptions, otherDataKey } from './opened.ts';
import { createPorts } from './ports.ts';
import { openPostgres } from './postgres.ts';
import { sqlErrorOf } from './sql.ts';

/** A PostgreSQL, 14 or later; several instances may open it at once. */
export const openServer = async (options: OpenOptions, databaseUrl: string): Promise<Opened> => {
  const { settings, migrations, limits, onConnectionLost = () => undefined } = options;
  const pooler = settings.databasePooler ?? false;
  try {
    await migratePostgres(databaseUrl, migrations);
  } catch (error) {
    return explain(error, pooler);
  }
  const { sql, pool } = openPostgres({
    databaseUrl,
    pooler,
    ...(options.mostConnections === undefined ? {} : { mostConnections: options.mostConnections }),
    onIdleError: onConnectionLost,
  });
  const keys = deriveKeys(settings.dataKey);
  try {
    if (await claimDataKey(sql, keys)) {
      const close = () => pool.end();
      return { ok: true, database: { engine: 'postgresql', ...createPorts(sql, keys, limits), close } };
    }
    await pool.end();
    return otherDataKey;
  } catch (error) {
    await pool.end();
    return explain(error, pooler);
  }
};

/** SQLSTATE by its class (PostgreSQL, appendix A), and errors of the network, in words. */
const explain = (error: unknown, pooler: boolean): Opened => ({
  ok: false,
  failure: explainConnection(error, pooler) ?? {
    type: 'not_migrated',
    message: `The tables in the PostgreSQL of DATABASE_URL could not be brought up to date (SQLSTATE ${codeOf(error)}), and were left as they were. Is the database also used by something else, or by a newer version?`,
  },
});

/** Why a PostgreSQL could not be used at all; null where it was a statement that failed. */
export const explainConnection = (error: unknown, pooler: boolean): OpenFailure | null => {
  const reported = sqlErrorOf(error);
  if (reported === null) {
    return {
      type: 'unreachable',
      message: `The PostgreSQL of DATABASE_URL could not be reached (${codeOf(error)}). Check its host and port, that it is running, and that this machine may connect to it.`,
    };
  }
  const state = `SQLSTATE ${reported.code}`;
  // 28: authorization, 3D: no such database, 42501: no privilege, 53: no connections, memory or disk left.
  if (/^(28|3D|42501|53)/.test(reported.code)) {
    return {
      type: 'refused',
      message: `The PostgreSQL of DATABASE_URL refused us (${state}). Check user, password and database name, that the user may create tables there (GRANT CREATE ON SCHEMA public), and that connections are left.`,
    };
  }
  // 08P01: PgBouncer's word for a session that begins with more than it can keep.
  if (reported.code === '08P01' && !pooler) {
    return {
      type: 'refused',
      message: `What answers at DATABASE_URL takes no settings for a session (${state}), as poolers do not. Set DATABASE_POOLER=true.`,
    };
  }
  // 57P: shutting down or starting, 08: connection.
  return /^(57P|08)/.test(reported.code)
    ? {
        type: 'unreachable',
        message: `The PostgreSQL of DATABASE_URL is starting, stopping or out of reach (${state}). Try again in a moment.`,
      }
    : null;
};
