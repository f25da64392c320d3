/** Writes docs/configuration.md from the table in src/settings/table.ts; `--check` fails where the page is stale. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { configurationPage } from './configuration-page.ts';

const file = new URL('../docs/configuration.md', import.meta.url);
const page = configurationPage();

if (process.argv.includes('--check')) {
  const written = await readFile(file, 'utf8').catch(() => '');
  const fresh = written === page;
  if (!fresh) process.stderr.write('docs/configuration.md is stale: run "npm run docs".\n');
  process.exitCode = fresh ? 0 : 1;
} else {
  await mkdir(new URL('.', file), { recursive: true });
  await writeFile(file, page);
  process.stdout.write('docs/configuration.md is written.\n');
}
