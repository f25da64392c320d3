/** PostgreSQL through `pg`: the pool, its limits, and what they mean. */
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { createListener } from './postgres-listener.ts';
import type { Listen, Run, Sql } from './sql.ts';

/**
 * Whether statements are prepared by name, once per connection: a turn's statements are then planned once and not
 * each time. A pooler that hands out connections per transaction (PgBouncer before 1.21, or with
 * `max_prepared_statements = 0`) needs this off; it is the only place that knows.
 */
const preparesByName = true;

/** Most connections of one instance. A turn holds one for a millisecond at a time; PostgreSQL's default allows 100. */
const mostConnections = 10;
const connectSeconds = 3;
const statementSeconds = 5;
const idleSeconds = 30;

export type Postgres = { readonly sql: Sql; readonly pool: pg.Pool };

/**
 * @param onIdleError a connection died while nobody used it (a restart of the server); the pool replaces it
 */
export const openPostgres = (databaseUrl: string, onIdleError: (error: Error) => void): Postgres => {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: mostConnections,
    connectionTimeoutMillis: connectSeconds * 1000,
    idleTimeoutMillis: idleSeconds * 1000,
    statement_timeout: statementSeconds * 1000,
    // A second later than the server's own limit: only for a server that no longer answers at all.
    query_timeout: (statementSeconds + 1) * 1000,
    keepAlive: true,
    application_name: 'sayso',
    types: { getTypeParser },
  });
  pool.on('error', onIdleError);
  const listen = createListener(() => singleConnection(databaseUrl, 'sayso events'), onIdleError);
  return { sql: sqlOver(pool, listen), pool };
};

/** One connection without the limits of a turn: for migrations and for listening. To be ended by its user. */
export const singleConnection = (databaseUrl: string, name = 'sayso migrations'): pg.Client => {
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

const sqlOver = (pool: pg.Pool, listen: Listen): Sql => ({
  run: runOn(pool),
  listen,
  drizzle: drizzle(pool),
  transaction: async (work) => {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      const result = await work(runOn(client));
      await client.query('COMMIT');
      client.release();
      return result;
    } catch (error) {
      // A connection that cannot even roll back is not given to anybody else.
      const broken = await client.query('ROLLBACK').then(
        () => false,
        () => true,
      );
      client.release(broken);
      throw error;
    }
  },
});

const runOn =
  (client: pg.Pool | pg.PoolClient): Run =>
  async <Row>({ name, text }: { name: string; text: string }, values: readonly unknown[]) => {
    const query = preparesByName ? { name, text, values: [...values] } : { text, values: [...values] };
    const { rows } = await client.query<Row & pg.QueryResultRow>(query);
    return rows;
  };

/** `bigint` arrives as a number, as the embedded database gives it; our own stay below 2^53. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === pg.types.builtins.INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format);
