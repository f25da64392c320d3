/**
 * The files that the build of the pages left, one at a time. A bundle carries them inside itself: scripts/embed.ts puts
 * a module with the same function in the place of this one.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Null where there is no such file. @param path as the build's manifest names it, `assets/app-1a2b3c4d.js` */
export const readBuiltFile = async (directory: string, path: string): Promise<Buffer | null> => {
  try {
    return await readFile(join(directory, path));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
};
