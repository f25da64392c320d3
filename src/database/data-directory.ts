/**
 * The embedded database's own directory. PGlite would make itself at home in any folder it is given, and would make a
 * new database where an old one lost its files; so it is given none that does not bear our marker, and none that
 * lost something.
 */
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isFlag } from './directory-lock.ts';

/** `making` until the first start came to its end: what a start that was killed left behind holds nothing yet. */
type MarkerState = 'making' | 'ready';

export type DirectoryState =
  | { readonly type: 'new' }
  | { readonly type: 'ready' }
  /** Not empty, and no marker of ours. */
  | { readonly type: 'foreign' }
  /** Ours, but parts of it are missing. */
  | { readonly type: 'damaged'; readonly missing: string };

const markerName = 'sayso-database.json';
const clusterName = 'cluster';

/** Where PGlite keeps its files. Their modes are wide open; the directory around them is its owner's alone. */
export const clusterPath = (directory: string): string => join(directory, clusterName);

/** Makes the directory where there is none, readable by its owner alone. */
export const makeDirectory = (directory: string): Promise<unknown> =>
  mkdir(directory, { recursive: true, mode: 0o700 });

/** What stands in the directory; changes nothing. To be asked before the lock too: that one writes a file. */
export const inspectDirectory = async (directory: string): Promise<DirectoryState> => {
  const names = (await readdir(directory)).filter((name) => !isFlag(name) && name !== `${markerName}.new`);
  if (names.length === 0) return { type: 'new' };
  if (!names.includes(markerName)) return { type: 'foreign' };
  const marker = await readMarker(directory);
  if (marker === 'making') return { type: 'new' };
  if (marker === null) return { type: 'damaged', missing: markerName };
  const missing = await findMissing(clusterPath(directory));
  return missing === null ? { type: 'ready' } : { type: 'damaged', missing };
};

/** Major version of the PostgreSQL that made a directory which is `ready`; null where the file that says so is cut short. */
export const readMajor = async (directory: string): Promise<string | null> => {
  const text = await readFile(join(clusterPath(directory), 'PG_VERSION'), 'utf8');
  return /^(\d+)\n$/.exec(text)?.[1] ?? null;
};

/** To be called under the lock, before the first file of the database is made. Removes what a killed start left. */
export const beginMaking = async (directory: string): Promise<void> => {
  await writeMarker(directory, 'making');
  await rm(clusterPath(directory), { recursive: true, force: true });
};

/** To be called when the database is whole: from then on it is never made anew. */
export const finishMaking = (directory: string): Promise<void> => writeMarker(directory, 'ready');

const writeMarker = async (directory: string, state: MarkerState): Promise<void> => {
  const about = 'The database of Sayso. Back up this whole directory while Sayso is stopped.';
  const file = await open(join(directory, `${markerName}.new`), 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify({ about, state }, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(join(directory, `${markerName}.new`), join(directory, markerName));
};

const readMarker = async (directory: string): Promise<MarkerState | null> => {
  const text = await readFile(join(directory, markerName), 'utf8');
  try {
    const marker: unknown = JSON.parse(text);
    if (typeof marker !== 'object' || marker === null || !('state' in marker)) return null;
    return marker.state === 'making' || marker.state === 'ready' ? marker.state : null;
  } catch {
    return null;
  }
};

/**
 * Parts of every PostgreSQL cluster, and the fewest bytes or entries they have: without one of them PGlite might begin
 * anew. `pg_control` always has 8192 (PG_CONTROL_FILE_SIZE).
 */
const parts: { readonly [path: string]: { readonly bytes: number } | { readonly entries: number } } = {
  PG_VERSION: { bytes: 1 },
  'global/pg_control': { bytes: 8192 },
  'postgresql.conf': { bytes: 1 },
  global: { entries: 10 },
  base: { entries: 1 },
  pg_wal: { entries: 1 },
  pg_xact: { entries: 1 },
};

const findMissing = async (cluster: string): Promise<string | null> => {
  for (const [path, least] of Object.entries(parts)) {
    const full = join(cluster, path);
    const size = 'bytes' in least ? bytesOf(full) : entriesOf(full);
    const needed = 'bytes' in least ? least.bytes : least.entries;
    if ((await size.catch(() => 0)) < needed) return join(clusterName, path);
  }
  return null;
};

const bytesOf = async (path: string): Promise<number> => (await stat(path)).size;
const entriesOf = async (path: string): Promise<number> => (await readdir(path)).length;
