/** Puts what the code reads from disk into the bundle itself: migrations, the built pages, the version. */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { Plugin } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Modules that read, and what makes the text of the module that takes their place. */
const replacements = (pages: string): readonly (readonly [file: RegExp, write: () => Promise<string>])[] => [
  [/[\\/]drizzle-orm[\\/]migrator\.js$/, writeMigrations],
  [/[\\/]src[\\/]app[\\/]built-files\.ts$/, () => writePages(pages)],
  [/[\\/]src[\\/]runtimes[\\/]version\.ts$/, writeVersion],
];

/** @param pages folder of the built pages; where nothing is built the plain page works by itself */
export const embedFiles = (pages: string): Plugin => ({
  name: 'embed-files',
  setup: ({ onLoad }) => {
    for (const [filter, write] of replacements(pages)) {
      onLoad({ filter }, async ({ path }) => ({
        contents: await write(),
        loader: 'js',
        resolveDir: dirname(path),
      }));
    }
  },
});

/**
 * Every folder of migrations under `src`, read by drizzle's own function and found again by the end of its path: the
 * code names it relative to its own file.
 */
const writeMigrations = async (): Promise<string> => {
  const files = await readdir(join(root, 'src'), { recursive: true, withFileTypes: true });
  const folders = files
    .filter(({ name, parentPath }) => name === '_journal.json' && parentPath.endsWith('meta'))
    .map(({ parentPath }) => dirname(parentPath));
  const migrations = Object.fromEntries(
    folders.map((folder) => [
      relative(root, folder).split(sep).join('/'),
      readMigrationFiles({ migrationsFolder: folder }),
    ]),
  );
  return `const embedded = ${JSON.stringify(migrations)};
export const readMigrationFiles = ({ migrationsFolder }) => {
  const path = migrationsFolder.replaceAll('\\\\', '/').replace(/\\/$/, '');
  const folder = Object.keys(embedded).find((known) => path.endsWith('/' + known));
  if (folder === undefined) throw new Error('no migrations were embedded for ' + path);
  return embedded[folder];
};
`;
};

const writePages = async (pages: string): Promise<string> => {
  const files = await readdir(pages, { recursive: true, withFileTypes: true }).catch(() => []);
  const embedded: { [path: string]: string } = {};
  for (const file of files.filter((entry) => entry.isFile())) {
    const path = join(file.parentPath, file.name);
    embedded[relative(pages, path).split(sep).join('/')] = await readFile(path, 'base64');
  }
  return `const embedded = new Map(Object.entries(${JSON.stringify(embedded)}));
export const readBuiltFile = async (_directory, path) => {
  const content = embedded.get(path);
  return content === undefined ? null : Buffer.from(content, 'base64');
};
`;
};

const writeVersion = async (): Promise<string> => {
  const { version }: { version: unknown } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return `export const version = ${JSON.stringify(version)};\n`;
};
