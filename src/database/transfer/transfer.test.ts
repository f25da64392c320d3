/** A database carried from one engine to the other and back: the same rows, and files that are not taken. */
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createFakeIssuer } from '../../../test/fake-issuer.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/postgres.ts';
import type { RawSettings } from '../../settings/table.ts';
import { readStorageSettings, type Settings } from '../../settings.ts';
import { authenticatedAs } from '../../transactions/actor.ts';
import type { Command } from '../../transactions/command.ts';
import { limits } from '../../transactions/limits.ts';
import { confirmTransaction } from '../../transactions/steps/confirm-transaction.ts';
import { requestTransaction } from '../../transactions/steps/request-transaction.ts';
import { takeStep } from '../../transactions/steps/take-step.ts';
import { type Database, openDatabase } from '../open.ts';
import { exportData, importData, type Moved } from './move-data.ts';

const dataKey = Buffer.alloc(32, 7).toString('base64');
const settingsOf = (raw: RawSettings): Settings => {
  const read = readStorageSettings({ DATA_KEY: dataKey, ...raw });
  if (!read.ok) throw new Error(read.problems.join(' '));
  return read.settings;
};

/**
 * Tables of a business that has thought of everything: numbers beyond JavaScript's, references in a circle, a table
 * that inherits, rows of its own, and a trigger that would double prices once more.
 */
const firstStep = `
  CREATE TABLE shelves (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "Best ""Book""" integer, label text NOT NULL,
    shout text GENERATED ALWAYS AS (upper(label)) STORED);
  --> statement-breakpoint
  CREATE TABLE books (
    id serial PRIMARY KEY, shelf bigint NOT NULL REFERENCES shelves (id) DEFERRABLE, sequel integer REFERENCES books (id),
    price numeric(12, 4), cover bytea, tags text[], notes json, facts jsonb, printed timestamptz, lent interval,
    weight double precision, copies bigint, sold boolean);
  --> statement-breakpoint
  ALTER TABLE shelves ADD CONSTRAINT best FOREIGN KEY ("Best ""Book""") REFERENCES books (id);
  --> statement-breakpoint
  CREATE TABLE rare_books (worth numeric) INHERITS (books);
  --> statement-breakpoint
  CREATE FUNCTION double_price() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.price := NEW.price * 2; RETURN NEW; END';
  --> statement-breakpoint
  CREATE TRIGGER "Doubles" BEFORE INSERT ON books FOR EACH ROW EXECUTE FUNCTION double_price();
  --> statement-breakpoint
  CREATE TABLE genres (name text PRIMARY KEY);
  --> statement-breakpoint
  INSERT INTO genres VALUES ('prose'), ('verse')`;
const secondStep = `ALTER TABLE books ADD COLUMN language text NOT NULL DEFAULT 'en'`;
const rows = `
  INSERT INTO shelves (label) SELECT 'shelf ' || n || repeat('.', CASE n WHEN 5 THEN 300000 ELSE 0 END)
    FROM generate_series(1, 1203) AS n;
  INSERT INTO books (shelf, price, cover, tags, notes, facts, printed, lent, weight, copies, sold) VALUES
    (1, 12.3400, '\\x00ff0a', ARRAY['a,b', 'quote"', NULL, '{'], '{"b":1,  "a":"\\u0000\\ud83d\\ude00"}', '{"z":[1.10]}',
     '2026-03-29 01:30:00.123456+01', '1 mon -3 days 04:05:06', 0.1, 9223372036854775807, true),
    (2, NULL, '', '{}', 'null', 'null', 'infinity', NULL, 'NaN', -1, false);
  INSERT INTO books (shelf, sequel, tags) VALUES (2, 1, ARRAY[E'line\\nbreak \\\\ 😀 \\u2028']);
  INSERT INTO rare_books (id, shelf, worth) VALUES (77, 2, 1000);
  DELETE FROM genres WHERE name = 'verse';
  UPDATE books SET sequel = 3 WHERE id = 1;
  UPDATE shelves SET "Best ""Book""" = 3 WHERE id = 1`;

const bookOrder: Command = {
  name: 'OrderBook',
  values: {},
  read: () => ({ type: 'complete', details: { book: 3 } }),
  describe: () => ({ summary: 'a book', destination: null, amount: null }),
  execute: () => ({
    writes: [{ sql: 'UPDATE books SET sold = true WHERE id = $1', values: [3] }],
    effect: null,
  }),
  doneText: () => 'Your book is ordered',
};

let folder: string;
let firstMigrations: URL;
let migrations: URL;
const servers: TestDatabase[] = [];
const never = new AbortController().signal;
const now = () => Date.UTC(2026, 5, 1);
const issuer = createFakeIssuer(
  now,
  () => 'auth0|ana',
  async () => undefined,
);
const ana = { issuer: 'https://tenant.example/', subject: 'auth0|ana', newId: 'ana', now: now() };
const actor = authenticatedAs({
  accountId: 'ana',
  surface: 'alexa',
  session: 's',
  linkId: null,
  request: null,
});

const writeMigrations = async (name: string, steps: readonly string[]): Promise<URL> => {
  const path = join(folder, name);
  await mkdir(join(path, 'meta'), { recursive: true });
  const entries = steps.map((_, idx) => ({
    idx,
    version: '7',
    when: idx + 1,
    tag: `000${idx}_step`,
    breakpoints: true,
  }));
  for (const [index, step] of steps.entries()) await writeFile(join(path, `000${index}_step.sql`), step);
  await writeFile(
    join(path, 'meta', '_journal.json'),
    JSON.stringify({ version: '7', dialect: 'postgresql', entries }),
  );
  return pathToFileURL(`${path}/`);
};

const emptyServer = async (): Promise<Settings> => {
  const server = await createTestDatabase(inject('postgresUrl'));
  servers.push(server);
  return settingsOf({ DATABASE_URL: server.url });
};

const onServer = async ({ databaseUrl }: Settings, text: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: databaseUrl ?? '' });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};

const open = async (settings: Settings, business: URL = migrations): Promise<Database> => {
  const opened = await openDatabase({ settings, migrations: business, limits });
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.database;
};

const portsOf = ({ accounts }: Database) => {
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `id-${ids}`;
  };
  const findCommand = () => bookOrder;
  return { accounts, now, limits, codes: issuer, newId, channels: ['sms'] as const, findCommand };
};

/** Ana has a proven phone and an order that waits for its code. */
const fill = async (settings: Settings): Promise<void> => {
  const database = await open(settings);
  await database.directory.findOrCreate(ana);
  const ports = portsOf(database);
  const contact = {
    id: 'phone',
    channel: 'sms',
    address: '+15550100042',
    hint: '42',
    provenAt: now(),
    checkedAt: now(),
  } as const;
  await takeStep(ports, 'ana', { type: 'store_contacts', contacts: [contact] });
  const wanted = { command: bookOrder, details: { book: 3 }, locale: 'en-US', payee: 'Books' };
  const asked = await requestTransaction(ports, actor, wanted, never);
  expect(asked.ok).toBe(true);
  await database.close();
};

const silent = { onProgress: () => undefined };
const failureOf = (moved: Moved) => (moved.ok ? null : moved.failure);
const linesOfFile = async (path: string): Promise<readonly string[]> =>
  (await readFile(path, 'utf8')).trimEnd().split('\n');

let source: Settings;
let exported: string;
/** The same on the other engine. */
let embedded: Settings;
let imported: Moved;
const told: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sayso-transfer-'));
  firstMigrations = await writeMigrations('first', [firstStep]);
  migrations = await writeMigrations('all', [firstStep, secondStep]);
  source = await emptyServer();
  await fill(source);
  await onServer(source, rows);
  exported = join(folder, 'exported.ndjson');
  expect(await exportData({ settings: source, path: exported, ...silent })).toMatchObject({ ok: true });
  embedded = settingsOf({ DATA_DIR: join(folder, 'embedded') });
  const onProgress = (message: string) => told.push(message);
  imported = await importData({ settings: embedded, path: exported, migrations, onProgress });
}, 60_000);
afterAll(async () => {
  for (const server of servers) await server.drop();
  await rm(folder, { recursive: true });
});

describe('everything in a database', { timeout: 60_000 }, () => {
  it('is the same on the embedded engine and back on PostgreSQL, and what waited can be confirmed there', async () => {
    expect((await stat(exported)).mode & 0o777).toBe(0o600);
    expect(await readFile(exported, 'utf8')).not.toContain('+1555');
    expect(imported).toMatchObject({ ok: true });
    expect(told).toContain('shelves: 1203 rows');

    const second = join(folder, 'second.ndjson');
    expect(await exportData({ settings: embedded, path: second, ...silent })).toEqual(imported);
    const back = await emptyServer();
    expect(await importData({ settings: back, path: second, migrations, ...silent })).toEqual(imported);
    const third = join(folder, 'third.ndjson');
    await exportData({ settings: back, path: third, ...silent });
    const [first, ...others] = await Promise.all(
      [exported, second, third].map(async (path) => (await linesOfFile(path)).slice(0, -1)),
    );
    for (const other of others) expect([...other].sort()).toEqual([...(first ?? [])].sort());

    for (const settings of [embedded, back]) {
      const database = await open(settings);
      const confirmed = await confirmTransaction(
        portsOf(database),
        actor,
        null,
        issuer.latestCode('phone'),
        never,
      );
      expect(confirmed).toMatchObject(
        settings === embedded ? { ok: true, value: { transaction: { state: 'done' } } } : { ok: false },
      );
      expect((await database.accounts.read('ana'))?.contacts[0]?.address).toBe('+15550100042');
      await database.close();
    }
    expect(
      await onServer(back, `INSERT INTO books (shelf, price) VALUES (1, 2) RETURNING id, price::integer`),
    ).toEqual([{ id: 4, price: 4 }]);
    expect(await onServer(back, `INSERT INTO shelves (label) VALUES ('x') RETURNING id, shout`)).toEqual([
      { id: '1204', shout: 'X' },
    ]);
    await expect(onServer(back, `INSERT INTO books (shelf) VALUES (77777)`)).rejects.toThrow('foreign key');
  });

  it('is brought to this version’s tables where the file was made by a former one', async () => {
    const former = await emptyServer();
    await (await open(former, firstMigrations)).close();
    await onServer(former, rows);
    const path = join(folder, 'former.ndjson');
    await exportData({ settings: former, path, ...silent });
    const target = await emptyServer();
    expect(await importData({ settings: target, path, migrations, ...silent })).toMatchObject({ ok: true });
    expect(await onServer(target, 'SELECT DISTINCT language FROM books')).toEqual([{ language: 'en' }]);
    const newer = await emptyServer();
    expect(
      failureOf(
        await importData({ settings: newer, path: exported, migrations: firstMigrations, ...silent }),
      ),
    ).toMatchObject({ type: 'other_version' });
  });

  it('is not exported from a directory that is in use, or where there is nothing', async () => {
    const path = join(folder, 'busy.ndjson');
    const nothing = settingsOf({ DATA_DIR: join(folder, 'nothing') });
    expect(failureOf(await exportData({ settings: nothing, path, ...silent }))?.type).toBe('no_database');
    const database = await open(embedded);
    expect(failureOf(await exportData({ settings: embedded, path, ...silent }))?.type).toBe('in_use');
    const full = failureOf(await importData({ settings: embedded, path: exported, migrations, ...silent }));
    expect(full?.type).toBe('in_use');
    await database.close();
    expect(
      failureOf(await importData({ settings: embedded, path: exported, migrations, ...silent }))?.type,
    ).toBe('not_empty');
    expect(failureOf(await exportData({ settings: await emptyServer(), path, ...silent }))?.type).toBe(
      'no_database',
    );
    await expect(stat(path)).rejects.toThrow('ENOENT');
  });

  it('is exported under its own DATA_KEY alone, over no other file, and told without a password', async () => {
    const path = join(folder, 'other.ndjson');
    const other = { ...source, dataKey: new Uint8Array(32).fill(9) };
    expect(failureOf(await exportData({ settings: other, path, ...silent }))?.type).toBe('other_data_key');
    expect(failureOf(await exportData({ settings: source, path: exported, ...silent }))).toMatchObject({
      type: 'unusable_file',
      message: expect.stringContaining('not overwritten'),
    });
    const away = settingsOf({ DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/none' });
    const unreachable = failureOf(await exportData({ settings: away, path, ...silent }));
    expect(unreachable?.type).toBe('unreachable');
    expect(unreachable?.message).not.toContain('hunter2');
  });

  it('is not exported where a row is longer than an import reads', async () => {
    const path = join(folder, 'long.ndjson');
    const long = await emptyServer();
    await (await open(long)).close();
    await onServer(long, `INSERT INTO shelves (label) VALUES (repeat('x', 17 * 1024 * 1024))`);
    expect(failureOf(await exportData({ settings: long, path, ...silent }))).toMatchObject({
      type: 'not_moved',
      message: expect.stringContaining('A row of shelves'),
    });
    await expect(stat(path)).rejects.toThrow('ENOENT');
  });
});

describe('a file', () => {
  let target: Settings;
  beforeEach(async () => {
    target = await emptyServer();
  });
  afterEach(async () => {
    expect(
      await onServer(target, `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace`),
    ).toEqual([]);
  });

  const take = async (text: string, settings: Settings = target) => {
    const path = join(folder, 'given.ndjson');
    await writeFile(path, text);
    return failureOf(await importData({ settings, path, migrations, ...silent }))?.type;
  };

  it('cut short anywhere is refused, and nothing is stored', async () => {
    const text = await readFile(exported, 'utf8');
    const lines = text.split('\n');
    for (const cut of [
      text.slice(0, -1),
      text.slice(0, text.length / 2),
      lines.slice(0, -2).join('\n'),
      `${lines.slice(0, -2).join('\n')}\n`,
      `${lines.slice(0, 40).join('\n')}\n`,
    ]) {
      expect(await take(cut)).toBe('damaged_file');
    }
  });

  it('with one row altered, left out, doubled or added is refused', async () => {
    const text = await readFile(exported, 'utf8');
    expect(text).toContain('"shelf 77"');
    expect(await take(text.replace('"shelf 77"', '"shelf 78"'))).toBe('damaged_file');
    expect(await take(text.replace('"shelf 77"', '"shelf 77","more"'))).toBe('damaged_file');
    expect(await take(text.replace(/\["77",null,"shelf 77"\]\n/, ''))).toBe('damaged_file');
    expect(await take(`${text}\n`)).toBe('damaged_file');
    expect(await take(text.replace('["77",null', '["many",null'))).toBe('not_moved');
    expect(await take(text.replace('"name":"shelves"', '"name":"pg_authid"'))).toBe('other_version');
  });

  it('of somebody else’s, of a newer form, or that is not there is refused', async () => {
    expect(await take('')).toBe('foreign_file');
    expect(await take('{"format":"other"}\n')).toBe('foreign_file');
    expect(await take('x'.repeat(17 * 1024 * 1024))).toBe('foreign_file');
    const text = await readFile(exported, 'utf8');
    expect(await take(text.replace('"version":1', '"version":2'))).toBe('other_version');
    expect(
      failureOf(await importData({ settings: target, path: join(folder, 'none'), migrations, ...silent })),
    ).toMatchObject({ type: 'unusable_file', message: expect.stringContaining('check the path') });
    for (const settings of [target, settingsOf({ DATA_DIR: join(folder, 'never') })])
      expect(failureOf(await importData({ settings, path: folder, migrations, ...silent }))).toMatchObject({
        type: 'unusable_file',
        message: expect.stringContaining('name a file'),
      });
  });

  it('of another DATA_KEY is refused, and one that only says otherwise as well', async () => {
    const text = await readFile(exported, 'utf8');
    const other = { ...target, dataKey: new Uint8Array(32).fill(9) };
    expect(await take(text, other)).toBe('other_data_key');
    const { dataKeyId } = JSON.parse(text.slice(0, text.indexOf('\n')));
    const lying = text.replaceAll(dataKeyId, 'a53ca9d8a1d2ff52');
    expect(await take(lying)).toBe('other_data_key');
  });
});
