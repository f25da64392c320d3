/** The pages in the browser as the build left them; without a build the plain page works by itself. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyStaticOptions } from '@fastify/static';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';

export type BuiltUi = {
  /** Paths on our origin. */
  readonly script: string;
  readonly styles: readonly string[];
  readonly files: FastifyStaticOptions;
};

/** Vite's manifest, as far as it is read (Vite docs, "Backend Integration"). */
const manifestShape = Type.Record(
  Type.String(),
  Type.Object({
    file: Type.String({ pattern: '^assets/[A-Za-z0-9._-]+$' }),
    isEntry: Type.Optional(Type.Boolean()),
    css: Type.Optional(Type.Array(Type.String({ pattern: '^assets/[A-Za-z0-9._-]+$' }))),
  }),
);

/**
 * Null where nothing is built. Throws where something is that Vite did not make so.
 *
 * @param base path of the web application, `/wt/app`
 */
export const readBuiltUi = async (directory: string, base: string): Promise<BuiltUi | null> => {
  const manifest = await readManifest(join(directory, '.vite', 'manifest.json'));
  if (manifest === null) return null;
  const entry = Object.values(Value.Parse(manifestShape, manifest)).find(({ isEntry }) => isEntry === true);
  if (entry === undefined) throw new Error(`the build in ${directory} has no entry`);
  return {
    script: `${base}/${entry.file}`,
    styles: (entry.css ?? []).map((file) => `${base}/${file}`),
    files: {
      root: join(directory, 'assets'),
      prefix: '/assets/',
      decorateReply: false,
      index: false,
      // Their names change with their content.
      immutable: true,
      maxAge: '365d',
      cacheControl: true,
    },
  };
};

const readManifest = async (path: string): Promise<unknown> => {
  try {
    const parsed: unknown = JSON.parse(await readFile(path, 'utf8'));
    return parsed;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
};
