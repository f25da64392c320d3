/** Test peers that are too heavy or too foreign for the default install: each in a folder of its own, installed once. */
import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The largest is some 190 MB from the registry. */
export const installationMilliseconds = 600_000;

/**
 * `npm ci` by the folder's own lock file, where that is still to do. npm writes the hidden lock file last, so an
 * installation broken off begins again. No package's script runs.
 *
 * @param folder with a slash at its end
 * @param what is installed, for whoever waits: "soketi, the Pusher test server"
 */
export const installOnce = async (folder: URL, what: string): Promise<void> => {
  const [wanted, installed] = await Promise.all([
    changedAt(new URL('package-lock.json', folder)),
    changedAt(new URL('node_modules/.package-lock.json', folder)),
  ]);
  if (installed > 0 && installed >= wanted) return;
  process.stdout.write(`Installing ${what}: up to half a minute, once.\n`);
  await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: fileURLToPath(folder),
    timeout: installationMilliseconds,
  });
};

/** Epoch milliseconds; 0: there is no such file. */
const changedAt = async (file: URL): Promise<number> =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
