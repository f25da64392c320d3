import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prepareSandboxCertificates } from '../sandbox.ts';
import type { CommandResult } from '../trust/machine.ts';
import type { Machine } from '../trust/plan.ts';
import { readTrust } from '../trust/record.ts';
import { runTrust } from './run-trust.ts';
import type { Terminal } from './terminal.ts';

const dayMs = 86_400_000;
let dataDirectory: string;
let clock: number;
beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'sayso-trust-'));
  clock = Date.now();
});
afterEach(() => rm(dataDirectory, { recursive: true }));

const windows: Machine = {
  platform: 'win32',
  home: 'C:\\Users\\dana',
  isRoot: false,
  programs: new Set(),
  nssDatabases: [],
};

const run = async (
  args: readonly string[],
  more: { machine?: Machine | null; result?: CommandResult } = {},
) => {
  const [shown, errors, ran]: [string[], string[], string[][]] = [[], [], []];
  const terminal: Terminal = {
    write: (line) => shown.push(line),
    writeError: (line) => errors.push(line),
    input: new PassThrough().end(),
    isTypedInto: false,
    prompt: () => undefined,
    hasColors: false,
    fetch: () => Promise.reject(new Error('nobody asks')),
    echoPort: undefined,
    openBrowser: null,
  };
  const status = await runTrust(args, terminal, {
    machine: more.machine === undefined ? windows : more.machine,
    run: async (command) => {
      // What is done was said before.
      expect(shown.join('\n')).toContain(command.join(' '));
      ran.push([...command]);
      return more.result ?? { ok: true };
    },
    dataDirectory,
    now: () => clock,
  });
  return { status, output: shown.join('\n'), errors: errors.join('\n'), ran };
};

const trust = async () => {
  const directory = join(dataDirectory, 'sandbox');
  const { tls } = await prepareSandboxCertificates({ directory, now: () => clock });
  return readTrust(directory, tls.rootPem);
};

test('adds the root, remembers that it did, and removes it again', async () => {
  expect(await trust()).toBe('untrusted');
  const added = await run([]);
  expect(added).toMatchObject({ status: 0, errors: '' });
  expect(added.ran).toEqual([
    ['certutil', '-user', '-addstore', 'Root', expect.stringContaining('tls-root.pem')],
  ]);
  expect(added.output).toContain('private key was never kept');
  expect(await trust()).toBe('trusted');
  const removed = await run(['--remove']);
  expect(removed.ran).toEqual([
    ['certutil', '-user', '-delstore', 'Root', expect.stringMatching(/^[0-9A-F]{40}$/)],
  ]);
  expect(await trust()).toBe('untrusted');
  expect((await run(['--remove'])).output).toContain('none to remove');
});

test('a renewed root is to be trusted anew, and the former one goes', async () => {
  await run([]);
  clock += 390 * dayMs;
  expect(await trust()).toBe('renewed');
  const again = await run([]);
  expect(again.ran.map(([, , what]) => what)).toEqual(['-delstore', '-addstore']);
  expect(await trust()).toBe('trusted');
});

test('a store that refuses is said to, and nothing is called trusted', async () => {
  const refused = await run([], { result: { ok: false, reason: 'access denied' } });
  expect(refused.status).toBe(1);
  expect(refused.errors).toContain('This did not work: access denied');
  expect(refused.errors).toContain('browsers go on to warn');
  expect(await trust()).toBe('untrusted');
});

test('what could not be removed is remembered for the next time', async () => {
  await run([]);
  const stuck = await run(['--remove'], { result: { ok: false, reason: 'locked' } });
  expect(stuck.status).toBe(1);
  expect(await trust()).toBe('trusted');
  expect((await run(['--remove'])).ran).toHaveLength(1);
});

test('a browser that never had the root is no reason to go on trying', async () => {
  const machine: Machine = {
    ...windows,
    platform: 'linux',
    programs: new Set(['certutil']),
    nssDatabases: ['/home/dana/.pki/nssdb'],
  };
  await run([], { machine });
  const reason = 'certutil: could not find certificate named "Sayso sandbox": SEC_ERROR_BAD_DATABASE';
  const removed = await run(['--remove'], { machine, result: { ok: false, reason } });
  expect(removed).toMatchObject({ status: 0, errors: '' });
  expect(removed.output).toContain('It was not there.');
  expect(await trust()).toBe('untrusted');
});

test('nothing is done on a platform it does not know, or for an option it does not know', async () => {
  expect(await run([], { machine: null })).toMatchObject({ status: 1, ran: [] });
  expect(await run(['--yes'])).toMatchObject({ status: 2, ran: [] });
  expect((await run(['--help'])).output).toContain('npm run trust -- --remove');
});
