/** Small files that only their owner may read: keys, tokens, received messages. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes through a neighbour and a rename, so that a reader or a crash never meets half a file. Mode 0600. */
export const writePrivately = async (file: string, text: string): Promise<void> => {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const neighbour = `${file}.new`;
  await writeFile(neighbour, text, { mode: 0o600 });
  await rename(neighbour, file);
};

/** The file's text, or null where there is none. Any other trouble is thrown. */
export const readIfThere = async (file: string): Promise<string | null> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
};

/** Its JSON, or null where there is no file or it does not hold JSON: what the sandbox forgets, it can make again. */
export const readJsonIfThere = async (file: string): Promise<unknown> => {
  const text = await readIfThere(file);
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Runs one after another what is handed in, so that the last state written is the newest. */
export const createQueue = (): (<Value>(run: () => Promise<Value>) => Promise<Value>) => {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const next = last.then(run, run);
    last = next.catch(() => undefined);
    return next;
  };
};

/** A file that is there and cannot be used; its message says what to do, for the person who starts the sandbox. */
export class UnusableFile extends Error {
  override readonly name = 'UnusableFile';
}
