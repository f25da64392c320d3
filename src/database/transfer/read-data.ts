import { createHmac, timingSafeEqual } from 'node:crypto';
import type { DataKeys } from '../keys.ts';
import { migrate, migrationSteps, migrationTables, takeTurns } from '../migrate.ts';
import type { Script } from '../sql.ts';
import { quoted, readTables, speakPlainly, type Table } from './catalog.ts';
import { type Header, type Row, readEnd, readHeader, readRow, type TableHeader } from './format.ts';
import { Refusal } from './refusal.ts';

export type ReadOptions = {
  readonly script: Script;
  /** The business's own, as in `OpenOptions`. */
  readonly migrations: URL | null;
  readonly file: DataFile;
  readonly onProgress: (message: string) => void;
};

/** Of one statement: whichever comes first. */
const rowsAtOnce = 500;
const charactersAtOnce = 256 * 1024;

/** A file whose first line has been read, and found to be one that this program and this DATA_KEY can take. */
export type DataFile = {
  readonly header: Header;
  /** The next line. @throws `Refusal` where there is none */
  readonly next: () => Promise<string>;
  /** Reads the last line and checks all that was read. @throws `Refusal` */
  readonly finish: (rows: number) => Promise<void>;
};

/** @throws `Refusal`, before anything else is touched */
export const openDataFile = async (
  lines: AsyncIterator<Buffer | null, void, undefined>,
  keys: DataKeys,
  migrations: URL | null,
): Promise<DataFile> => {
  const hmac = createHmac('sha256', keys.exportSigning);
  const take = async (): Promise<Buffer | null> => {
    const { value } = await lines.next();
    return value ?? null;
  };
  const next = async (): Promise<string> => {
    const line = (await take()) ?? raise(cutShort());
    hmac.update(line).update('\n');
    return line.toString('utf8');
  };
  const first = await take();
  const header = first === null ? 'foreign' : readHeader(first.toString('utf8'));
  if (header === 'foreign' || first === null) {
    throw new Refusal('foreign_file', 'This is no file of "npm run data:export". Nothing was changed.');
  }
  if (header === 'newer') throw newerVersion();
  checkHeader(header, keys, migrations);
  hmac.update(first).update('\n');

  const finish = async (rows: number): Promise<void> => {
    const end = readEnd(((await take()) ?? raise(cutShort())).toString('utf8'));
    const { done } = await lines.next();
    if (end === null || end.rows !== rows || done !== true) throw damaged();
    const [told, made] = [Buffer.from(end.hmac, 'hex'), hmac.digest()];
    if (told.length !== made.length || !timingSafeEqual(told, made)) throw damaged();
  };
  return { header, next, finish };
};

const checkHeader = (header: Header, keys: DataKeys, migrations: URL | null): void => {
  if (header.dataKeyId !== keys.id) {
    throw new Refusal(
      'other_data_key',
      'This file was exported under another DATA_KEY, without which its contacts could not be read. Set DATA_KEY to that one (or bring its file, data-key, into DATA_DIR). Nothing was changed.',
    );
  }
  for (const { table, steps } of migrationSteps(migrations)) {
    const taken = header.steps[table];
    const isKnown = taken.every((hash, index) => steps[index]?.hash === hash);
    if (!isKnown) throw newerVersion();
  }
};

/**
 * Fills an empty database, all in the script's transaction: the tables as they were when the file was made, its rows,
 * then the migrations that came since. @throws `Refusal`
 */
export const readData = async ({ script, migrations, file, onProgress }: ReadOptions) => {
  await takeTurns(script);
  const found = [...(await readTables(script)).map(({ name }) => name), ...(await notedSteps(script))];
  if (found.length > 0) {
    throw new Refusal(
      'not_empty',
      `The database to import into is not empty (it has ${found.slice(0, 3).join(', ')}). Import into a new one: nothing is ever overwritten.`,
    );
  }
  const { header } = file;
  await speakPlainly(script);
  await migrate(script, migrations, {
    sayso_migrations: header.steps.sayso_migrations.length,
    business_migrations: header.steps.business_migrations.length,
  });

  const tables = await readTables(script);
  checkTables(header, tables);
  const restore = await holdBack(script);
  // A migration may have brought rows; the file has what became of them.
  await script.execute(
    `TRUNCATE ${tables.map(({ name }) => `public.${quoted(name)}`).join(', ')} RESTART IDENTITY`,
  );
  let rows = 0;
  for (const table of header.tables) {
    if (table.rows > 0) onProgress(`${table.name}: ${table.rows} ${table.rows === 1 ? 'row' : 'rows'}`);
    await fill(script, table, tables, file);
    rows += table.rows;
  }
  for (const { name, last } of header.sequences) {
    await script.query('SELECT setval($1::text::regclass, $2::text::bigint)', [
      `public.${quoted(name)}`,
      last,
    ]);
  }
  await file.finish(rows);
  await script.execute('SET CONSTRAINTS ALL IMMEDIATE');
  await restore();
  await migrate(script, migrations);
  return { tables: header.tables.length, rows };
};

const notedSteps = async (script: Script): Promise<readonly string[]> => {
  const rows = await script.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relname IN (${migrationTables.map((name) => `'${name}'`).join(', ')})`,
  );
  return rows.map(({ name }) => name);
};

/** Names in a file are never trusted to be names of ours: each has to be one that our own migrations made. */
const checkTables = ({ tables: told }: Header, made: readonly Table[]): void => {
  const unknown = told.filter(({ name, columns }) => {
    const table = made.find((candidate) => candidate.name === name);
    const known = new Set(table?.columns.map((column) => column.name));
    return columns.length !== known.size || columns.some((column) => !known.has(column));
  });
  if (unknown.length === 0 && new Set(told.map(({ name }) => name)).size === told.length) return;
  throw new Refusal(
    'other_version',
    `The file has what this version makes no table for (${unknown.map(({ name }) => JSON.stringify(name)).join(', ')}). Import it with the business it was exported with; tables of other programs in the same database cannot be moved. Nothing was changed.`,
  );
};

/**
 * Rows come table by table, whoever refers to whom: references are checked when all are there. And they come as they
 * are: the business's own triggers had their say when the rows were first written. Returns what puts both back.
 */
const holdBack = async (script: Script): Promise<() => Promise<void>> => {
  const references = await script.query<{ table: string; name: string }>(`
    SELECT conrelid::regclass::text AS table, conname AS name FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND contype = 'f' AND NOT condeferrable AND conparentid = 0`);
  const triggers = await script.query<{ table: string; name: string }>(`
    SELECT tgrelid::regclass::text AS table, tgname AS name FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE relnamespace = 'public'::regnamespace AND NOT tgisinternal AND tgenabled = 'O' AND tgparentid = 0`);
  const alter = async (reference: string, trigger: string): Promise<void> => {
    for (const { table, name } of references)
      await script.execute(`ALTER TABLE ${table} ALTER CONSTRAINT ${quoted(name)} ${reference}`);
    for (const { table, name } of triggers)
      await script.execute(`ALTER TABLE ${table} ${trigger} TRIGGER ${quoted(name)}`);
  };
  await alter('DEFERRABLE', 'DISABLE');
  await script.execute('SET CONSTRAINTS ALL DEFERRED');
  return () => alter('NOT DEFERRABLE', 'ENABLE');
};

const fill = async (
  script: Script,
  { name, columns, rows }: TableHeader,
  tables: readonly Table[],
  file: DataFile,
): Promise<void> => {
  const types = new Map(tables.find((table) => table.name === name)?.columns.map((c) => [c.name, c.type]));
  const values = columns.map((column, index) => `(row ->> ${index})::${types.get(column)}`);
  const statement = `INSERT INTO public.${quoted(name)} (${columns.map(quoted).join(', ')})
    OVERRIDING SYSTEM VALUE SELECT ${values.join(', ')} FROM json_array_elements($1::text::json) AS row`;
  for (let left = rows; left > 0; ) {
    const batch: Row[] = [];
    let characters = 0;
    while (batch.length < Math.min(rowsAtOnce, left) && characters < charactersAtOnce) {
      const line = await file.next();
      characters += line.length;
      batch.push(readRow(line, columns.length) ?? raise(damaged()));
    }
    await script.query(statement, [JSON.stringify(batch)]);
    left -= batch.length;
  }
};

const raise = (refusal: Refusal): never => {
  throw refusal;
};

const cutShort = (): Refusal =>
  new Refusal('damaged_file', 'The file ends before its last line: it was cut short. Nothing was changed.');

const damaged = (): Refusal =>
  new Refusal(
    'damaged_file',
    'The file is not as it was exported: it was altered or damaged on its way. Nothing was changed.',
  );

const newerVersion = (): Refusal =>
  new Refusal(
    'other_version',
    'The file was exported by a newer version of Sayso, or with another business. Import it with that one. Nothing was changed.',
  );
