/** What this machine has: programs on the path, and where its browsers keep their certificates. */
import { execFile } from 'node:child_process';
import { access, constants, readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Machine } from './plan.ts';

/** null: a platform for which no stores are known here. */
export const readMachine = async (): Promise<Machine | null> => {
  const { platform } = process;
  if (platform !== 'linux' && platform !== 'darwin' && platform !== 'win32') return null;
  const home = homedir();
  const wanted = ['certutil', 'update-ca-certificates', 'trust'];
  const found = await Promise.all(wanted.map(isOnPath));
  return {
    platform,
    home,
    isRoot: process.getuid?.() === 0,
    programs: new Set(wanted.filter((_, index) => found[index])),
    nssDatabases: platform === 'linux' ? await findNssDatabases(home) : [],
  };
};

/** Directories with a `cert9.db` where Chromium and Firefox, packaged or as a snap, keep one. */
export const findNssDatabases = async (home: string): Promise<readonly string[]> => {
  const chromium = ['.pki/nssdb', 'snap/chromium/current/.pki/nssdb'].map((path) => join(home, path));
  const firefox = ['.mozilla/firefox', 'snap/firefox/common/.mozilla/firefox'].map((path) =>
    join(home, path),
  );
  const profiles = await Promise.all(
    firefox.map(async (folder) => (await namesIn(folder)).map((name) => join(folder, name))),
  );
  const candidates = [...chromium, ...profiles.flat()].sort();
  const present = await Promise.all(
    candidates.map((folder) => isThere(join(folder, 'cert9.db'), constants.F_OK)),
  );
  return candidates.filter((_, index) => present[index]);
};

const isOnPath = async (program: string): Promise<boolean> => {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  // Where somebody is not root, their path often lacks the folder of update-ca-certificates.
  const found = [...folders, '/usr/sbin'].map((folder) => isThere(join(folder, program), constants.X_OK));
  return (await Promise.all(found)).includes(true);
};

const isThere = (path: string, mode: number): Promise<boolean> =>
  access(path, mode).then(
    () => true,
    () => false,
  );

const namesIn = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => []);

export type CommandResult = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** Runs a program without a shell, for at most two minutes: some of them ask the person. */
export const runCommand = ([program, ...args]: readonly [string, ...string[]]): Promise<CommandResult> =>
  new Promise((resolve) => {
    execFile(program, args, { timeout: 120_000 }, (error, stdout, stderr) => {
      if (error === null) resolve({ ok: true });
      else resolve({ ok: false, reason: (stderr || stdout || error.message).trim() });
    });
  });
