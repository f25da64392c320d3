/** What must not be in a bundle for production, looked for in what it was made of and in every file of it. */
import { readFile } from 'node:fs/promises';
import type { Metafile } from 'esbuild';
import { expect } from 'vitest';
import { demoUsers, setupClient } from '../../sandbox/tenant/seed.ts';

/** What only the sandbox says: its roots' names, its people, its secrets, how its Echo's requests are believed. */
const sandboxMarkers: readonly string[] = [
  'Sayso sandbox',
  'sayso/sandbox',
  'sayso-sandbox',
  setupClient.secret,
  ...Object.values(demoUsers).flatMap((user) => [
    user.email,
    'password' in user ? user.password : user.email,
  ]),
  // src/runtimes/start-local.ts and src/alexa/verify/loopback.ts: which requests may be the sandbox's.
  'pod.localtest.me',
  'isLoopbackRequest',
];

const foreignInput =
  /^(sandbox|test|bench|deploy|doctor|contract)\/|^src\/runtimes\/(start-)?local|verify\/loopback/;

/** Nothing of the sandbox, no key, no anchor of ours; and plain ASCII, for V8 to keep it in one byte a character. */
export const expectProductionAlone = async ({ inputs, outputs }: Metafile, entry: string): Promise<void> => {
  expect(Object.keys(inputs)).toContain(entry);
  expect(Object.keys(inputs).filter((path) => foreignInput.test(path))).toEqual([]);
  const files = Object.keys(outputs).filter((path) => /\.m?js$/.test(path));
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const text = await readFile(file, 'utf8');
    expect(sandboxMarkers.filter((marker) => text.includes(marker))).toEqual([]);
    // Trust anchors are Node's own list alone; no key lies in a bundle.
    expect(text).not.toMatch(/-----BEGIN [A-Z ]+-----\s*(\\n)?\s*MI/);
    expect(text).not.toMatch(/[^\0-\x7f]/);
  }
};

/** What is uploaded as one file is one file, without the embedded database. */
export const expectOneFile = ({ inputs, outputs }: Metafile): void => {
  expect(Object.keys(outputs)).toHaveLength(1);
  expect(Object.keys(inputs).filter((path) => /@electric-sql\/pglite\/dist/.test(path))).toEqual([]);
};
