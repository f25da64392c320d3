import { readFileSync } from 'node:fs';
import { parse } from 'ini';
import { type RawSettings, settingsTable } from '../settings/table.ts';

export type Secrets = {
  readonly raw: RawSettings;
  /** Whether the file was there. */
  readonly fileFound: boolean;
  /** Keys in the file that are no settings of ours: probably misspelt. */
  readonly unknownKeys: readonly string[];
};

/**
 * Settings as text, from an INI file and from the environment, which wins. A section line in the file is ignored, so
 * files written for the 2017 sample work as they are. Throws where the file is there but cannot be read.
 */
export const readSecrets = (
  file: URL,
  environment: { readonly [key: string]: string | undefined },
): Secrets => {
  const text = readIfPresent(file);
  const fromFile = text === null ? {} : flatten(parse(keepWithinWords(text)));
  const known: ReadonlySet<string> = new Set(settingsTable.map(({ key }) => key));
  const raw: { [key: string]: string | undefined } = {};
  for (const key of known) raw[key] = environment[key] ?? fromFile[key];
  return {
    raw,
    fileFound: text !== null,
    unknownKeys: Object.keys(fromFile).filter((key) => !known.has(key)),
  };
};

/** Settings as text, from a host's own store of them; what is no setting of ours is left alone. */
export const readEnvironment = (environment: { readonly [key: string]: unknown }): RawSettings =>
  Object.fromEntries(
    settingsTable.flatMap(({ key }) => {
      const value = Object.hasOwn(environment, key) ? environment[key] : undefined;
      return typeof value === 'string' ? [[key, value]] : [];
    }),
  );

const readIfPresent = (file: URL): string | null => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
};

/**
 * A comment begins at a `;` or `#` that stands at the start of a line or of a value, or after a space. `ini` begins one
 * wherever they stand, and would cut a secret short in silence: within a word they are escaped for it.
 */
const keepWithinWords = (text: string): string =>
  text.replaceAll(/^([^=\n]*=[ \t]*)([^\s"';#].*)$/gm, (_line, key: string, value: string) =>
    /^\s*[;#]/.test(key) ? `${key}${value}` : `${key}${value.replaceAll(/(?<=[^\s\\])[;#]/g, '\\$&')}`,
  );

const flatten = (tree: { readonly [key: string]: unknown }): { [key: string]: string } => {
  const flat: { [key: string]: string } = {};
  for (const [key, value] of Object.entries(tree)) {
    if (value !== null && typeof value === 'object') Object.assign(flat, flatten({ ...value }));
    else flat[key] = String(value);
  }
  return flat;
};
