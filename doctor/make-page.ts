/** Puts the table of findings into docs/guide/doctor.md; `--check` fails where the page is stale. */
import { readFile, writeFile } from 'node:fs/promises';
import { withFindings } from './page.ts';

const file = new URL('../docs/guide/doctor.md', import.meta.url);
const written = await readFile(file, 'utf8');
const page = withFindings(written);

if (page === null) {
  process.stderr.write('docs/guide/doctor.md has lost the lines between which its findings stand.\n');
  process.exitCode = 1;
} else if (process.argv.includes('--check')) {
  if (page !== written) process.stderr.write('docs/guide/doctor.md is stale: run "npm run docs".\n');
  process.exitCode = page === written ? 0 : 1;
} else {
  await writeFile(file, page);
  process.stdout.write('docs/guide/doctor.md is written.\n');
}
