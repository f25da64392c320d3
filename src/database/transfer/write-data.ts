import { createHmac } from 'node:crypto';
import type { DataKeys } from '../keys.ts';
import type { Script } from '../sql.ts';
import { quoted, readSequences, readSteps, readTables, speakPlainly, type Table } from './catalog.ts';
import { type End, formatName, formatVersion, type Header } from './format.ts';
import { longestLineBytes } from './lines.ts';
import { Refusal } from './refusal.ts';

export type WriteOptions = {
  /** Stands still while it is read: one snapshot, or nobody else has the database. */
  readonly script: Script;
  readonly keys: DataKeys;
  readonly write: (text: string) => Promise<void>;
  readonly onProgress: (message: string) => void;
};

const rowsAtOnce = 500;

/** Writes all of a database as format.ts tells. Returns how many tables and rows. @throws `Refusal` */
export const writeData = async ({ script, keys, write, onProgress }: WriteOptions) => {
  await speakPlainly(script);
  await checkDataKey(script, keys);
  const hmac = createHmac('sha256', keys.exportSigning);
  const send = async (text: string): Promise<void> => {
    hmac.update(text, 'utf8');
    await write(text);
  };

  const tables = await readTables(script);
  const header = await describe(script, keys, tables);
  await send(`${JSON.stringify(header)}\n`);
  let rows = 0;
  for (const [index, table] of tables.entries()) {
    const expected = header.tables[index]?.rows ?? 0;
    if (expected > 0) onProgress(`${table.name}: ${expected} ${expected === 1 ? 'row' : 'rows'}`);
    const sent = await sendRows(script, table, send);
    // One snapshot has one count; anything else would make a file that nobody could read.
    if (sent !== expected) throw new Error(`${table.name} changed while it was read`);
    rows += sent;
  }
  const end: End = { end: formatName, rows, hmac: hmac.digest('hex') };
  await write(`${JSON.stringify(end)}\n`);
  return { tables: tables.length, rows };
};

const checkDataKey = async (script: Script, keys: DataKeys): Promise<void> => {
  const taken = await readSteps(script, 'sayso_migrations');
  if (taken.length === 0) {
    throw new Refusal(
      'no_database',
      'There is nothing to export: Sayso has no tables in this database. Check DATABASE_URL and DATA_DIR.',
    );
  }
  const [known] = await script.query<{ id: string }>('SELECT id FROM public.data_key');
  if (known?.id === keys.id) return;
  throw new Refusal(
    'other_data_key',
    'This database was written with another DATA_KEY. Set DATA_KEY to the one it was made with: the file is signed with it, and is of no use without it.',
  );
};

const describe = async (script: Script, keys: DataKeys, tables: readonly Table[]): Promise<Header> => ({
  format: formatName,
  version: formatVersion,
  dataKeyId: keys.id,
  steps: {
    sayso_migrations: await readSteps(script, 'sayso_migrations'),
    business_migrations: await readSteps(script, 'business_migrations'),
  },
  tables: await inTurn(tables, async ({ name, source, columns }) => {
    const [counted] = await script.query<{ rows: number }>(`SELECT count(*) AS rows FROM ${source}`);
    return { name, columns: columns.map((column) => column.name), rows: counted?.rows ?? 0 };
  }),
  sequences: await readSequences(script),
});

/**
 * A cursor, so that a large table is never in memory at once. The database itself writes each row as JSON: what a
 * driver makes of an array is its own affair.
 */
const sendRows = async (
  script: Script,
  { name, source, columns }: Table,
  send: (text: string) => Promise<void>,
): Promise<number> => {
  const values = columns.map((column) => `${quoted(column.name)}::text`).join(', ');
  await script.execute(
    `DECLARE exported NO SCROLL CURSOR FOR SELECT to_json(ARRAY[${values}]::text[])::text AS line FROM ${source}`,
  );
  let sent = 0;
  for (;;) {
    const fetched = await script.query<{ line: string }>(`FETCH ${rowsAtOnce} FROM exported`);
    if (fetched.length === 0) break;
    if (fetched.some(({ line }) => Buffer.byteLength(line) > longestLineBytes)) throw rowTooLong(name);
    await send(fetched.map(({ line }) => `${line}\n`).join(''));
    sent += fetched.length;
  }
  await script.execute('CLOSE exported');
  return sent;
};

/** Better no file than one that no import takes. */
const rowTooLong = (table: string): Refusal =>
  new Refusal(
    'not_moved',
    `A row of ${table} takes more than ${longestLineBytes / 1024 / 1024} MiB as text, which no import reads. Move that table by other means (pg_dump). The file was removed again.`,
  );

const inTurn = async <Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> => {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
};
