/** Puts an entry, all it imports and the files it reads at runtime into one folder that needs nothing but Node. */
import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

export type BundleOptions = {
  /** Name of the file in the folder, without its ending, and its source, relative to the repository. */
  readonly entries: { readonly [name: string]: string };
  /** Emptied first. */
  readonly folder: string;
};

/** Returns what went into it (esbuild, "Metafile"). */
export const bundle = async ({ entries, folder }: BundleOptions): Promise<Metafile> => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const foldersRead = new Set<string>();
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: '[name]-[hash]',
    bundle: true,
    // What is imported on demand stays out of memory until then: the embedded database.
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    // Shorter, for it stays in memory, but with all its names: the stack traces in the log can be read.
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 160,
    legalComments: 'linked',
    // Optional parts of pg, for a native client and for another runtime.
    external: ['pg-native', 'pg-cloudflare'],
    banner: {
      // The packages that are CommonJS ask for Node's own modules by `require`.
      js: "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);",
    },
    plugins: [keepAddresses(foldersRead)],
    metafile: true,
    logLevel: 'warning',
  });
  for (const path of Object.keys(metafile.outputs)) {
    if (path.endsWith('.mjs')) await writeInAscii(join(root, path));
  }
  for (const path of foldersRead) {
    const source = join(root, path);
    const isFolder = await stat(source).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (isFolder) await cp(source, join(folder, path), { recursive: true });
  }
  await copyEngine(metafile, folder);
  const { name, version, license }: { [key: string]: unknown } = JSON.parse(
    await readFile(join(root, 'package.json'), 'utf8'),
  );
  await writeFile(
    join(folder, 'package.json'),
    `${JSON.stringify({ name, version, license, type: 'module' }, null, 2)}\n`,
  );
  return metafile;
};

/** What the code reads at runtime, by an address relative to its own file. */
const readAtRuntime = /new URL\(\s*'(\.[^']*)',\s*import\.meta\.url,?\s*\)/g;

/** A file of ours finds its folders where they are copied to: under the same path as in the repository. */
const keepAddresses = (foldersRead: Set<string>): Plugin => ({
  name: 'keep-addresses',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/](src|bench)[\\/].*\.ts$/ }, async ({ path }) => {
      const place = relative(root, path).split(sep).join('/');
      if (place.startsWith('node_modules/')) return undefined;
      const text = await readFile(path, 'utf8');
      for (const [, folder] of text.matchAll(readAtRuntime))
        foldersRead.add(posix.join(posix.dirname(place), folder ?? ''));
      const contents = text.replaceAll('import.meta.url', `new URL('./${place}', import.meta.url).href`);
      return { contents, loader: 'ts' };
    });
  },
});

/**
 * esbuild leaves regular expressions and tagged templates as they are, and for a single dash in one of them V8 keeps
 * the whole file in two bytes a character. An escape means the same in both.
 */
const writeInAscii = async (path: string): Promise<void> => {
  const text = await readFile(path, 'utf8');
  const escaped = text.replace(
    /(?<!\\)[^\0-\x7f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  await writeFile(path, escaped);
};

/** The embedded database reads these beside its own code. */
const engineFiles = ['pglite.wasm', 'pglite.data', 'initdb.wasm'];

const copyEngine = async ({ inputs }: Metafile, folder: string): Promise<void> => {
  const engine = Object.keys(inputs).find((path) => path.includes('@electric-sql/pglite/dist/'));
  if (engine === undefined) return;
  for (const file of engineFiles) await cp(join(root, dirname(engine), file), join(folder, file));
};
