import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Locker, openLockerStore } from './locker.ts';
import { lockerRoutes } from './routes.ts';

const now = () => 1_800_000_000_000;
let directory: string;
let file: string;
let locker: Locker;
let app: FastifyInstance;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sayso-locker-'));
  file = join(directory, 'locker.json');
  locker = await openLockerStore({ file, now });
  app = fastify();
  await app.register(lockerRoutes(locker));
});
afterEach(async () => {
  await app.close();
  await rm(directory, { recursive: true });
});

const open = (key: string | null, body: object = { locker: 'dana' }) =>
  app.inject({
    method: 'POST',
    url: '/locker/open',
    headers: key === null ? {} : { 'idempotency-key': key },
    payload: body,
  });

test('the same key opens once, however often it is sent', async () => {
  const answers = await Promise.all([open('tx-1'), open('tx-1'), open('tx-1')]);
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
  expect(answers.filter((answer) => answer.json().repeated === false)).toHaveLength(1);
  expect(locker.openings()).toEqual([{ key: 'tx-1', locker: 'dana', openedAt: now() }]);
});

test('it remembers keys across a restart', async () => {
  await open('tx-1');
  const restarted = await openLockerStore({ file, now });
  expect(await restarted.open('dana', 'tx-1')).toMatchObject({ type: 'opened', isRepeat: true });
  expect(restarted.openings()).toHaveLength(1);
});

test('another key opens again, and a key serves one locker only', async () => {
  await open('tx-1');
  expect((await open('tx-2')).statusCode).toBe(200);
  expect((await open('tx-2', { locker: 'milo' })).statusCode).toBe(422);
  expect((await app.inject('/locker')).json().openings).toHaveLength(2);
});

test('without a key, or without a locker, nothing opens', async () => {
  expect((await open(null)).statusCode).toBe(400);
  expect((await open('tx-1', {})).statusCode).toBe(400);
  expect((await open('tx-1', { locker: 7 })).statusCode).toBe(400);
  expect(locker.openings()).toEqual([]);
});

test('down, it says so and opens nothing; the same key opens later', async () => {
  locker.faults.down = true;
  expect((await open('tx-1')).statusCode).toBe(503);
  expect(locker.openings()).toEqual([]);
  locker.faults.down = false;
  expect((await open('tx-1')).json()).toMatchObject({ repeated: false });
});

test('a lost answer has opened the door: asking again opens no second time', async () => {
  locker.faults.answerLost = true;
  await expect(open('tx-1')).rejects.toThrow();
  locker.faults.answerLost = false;
  expect((await open('tx-1')).json()).toMatchObject({ repeated: true });
  expect(locker.openings()).toHaveLength(1);
});
