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

/** Runs one test file in a vitest of its own; the totals it wrote, its last line and its exit status. */
const run = async (name: string, text: string) => {
  await writeFile(
    join(folder, `${name}.test.mjs`),
    text.replaceAll("'vitest'", `'${root}node_modules/vitest/dist/index.js'`),
  );
  const totals = join(folder, `${name}.json`);
  const args = ['run', name, '--root', folder, '--reporter', `${root}scripts/closing-line.ts`];
  const { status, output } = await new Promise<{ status: number; output: string }>((resolve) => {
    execFile(
      process.execPath,
      [join(root, 'node_modules/vitest/vitest.mjs'), ...args],
      { env: { PATH: process.env.PATH, TOTALS_FILE: totals } },
      (error, stdout) => resolve({ status: Number(error?.code ?? 0), output: stdout }),
    );
  });
  const written: unknown = JSON.parse(await readFile(totals, 'utf8'));
  return { status, line: output.trim().split('\n').at(-1), written };
};

const imports = "import { describe, expect, test } from 'vitest';\n";

test.each([
  ['passing', "test('a', () => {}); test('b', () => {});", 0, 2, 0],
  ['failing', "test('a', () => {}); test('b', () => expect(1).toBe(2));", 1, 1, 1],
  ['skipping', "test('a', () => {}); test.skip('b', () => {});", 1, 1, 1],
  ['crashing-at-load', "throw new Error('broken');", 1, 0, 1],
  ['crashing-in-a-suite', "describe('a', () => { throw new Error('broken'); });", 1, 0, 1],
])(
  '%s',
  async (name, text, status, passed, failed) => {
    expect(await run(name, imports + text)).toEqual({
      status,
      line: `${passed} passed, ${failed} failed`,
      written: { passed, failed },
    });
  },
  60_000,
);
