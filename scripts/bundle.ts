/** Bundles an entry with all it imports and all it reads: one file, or one file and its parts in a folder beside it. */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { embedFiles } from './embed.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export type BundleOptions = {
  /** Name of the file in the folder, without its ending, and its source, relative to the repository. */
  readonly entries: { readonly [name: string]: string };
  readonly folder: string;
  /** Folder of the built pages; as a rule where `npm run build:ui` leaves them. */
  readonly pages?: string;
};

/**
 * For Node: `<name>.mjs`, and in the folder `parts`, emptied first, what is loaded on demand and the embedded
 * database's own files. Returns what went into it (esbuild, "Metafile").
 *
 * @param parts its name in `folder`
 */
export const bundle = async (options: BundleOptions & { readonly parts: string }): Promise<Metafile> => {
  const { folder, parts } = options;
  await rm(join(folder, parts), { recursive: true, force: true });
  await mkdir(join(folder, parts), { recursive: true });
  const metafile = await bundleAs(options, {
    ...ecmaScriptModule,
    chunkNames: `${parts}/[name]-[hash]`,
    // What is imported on demand stays out of memory until then: the embedded database.
    splitting: true,
    legalComments: 'linked',
  });
  await copyEngine(metafile, join(folder, parts));
  return metafile;
};

/** For AWS Lambda: `<name>.mjs`, that file alone. What is imported on demand lies in it, and is run on demand. */
export const bundleForLambda = (options: BundleOptions): Promise<Metafile> =>
  bundleAs(options, {
    ...ecmaScriptModule,
    legalComments: 'eof',
    plugins: [withoutEngine],
  });

/**
 * For Webtask: `<name>.js`, that file alone, a CommonJS module whose `module.exports` is the entry's default export.
 * A `package.json` beside it says that it is one; it is not uploaded.
 */
export const bundleForWebtask = async (options: BundleOptions): Promise<Metafile> => {
  const metafile = await bundleAs(options, {
    format: 'cjs',
    outExtension: { '.js': '.js' },
    legalComments: 'eof',
    plugins: [withoutEngine],
    // The code names folders relative to its own file, and finds them embedded by the end of their path.
    define: { 'import.meta.url': 'bundleAddress' },
    banner: { js: "const bundleAddress = require('node:url').pathToFileURL('bundle.js').href;" },
    footer: { js: 'module.exports = module.exports.default;' },
  });
  await writeFile(join(options.folder, 'package.json'), '{ "private": true, "type": "commonjs" }\n');
  return metafile;
};

const ecmaScriptModule: BuildOptions = {
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  banner: {
    // The packages that are CommonJS ask for Node's own modules by `require`.
    js: "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);",
  },
};

const bundleAs = async (
  { entries, folder, pages = join(root, 'build', 'app-ui') }: BundleOptions,
  { plugins = [], ...form }: BuildOptions,
): Promise<Metafile> => {
  const { metafile } = await build({
    ...form,
    absWorkingDir: root,
    entryPoints: entries,
    outdir: folder,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    // Shorter, for it stays in memory, but with all its names: the stack traces in the log can be read.
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 160,
    // Optional parts of pg, for a native client and for another runtime.
    external: ['pg-native', 'pg-cloudflare'],
    plugins: [embedFiles(pages), ...plugins, plainCookie, nativeAbort, keepAddresses],
    logLevel: 'warning',
    metafile: true,
  });
  for (const path of Object.keys(metafile.outputs)) {
    if (/\.m?js$/.test(path)) await writeInAscii(join(root, path));
  }
  return metafile;
};

/** A file of ours names what lies near it as it does in the repository, wherever it was bundled to. */
const keepAddresses: Plugin = {
  name: 'keep-addresses',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/](src|bench)[\\/].*\.ts$/ }, async ({ path }) => {
      const place = relative(root, path).split(sep).join('/');
      if (place.startsWith('node_modules/')) return undefined;
      const text = await readFile(path, 'utf8');
      const contents = text.replaceAll('import.meta.url', `new URL('./${place}', import.meta.url).href`);
      return { contents, loader: 'ts' };
    });
  },
};

/**
 * Where a bundle has parts, a CommonJS package that is imported on demand comes with its default export alone, and
 * `@fastify/cookie` imports `cookie` so and wants its functions by name.
 */
const plainCookie: Plugin = {
  name: 'plain-cookie',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]@fastify[\\/]cookie[\\/]index\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = text.replace("await import('cookie')", "require('cookie')");
      if (contents === text)
        throw new Error('@fastify/cookie no longer imports cookie on demand: remove this');
      return { contents, loader: 'js' };
    });
  },
};

/**
 * `pusher` brings its own AbortSignal, which gets another name in a bundle; `node-fetch`, which it calls, knows one by its
 * name alone, and refuses it. Node's own does for both. (`keepNames` would too, at the price of a call per closure.)
 */
const nativeAbort: Plugin = {
  name: 'native-abort',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]node_modules[\\/]abort-controller[\\/].*\.js$/ }, () => ({
      contents: 'module.exports = { AbortController, AbortSignal, default: AbortController };',
      loader: 'js',
    }));
  },
};

/** Hosts that keep nothing on disk have no use for the embedded database, and its files have no place in one file. */
const withoutEngine: Plugin = {
  name: 'without-engine',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]src[\\/]database[\\/]open-embedded\.ts$/ }, () => ({
      contents: `export const openEmbedded = async () => ({
        ok: false,
        failure: { type: 'unusable_directory', message: 'This build brings no database. Set DATABASE_URL to a PostgreSQL.' },
      });`,
      loader: 'js',
    }));
  },
};

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
