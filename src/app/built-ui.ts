/** The pages in the browser as the build left them; without a build the plain page works by itself. */
import { extname } from 'node:path';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { FastifyInstance } from 'fastify';
import { readBuiltFile } from './built-files.ts';
import type { AppContext } from './context.ts';

export type BuiltUi = {
  /** Paths on our origin. */
  readonly script: string;
  readonly styles: readonly string[];
  /** All files the build made, by the path the manifest gives them; nothing else is sent. */
  readonly files: ReadonlySet<string>;
  readonly directory: string;
};

const asset = Type.String({ pattern: '^assets/[A-Za-z0-9._-]+$' });

/** Vite's manifest, as far as it is read (Vite docs, "Backend Integration"). */
const manifestShape = Type.Record(
  Type.String(),
  Type.Object({
    file: asset,
    isEntry: Type.Optional(Type.Boolean()),
    css: Type.Optional(Type.Array(asset)),
    assets: Type.Optional(Type.Array(asset)),
  }),
);

/**
 * Null where nothing is built. Throws where something is that Vite did not make so.
 *
 * @param base path of the web application, `/wt/app`
 */
export const readBuiltUi = async (directory: string, base: string): Promise<BuiltUi | null> => {
  const text = await readBuiltFile(directory, '.vite/manifest.json');
  if (text === null) return null;
  const manifest: unknown = JSON.parse(text.toString('utf8'));
  const chunks = Object.values(Value.Parse(manifestShape, manifest));
  const entry = chunks.find(({ isEntry }) => isEntry === true);
  if (entry === undefined) throw new Error(`the build in ${directory} has no entry`);
  return {
    script: `${base}/${entry.file}`,
    styles: (entry.css ?? []).map((file) => `${base}/${file}`),
    files: new Set(chunks.flatMap(({ file, css = [], assets = [] }) => [file, ...css, ...assets])),
    directory,
  };
};

const contentTypes: { readonly [ending: string]: string } = {
  '.js': 'application/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Sends the files; their names change with their content, so a browser may keep them. */
export const builtUiRoutes = (app: FastifyInstance, context: AppContext, ui: BuiltUi): void => {
  app.get<{ Params: { name: string } }>('/assets/:name', async (request, reply) => {
    const path = `assets/${request.params.name}`;
    const content = ui.files.has(path) ? await readBuiltFile(ui.directory, path) : null;
    if (content === null) return context.sendMessage(reply, 'not_found');
    return reply
      .type(contentTypes[extname(path)] ?? 'application/octet-stream')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(content);
  });
};
