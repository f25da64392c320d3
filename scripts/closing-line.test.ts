import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'closing-line-'));
  await writeFile(join(folder, 'vitest.config.mjs'), 'export default {};\n');
});
afterAll(() => rm(folder, { recursive: true }));

const imports = "import { describe, expect, test } from 'vitest';\n";

/** Runs test files in a vitest of their own; what it printed and its exit status. */
const run = async (files: { readonly [name: string]: string }, environment: { TOTALS_FILE?: string }) => {
  for (const [name, text] of Object.entries(files)) {
    const source = imports.replace("'vitest'", `'${root}node_modules/vitest/dist/index.js'`) + text;
    await writeFile(join(folder, `${name}.test.mjs`), source);
  }
  const names = Object.keys(files).map((name) => `${name}.test.mjs`);
  const reporter = ['--reporter', `${root}scripts/closing-line.ts`];
  return new Promise<{ status: number; output: string }>((resolve) => {
    execFile(
      process.execPath,
      [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...names, '--root', folder, ...reporter],
      { env: { PATH: process.env.PATH, ...environment } },
      (error, output) => resolve({ status: Number(error?.code ?? 0), output }),
    );
  });
};

test('says what passed', async () => {
  const { status, output } = await run({ passing: "test('a', () => {}); test('b', () => {});" }, {});
  expect(status).toBe(0);
  expect(output.trim().split('\n').at(-1)).toBe('2 passed, 0 failed');
}, 60_000);

test('counts as failed what failed, was skipped, or never came to run', async () => {
  const totals = join(folder, 'totals.json');
  const { status, output } = await run(
    {
      failing: "test('a', () => {}); test('b', () => expect(1).toBe(2));",
      skipping: "test('a', () => {}); test.skip('b', () => {});",
      'crashing-at-load': "throw new Error('broken');",
      'crashing-in-a-suite': "describe('a', () => { throw new Error('broken'); });",
    },
    { TOTALS_FILE: totals },
  );
  expect(status).toBe(1);
  expect(JSON.parse(await readFile(totals, 'utf8'))).toEqual({ passed: 2, failed: 4 });
  expect(output).not.toMatch(/\d+ passed, \d+ failed/);
}, 60_000);

test('a skipped test alone makes the run fail', async () => {
  const { status } = await run({ skipped: "test('a', () => {}); test.skip('b', () => {});" }, {});
  expect(status).toBe(1);
}, 60_000);
