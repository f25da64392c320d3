import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The files in a folder of the project and, where `recursive`, below it: paths from the root, with forward slashes on
 * every system, whatever characters the way to the project has. What npm installed there is not the project's.
 */
export const filesIn = async (
  root: URL,
  folder: string,
  { recursive }: { readonly recursive: boolean },
): Promise<readonly string[]> => {
  const base = fileURLToPath(root);
  const entries = await readdir(join(base, folder), { recursive, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(base, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.includes('node_modules/'));
};
