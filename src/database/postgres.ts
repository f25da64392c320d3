/** PostgreSQL through `pg`: the pool, its limits, and what they mean. */
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { createListener } from './postgres-listener.ts';
import type { Listen, Run, Script, Sql, Value } from './sql.ts';

export type PostgresOptions = {
  readonly databaseUrl: string;
  /**
   * A pooler that lends a connection for one transaction stands in between (PgBouncer, `pool_mode = transaction`).
   * Then nothing may be left in a session: no prepared statement by name, which otherwise spares planning a turn's
   * statements each time; no `statement_timeout` at the start of a session, which PgBouncer refuses; no LISTEN.
   */
  readonly pooler: boolean;
  readonly mostConnections?: number;
  /** A connection died while nobody used it (a restart of the server); the pool replaces it. */
  readonly onIdleError: (error: Error) => void;
};

/** Most connections of one instance. A turn holds one for a millisecond at a time; PostgreSQL's default allows 100. */
const standardConnections = 10;
const connectSeconds = 3;
const statementSeconds = 5;
const idleSeconds = 30;

export type Postgres = { readonly sql: Sql; readonly pool: pg.Pool };

export const openPostgres = ({
  databaseUrl,
  pooler,
  mostConnections = standardConnections,
  onIdleError,
}: PostgresOptions): Postgres => {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: mostConnections,
    connectionTimeoutMillis: connectSeconds * 1000,
    idleTimeoutMillis: idleSeconds * 1000,
    // A second later than the server's own limit: for a server that no longer answers at all. Behind a pooler it is
    // the only limit of a single statement: the connection is then closed, and the pooler drops the server's.
    query_timeout: (statementSeconds + 1) * 1000,
    ...(pooler ? {} : { statement_timeout: statementSeconds * 1000 }),
    keepAlive: true,
    application_name: 'sayso',
    types: { getTypeParser },
  });
  pool.on('error', onIdleError);
  const listen = createListener(() => singleConnection(databaseUrl, 'sayso events'), onIdleError);
  return { sql: sqlOver(pool, listen, pooler), pool };
};

/** One connection without the limits of a turn. To be ended by its user. */
const singleConnection = (databaseUrl: string, name: string): pg.Client => {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: connectSeconds * 1000,
    keepAlive: true,
    application_name: name,
  });
  // A connection that breaks fails its query; without a listener it would end the process as well.
  client.on('error', () => undefined);
  return client;
};

/**
 * Runs `work` as one transaction on a connection of its own: all of it is stored, or nothing where it throws. It takes
 * as long as it takes, whatever timeout the role or the database has; and it needs no more than this one connection,
 * for behind a pooler a second one might never come.
 *
 * @param mode of `BEGIN`: `ISOLATION LEVEL REPEATABLE READ READ ONLY`
 */
export const runPostgresScript = async <Result>(
  databaseUrl: string,
  work: (script: Script) => Promise<Result>,
  mode = '',
): Promise<Result> => {
  const client = singleConnection(databaseUrl, 'sayso script');
  try {
    await client.connect();
    await client.query(`BEGIN ${mode}`);
    await client.query(scriptSettings);
    const result = await work(scriptOn(client));
    await client.query('COMMIT');
    return result;
  } finally {
    // What was not committed is rolled back with the connection.
    await client.end().catch(() => undefined);
  }
};

/**
 * Gone with the script's transaction. No time limit (`transaction_timeout` came with PostgreSQL 17), and what is made
 * without naming a schema is made in `public`, as the rest of our statements name it, though the role may have one of
 * its own.
 */
const scriptSettings = `
  SET LOCAL statement_timeout = 0;
  SET LOCAL lock_timeout = 0;
  SET LOCAL idle_in_transaction_session_timeout = 0;
  SELECT set_config('transaction_timeout', '0', true)
    WHERE current_setting('transaction_timeout', true) IS NOT NULL;
  SELECT set_config('search_path', concat_ws(', ', 'public', nullif(current_setting('search_path'), '')), true)`;

const scriptOn = (client: pg.Client): Script => ({
  execute: async (text) => {
    await client.query(text);
  },
  query: async <Row>(text: string, values: readonly Value[] = []) => {
    const query = { text, values: [...values], types: { getTypeParser } };
    const { rows } = await client.query<Row & pg.QueryResultRow>(query);
    return rows;
  },
});

const sqlOver = (pool: pg.Pool, listen: Listen, pooler: boolean): Sql => ({
  run: runOn(pool, pooler),
  listen,
  drizzle: drizzle(pool),
  transaction: async (work) => {
    const client = await pool.connect();
    client.on('error', leaveToStatement);
    const giveBack = (broken: boolean): void => {
      client.off('error', leaveToStatement);
      client.release(broken);
    };
    try {
      // In one message; with a pooler in between the limit has to be told each time.
      await client.query(
        pooler ? `BEGIN; SET LOCAL statement_timeout = ${statementSeconds * 1000}` : 'BEGIN',
      );
      const result = await work(runOn(client, pooler));
      await client.query('COMMIT');
      giveBack(false);
      return result;
    } catch (error) {
      // A connection that cannot even roll back is not given to anybody else.
      const broken = await client.query('ROLLBACK').then(
        () => false,
        () => true,
      );
      giveBack(broken);
      throw error;
    }
  },
});

/** A connection that breaks while it is lent fails its next statement; unheard, the event would end the process. */
const leaveToStatement = (): void => undefined;

const runOn =
  (client: pg.Pool | pg.PoolClient, pooler: boolean): Run =>
  async <Row>({ name, text }: { name: string; text: string }, values: readonly unknown[]) => {
    const query = pooler ? { text, values: [...values] } : { name, text, values: [...values] };
    const { rows } = await client.query<Row & pg.QueryResultRow>(query);
    return rows;
  };

/** `bigint` arrives as a number, as the embedded database gives it; our own stay below 2^53. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === pg.types.builtins.INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format);
