import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { startChild } from '../../test/children.ts';
import { testDataKey } from '../../test/databases.ts';
import { createTestDatabase, type TestDatabase } from '../../test/postgres.ts';
import { limits } from '../transactions/limits.ts';
import { type Database, type Opened, openDatabase } from './open.ts';
import { engineMajor } from './pglite.ts';

const open = (
  where: { databaseUrl?: string; dataDirectory?: string; dataKey?: Uint8Array },
  migrations?: URL,
) =>
  openDatabase({
    settings: { databaseUrl: null, dataDirectory: '', dataKey: testDataKey, ...where },
    migrations: migrations ?? null,
    limits,
  });

const opened = (answer: Opened): Database => {
  if (!answer.ok) throw new Error(answer.failure.message);
  return answer.database;
};

const failure = (answer: Opened) => {
  if (answer.ok) throw new Error('it opened');
  return answer.failure;
};

const person = { issuer: 'https://tenant.example/', subject: 'auth0|ana', newId: 'ana', now: 1 };

/** A business's migrations as drizzle-kit lays them out. */
const writeMigrations = async (folder: string): Promise<URL> => {
  await mkdir(join(folder, 'meta'), { recursive: true });
  await writeFile(join(folder, '0000_orders.sql'), 'CREATE TABLE pizza_orders (id text PRIMARY KEY);');
  const entries = [{ idx: 0, version: '7', when: 1, tag: '0000_orders', breakpoints: true }];
  await writeFile(
    join(folder, 'meta', '_journal.json'),
    JSON.stringify({ version: '7', dialect: 'postgresql', entries }),
  );
  return new URL(`file://${folder}/`);
};

/** All paths below a directory with their sizes. */
const listing = async (directory: string): Promise<string[]> => {
  const entries = await readdir(directory, { recursive: true });
  return Promise.all(
    entries.sort().map(async (name) => `${name} ${(await stat(join(directory, name))).size}`),
  );
};

describe('the embedded database', { timeout: 60_000 }, () => {
  let made: string;
  let dataDirectory: string;

  // One real first start; each test gets a copy of what it made.
  beforeAll(async () => {
    made = await mkdtemp(join(tmpdir(), 'sayso-made-'));
    const told: string[] = [];
    const migrations = await writeMigrations(await mkdtemp(join(made, 'migrations-')));
    const first = await openDatabase({
      settings: { databaseUrl: null, dataDirectory: join(made, 'data'), dataKey: testDataKey },
      migrations,
      limits,
      onProgress: (message) => told.push(message),
    });
    const database = opened(first);
    await database.directory.findOrCreate(person);
    await database.close();
    expect(told).toEqual(['Making the database; this takes a few seconds, once.']);
  }, 60_000);
  afterAll(() => rm(made, { recursive: true, force: true }));

  beforeEach(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'sayso-open-'));
    await rm(dataDirectory, { recursive: true });
    await cp(join(made, 'data'), dataDirectory, { recursive: true });
  });
  afterEach(() => rm(dataDirectory, { recursive: true, force: true }));

  test('keeps what was stored, and its files to their owner', async () => {
    const database = opened(await open({ dataDirectory }));
    expect(await database.directory.findOrCreate({ ...person, newId: 'another' })).toMatchObject({
      id: 'ana',
    });
    expect(await database.ready()).toBe(true);
    await database.close();
    expect(await database.ready()).toBe(false);
    const fresh = await stat(join(made, 'data', 'database'));
    expect(fresh.mode & 0o077).toBe(0);
  });

  test('says plainly that it is in use, and by whom', async () => {
    const first = opened(await open({ dataDirectory }));
    expect(failure(await open({ dataDirectory }))).toEqual({
      type: 'in_use',
      message: expect.stringContaining(
        `already running on ${join(dataDirectory, 'database')} (process ${process.pid})`,
      ),
    });
    expect(await first.ready()).toBe(true);
    await first.close();
    await opened(await open({ dataDirectory })).close();
  });

  test('refuses a foreign folder and leaves it as it was', async () => {
    const foreign = join(dataDirectory, 'elsewhere');
    await mkdir(join(foreign, 'database'), { recursive: true });
    await writeFile(join(foreign, 'database', 'PG_VERSION'), '16');
    const before = await listing(foreign);
    expect(failure(await open({ dataDirectory: foreign })).type).toBe('foreign_directory');
    expect(await listing(foreign)).toEqual(before);
  });

  test.each(['PG_VERSION', 'global/pg_control', 'base', 'pg_wal', 'postgresql.conf'])(
    'refuses a directory that lost %s, and makes nothing in its place',
    async (part) => {
      await rm(join(dataDirectory, 'database', 'cluster', part), { recursive: true });
      const before = await listing(dataDirectory);
      expect(failure(await open({ dataDirectory }))).toMatchObject({
        type: 'damaged_directory',
        message: expect.stringContaining(part),
      });
      expect(await listing(dataDirectory)).toEqual(before);
    },
  );

  test.each(['global/pg_control', 'PG_VERSION'])(
    'refuses a directory whose %s is cut short',
    async (part) => {
      const path = join(dataDirectory, 'database', 'cluster', part);
      await truncate(path, Math.floor((await stat(path)).size / 3));
      expect(failure(await open({ dataDirectory })).type).toBe('damaged_directory');
    },
  );

  test('says how to go on where another version’s engine made it', async () => {
    const made = join(dataDirectory, 'database', 'cluster', 'PG_VERSION');
    expect(await readFile(made, 'utf8')).toBe(`${engineMajor}\n`);
    await writeFile(made, '15\n');
    const before = await listing(dataDirectory);
    expect(failure(await open({ dataDirectory }))).toMatchObject({
      type: 'other_engine',
      message: expect.stringContaining('Export it with the version of Sayso that made it'),
    });
    expect(await listing(dataDirectory)).toEqual(before);
  });

  test('refuses a marker that says nothing it knows', async () => {
    await writeFile(join(dataDirectory, 'database', 'sayso-database.json'), '{');
    expect(failure(await open({ dataDirectory })).type).toBe('damaged_directory');
  });

  test('begins again where the very first start was killed', async () => {
    const marker = join(dataDirectory, 'database', 'sayso-database.json');
    await writeFile(marker, JSON.stringify({ state: 'making' }));
    await rm(join(dataDirectory, 'database', 'cluster', 'global'), { recursive: true });
    const database = opened(await open({ dataDirectory }));
    expect(await database.directory.findOrCreate({ ...person, newId: 'new' })).toMatchObject({ id: 'new' });
    await database.close();
    expect(await readFile(marker, 'utf8')).toContain('ready');
  });

  test('refuses another data key than the one it was made with', async () => {
    expect(failure(await open({ dataDirectory, dataKey: randomBytes(32) })).type).toBe('other_data_key');
    await opened(await open({ dataDirectory })).close();
  });

  test('says what to do where the directory cannot be used', async () => {
    const file = join(dataDirectory, 'file');
    await writeFile(file, '');
    expect(failure(await open({ dataDirectory: file }))).toMatchObject({
      type: 'unusable_directory',
      message: expect.stringContaining('DATA_DIR'),
    });
  });

  test('loses nothing that was acknowledged when it is killed, however often', async () => {
    const acknowledged: string[] = [];
    for (let run = 0; run < 3; run += 1) {
      const child = startChild('write-until-killed', dataDirectory, String(run));
      await child.line(20 + run * 7);
      await child.kill();
      acknowledged.push(...child.lines);
    }
    const database = opened(await open({ dataDirectory }));
    for (const subject of acknowledged) {
      const found = await database.directory.findOrCreate({
        issuer: 'killed',
        subject,
        newId: 'lost',
        now: 1,
      });
      expect(found.id).toBe(subject);
    }
    await database.close();
  }, 60_000);
});

describe('PostgreSQL', { timeout: 60_000 }, () => {
  let server: TestDatabase;

  beforeEach(async () => {
    server = await createTestDatabase(inject('postgresUrl'));
  });
  afterEach(() => server.drop());

  test('is migrated once by instances that start together, the business’s tables after ours', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sayso-migrations-'));
    const migrations = await writeMigrations(folder);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => open({ databaseUrl: server.url }, migrations)),
    );
    const databases = answers.map(opened);
    const found = await Promise.all(
      databases.map((database, index) =>
        database.directory.findOrCreate({ ...person, newId: `ana-${index}` }),
      ),
    );
    expect(new Set(found.map(({ id }) => id)).size).toBe(1);
    expect(await Promise.all(databases.map((database) => database.ready()))).not.toContain(false);
    await Promise.all(databases.map((database) => database.close()));
    await rm(folder, { recursive: true });
  });

  test('survives the server dropping its connections', async () => {
    const database = opened(await open({ databaseUrl: server.url }));
    await database.directory.findOrCreate(person);
    const other = opened(await open({ databaseUrl: server.url }));
    await server.disconnectAll();
    expect(await database.directory.findOrCreate(person).catch(() => 'failed once')).toBeDefined();
    expect(await database.directory.findOrCreate(person)).toMatchObject({ id: 'ana' });
    await database.close();
    await other.close();
  });

  test('with another data key is refused', async () => {
    await opened(await open({ databaseUrl: server.url })).close();
    const answer = await open({ databaseUrl: server.url, dataKey: randomBytes(32) });
    expect(failure(answer).type).toBe('other_data_key');
  });

  test('that is not there, or not for us, is told without the password', async () => {
    const unreachable = failure(await open({ databaseUrl: 'postgresql://u:hunter2@127.0.0.1:1/none' }));
    expect(unreachable).toMatchObject({
      type: 'unreachable',
      message: expect.stringContaining('ECONNREFUSED'),
    });
    const absent = new URL(server.url);
    absent.pathname = '/no_such_database';
    absent.password = 'hunter2';
    const refused = failure(await open({ databaseUrl: absent.href }));
    expect(refused).toMatchObject({ type: 'refused', message: expect.stringContaining('3D000') });
    expect(unreachable.message + refused.message).not.toContain('hunter2');
  });
});
