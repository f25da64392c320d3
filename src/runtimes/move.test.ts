/** The two commands that move data, as processes. What they do with the data: database/transfer/transfer.test.ts. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/postgres.ts';
import { openDatabase } from '../database/open.ts';
import { settingsTable } from '../settings/table.ts';
import { limits } from '../transactions/limits.ts';

const dataKey = Buffer.alloc(32, 7);
const root = fileURLToPath(new URL('../../', import.meta.url));
const nothingSet = Object.fromEntries(settingsTable.map(({ key }) => [key, '']));

let folder: string;
let source: TestDatabase;
let target: TestDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sayso-move-'));
  source = await createTestDatabase(inject('postgresUrl'));
  target = await createTestDatabase(inject('postgresUrl'));
});
afterAll(async () => {
  await source.drop();
  await target.drop();
  await rm(folder, { recursive: true });
});

type Done = { readonly status: number; readonly output: string; readonly complaint: string };

const run = (
  program: 'export-data' | 'import-data',
  words: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<Done> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', `src/runtimes/${program}.ts`, ...words],
      { cwd: root, env: { PATH: process.env.PATH, ...nothingSet, ...settings } },
      (_error, output, complaint) => resolve({ status: child.exitCode ?? -1, output, complaint }),
    );
  });

it('carry a database, and say how much it was', async () => {
  const DATA_KEY = dataKey.toString('base64');
  const path = join(folder, 'sayso.ndjson');
  const settings = { databaseUrl: source.url, dataDirectory: '', dataKey };
  const opened = await openDatabase({ settings, migrations: null, limits });
  if (!opened.ok) throw new Error(opened.failure.message);
  const person = { issuer: 'https://tenant.example/', subject: 'auth0|ana', newId: 'ana', now: 1 };
  await opened.database.directory.findOrCreate(person);
  await opened.database.close();
  const exported = await run('export-data', [path], { DATABASE_URL: source.url, DATA_KEY });
  expect(exported).toMatchObject({
    status: 0,
    output: expect.stringMatching(/^2 rows of \d+ tables, PostgreSQL: /),
    complaint: '  … accounts: 1 row\n  … data_key: 1 row\n',
  });
  expect(await run('import-data', [path], { DATABASE_URL: target.url, DATA_KEY })).toEqual(exported);
}, 30_000);

it('say what is wrong, and fail', async () => {
  const [settingMissing, fileMissing, misused] = await Promise.all([
    run('export-data', ['sayso.ndjson'], { DATA_DIR: folder }),
    run('import-data', [join(folder, 'none')], { DATA_DIR: folder, DATA_KEY: dataKey.toString('base64') }),
    run('export-data', ['--help'], {}),
  ]);
  expect(settingMissing).toMatchObject({
    status: 1,
    complaint: expect.stringContaining('DATA_KEY is missing'),
  });
  expect(fileMissing).toMatchObject({ status: 1, complaint: expect.stringContaining('check the path') });
  expect(misused).toMatchObject({
    status: 1,
    complaint: expect.stringContaining('Usage: npm run data:export'),
  });
}, 30_000);
