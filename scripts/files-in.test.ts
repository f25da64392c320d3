import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filesIn } from './files-in.ts';

let home: string;
let root: URL;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sayso my projects 100% #1-'));
  await mkdir(join(home, 'src', 'api'), { recursive: true });
  for (const name of ['README.md', 'src/main.ts', 'src/api/call.ts']) await writeFile(join(home, name), '');
  root = pathToFileURL(home + sep);
});
afterAll(() => rm(home, { recursive: true }));

test('names files from the root, also where the way there has blanks and percent signs', async () => {
  const below = await filesIn(root, 'src', { recursive: true });
  expect([...below].sort()).toEqual(['src/api/call.ts', 'src/main.ts']);
  expect(await filesIn(root, '.', { recursive: false })).toEqual(['README.md']);
});
