/** Pages lead where they say: every relative link has a file, every decision a line in the index. */
import { access, readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { filesIn } from './files-in.ts';

const root = new URL('../', import.meta.url);

const pagesIn = async (folder: string, recursive: boolean): Promise<readonly string[]> =>
  (await filesIn(root, folder, { recursive })).filter((path) => path.endsWith('.md'));

const pages = [
  ...(await pagesIn('./', false)),
  ...(
    await Promise.all(['deploy/', 'docs/', 'src/', 'sandbox/'].map((folder) => pagesIn(folder, true)))
  ).flat(),
];

const exists = (path: string): Promise<boolean> =>
  access(new URL(path, root)).then(
    () => true,
    () => false,
  );

/** Targets of `[text](target)` outside code, without anchors; addresses of other sites aside. */
const linksOf = (page: string): readonly string[] =>
  [...page.replace(/```[\s\S]*?```/g, '').matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));

test.each(pages)('every link of %s leads to a file', async (path) => {
  const links = linksOf(await readFile(new URL(path, root), 'utf8'));
  const template = path.endsWith('template.md');
  const missing: string[] = [];
  for (const link of template ? [] : links) {
    if (!(await exists(posix.join(posix.dirname(path), link)))) missing.push(link);
  }
  expect(missing).toEqual([]);
});

test('the index of decisions has every record', async () => {
  const index = await readFile(new URL('docs/decisions/README.md', root), 'utf8');
  const records = pages
    .filter((path) => /docs\/decisions\/\d/.test(path))
    .map((path) => posix.basename(path));
  expect(records.filter((name) => !index.includes(`(${name})`))).toEqual([]);
});
