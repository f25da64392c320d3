import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Child, startChild } from '../../test/children.ts';
import { isFlag, type Locking, lockDirectory } from './directory-lock.ts';

let directory: string;
const children: Child[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sayso-lock-'));
});
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.kill()));
  await rm(directory, { recursive: true, force: true });
});

const hold = (): Child => {
  const child = startChild('hold-lock', directory);
  children.push(child);
  return child;
};

const release = async (locking: Locking): Promise<void> => {
  if (locking.type === 'locked') await locking.lock.release();
};

test('a second taker is told which process has it, and gets it once that is released', async () => {
  const first = await lockDirectory(directory);
  expect(first.type).toBe('locked');
  expect(await lockDirectory(directory)).toEqual({ type: 'held', processId: process.pid });
  await release(first);
  const second = await lockDirectory(directory);
  expect(second.type).toBe('locked');
  await release(second);
  expect((await readdir(directory)).filter(isFlag)).toEqual([]);
});

test('the lock of a killed process is taken over at once, again and again', async () => {
  for (let round = 0; round < 3; round += 1) {
    const child = hold();
    expect(await child.line(0)).toBe('locked');
    expect(await lockDirectory(directory)).toEqual({ type: 'held', processId: child.process.pid });
    await child.kill();
    expect((await readdir(directory)).filter(isFlag)).toHaveLength(1);
    const mine = await lockDirectory(directory);
    expect(mine.type).toBe('locked');
    await release(mine);
  }
}, 60_000);

test('of many takers at once, over the flag of a killed process, one gets it', async () => {
  const killed = hold();
  expect(await killed.line(0)).toBe('locked');
  await killed.kill();
  for (let round = 0; round < 3; round += 1) {
    const taken = await Promise.all(Array.from({ length: 6 }, () => lockDirectory(directory)));
    expect(taken.filter(({ type }) => type === 'locked')).toHaveLength(1);
    await Promise.all(taken.map(release));
  }
}, 60_000);

test('of several processes started together one gets it', async () => {
  const said = await Promise.all([hold(), hold(), hold(), hold()].map((child) => child.line(0)));
  expect(said.filter((word) => word === 'locked')).toHaveLength(1);
  expect(said.filter((word) => word === 'held')).toHaveLength(3);
}, 60_000);

test('a stopped process still holds it', async () => {
  const child = hold();
  await child.line(0);
  child.process.kill('SIGSTOP');
  expect((await lockDirectory(directory)).type).toBe('held');
});

test('a directory with a path too long for a socket is locked all the same', async () => {
  const deep = join(directory, 'd'.repeat(90), 'e'.repeat(90));
  await mkdir(deep, { recursive: true });
  const first = await lockDirectory(deep);
  expect(first.type).toBe('locked');
  expect((await lockDirectory(deep)).type).toBe('held');
  await release(first);
  expect(await readdir(deep)).toEqual([]);
});

test('a file that merely bears such a name is a flag of the dead', async () => {
  await writeFile(join(directory, 'lock-1-0123abcd'), '');
  const locking = await lockDirectory(directory);
  expect(locking.type).toBe('locked');
  await release(locking);
});

test('a path that is no directory is an error, not a lock', async () => {
  await writeFile(join(directory, 'file'), '');
  await expect(lockDirectory(join(directory, 'file'))).rejects.toThrow();
});
