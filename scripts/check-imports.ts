/**
 * Holds the code to the import rule and to the banned words, and ARCHITECTURE.md's table to the rule.
 * `--write` puts the table into ARCHITECTURE.md.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { findBannedWords } from './banned-words.ts';
import { filesIn } from './files-in.ts';
import {
  findImportViolations,
  isTest,
  type SourceFile,
  tableMarkers,
  withImportTable,
} from './import-rule.ts';

const root = new URL('../', import.meta.url);

const readFolder = async (folder: string): Promise<readonly SourceFile[]> => {
  const paths = (await filesIn(root, folder, { recursive: true })).filter(
    (path) => /\.[cm]?[jt]sx?$/.test(path) && !isTest(path),
  );
  return Promise.all(
    paths.map(async (path) => ({ path, text: await readFile(new URL(path, root), 'utf8') })),
  );
};

/** What is wrong with the table in ARCHITECTURE.md; null where nothing is. */
const checkTable = async (write: boolean): Promise<string | null> => {
  const file = new URL('ARCHITECTURE.md', root);
  const page = await readFile(file, 'utf8').catch(() => null);
  if (page === null) return 'ARCHITECTURE.md is missing: it must show the import rule.';
  const wanted = withImportTable(page);
  if (wanted === null)
    return `ARCHITECTURE.md must have the lines ${tableMarkers.start} and ${tableMarkers.end}.`;
  if (wanted === page) return null;
  if (!write) return 'ARCHITECTURE.md shows another import rule: run "npm run docs".';
  await writeFile(file, wanted);
  return null;
};

const files = (await Promise.all(['src/', 'sandbox/'].map(readFolder))).flat();
const problems = [...findImportViolations(files), ...findBannedWords(files)].map(
  ({ path, line, sentence }) => `${path}:${line} ${sentence}`,
);
const table = await checkTable(process.argv.includes('--write'));
if (table !== null) problems.push(table);

for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(`Import rule and banned words: ${files.length} files, ${problems.length} problems.\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
