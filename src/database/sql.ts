/** The one seam between our statements and the two engines. */
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

/** What may stand for a `$n`. JSON travels as text, instants as numbers: both engines take these the same way. */
export type Value = string | number | boolean | null;

/** SQL with `$1` style placeholders; the name is that of its prepared statement, one text per name; empty: not prepared. */
export type Statement = { readonly name: string; readonly text: string };

/** Rows come as the statement selects them: its author names their shape. */
export type Run = <Row>(statement: Statement, values: readonly Value[]) => Promise<readonly Row[]>;

/**
 * `hear` gets each notice's payload; `missed` is called where notices may have been lost. Rejects never for a lost
 * connection: it is made again. Resolves to what ends it.
 */
export type Listen = (
  channel: string,
  hear: (payload: string) => void,
  missed: () => void,
) => Promise<() => Promise<void>>;

export type Sql = {
  readonly run: Run;
  /** Everything `work` runs is stored together, or nothing where it throws. */
  readonly transaction: <Result>(work: (run: Run) => Promise<Result>) => Promise<Result>;
  /** Hears every notice on a channel from now on, over a connection of its own; see `Listen`. */
  readonly listen: Listen;
  /** For statements that no turn waits for. */
  readonly drizzle: PgDatabase<PgQueryResultHKT>;
};

/** A transaction of either engine for what is no turn: migrations, moving data. It has no time limit. */
export type Script = {
  /** Any number of statements in one text. */
  readonly execute: (text: string) => Promise<void>;
  /** One statement and its rows. */
  readonly query: <Row>(text: string, values?: readonly Value[]) => Promise<readonly Row[]>;
};

/** What both drivers put on an error that the database itself reports (PostgreSQL, appendix A). */
export type SqlError = { readonly code: string; readonly constraint: string | null };

/** The database's own error within what was thrown (drizzle wraps it); null where there is none. */
export const sqlErrorOf = (thrown: unknown): SqlError | null => {
  if (!(thrown instanceof Error)) return null;
  if ('code' in thrown && typeof thrown.code === 'string' && /^[0-9A-Z]{5}$/.test(thrown.code)) {
    const constraint =
      'constraint' in thrown && typeof thrown.constraint === 'string' ? thrown.constraint : null;
    return { code: thrown.code, constraint };
  }
  return sqlErrorOf(thrown.cause);
};

export const uniqueViolation = '23505';
export const serializationFailure = '40001';

/** A list of numbers as an array literal, to be cast with `::text::bigint[]`. */
export const arrayLiteral = (numbers: readonly number[]): string => `{${numbers.join(',')}}`;
