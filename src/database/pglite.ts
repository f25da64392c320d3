/** The embedded engine: PostgreSQL in WebAssembly, in this process, over one directory. */
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import type { Run, Sql } from './sql.ts';

export type Embedded = { readonly sql: Sql; readonly engine: PGlite };

/** Major version of the PostgreSQL that the pinned engine is; another one's directory is not even opened. */
export const engineMajor = '18';

const int8Oid = 20;

/**
 * Opens the cluster at the path, or makes one: whoever calls has made sure that it may (data-directory.ts) and that
 * nobody else has it open (directory-lock.ts). Every statement is on its way to the operating system when it returns,
 * so a killed process loses nothing; a power failure may (the engine has no fsync).
 */
export const openPglite = async (clusterPath: string): Promise<Embedded> => {
  const engine = await PGlite.create({
    dataDir: clusterPath,
    relaxedDurability: false,
    // The largest numbers of ours are instants; both engines give a `bigint` as a number.
    parsers: { [int8Oid]: Number },
  });
  return { sql: sqlOver(engine), engine };
};

const sqlOver = (engine: PGlite): Sql => ({
  run: runOn(engine),
  drizzle: drizzle(engine),
  // In this process: nothing can be lost on the way.
  listen: (channel, hear) => engine.listen(channel, hear),
  transaction: (work) => engine.transaction((transaction) => work(runOn(transaction))),
});

const runOn =
  (engine: Pick<PGlite, 'query'>): Run =>
  async <Row>({ text }: { text: string }, values: readonly unknown[]) => {
    const { rows } = await engine.query<Row>(text, [...values]);
    return rows;
  };
