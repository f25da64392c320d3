/** The application behind a pooler that lends connections by the transaction, with nothing to listen to. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLiveHub } from '../../src/live/hub.ts';
import { startPooler } from '../transaction-pooler.ts';
import { anotherCode, aPizza, fail } from './outside.ts';
import { makePlace, startWorld, type World } from './world.ts';

let world: World;
let close: () => Promise<void>;
beforeAll(async () => {
  const place = await makePlace('postgresql');
  const pooler = await startPooler(place.databaseUrl ?? fail('no PostgreSQL'));
  world = await startWorld({
    former: { ...place, databaseUrl: pooler.url },
    settings: { DATABASE_POOLER: 'true' },
  });
  close = async () => {
    await world.close();
    await pooler.close();
    await place.remove();
  };
});
afterAll(() => close());

it('a pizza and a locker are ordered and confirmed, a wrong code is counted', async () => {
  await world.order();
  const code = await world.newestCode();
  await world.tell(`my code is ${anotherCode(code)}`);
  expect(await world.latest()).toMatchObject({ state: 'requested', triesLeft: 2 });
  expect((await world.tell(`my code is ${code}`)).speech).toMatch(/^Done\. /);
  await world.nextDay();
  await world.order('open my pickup locker');
  expect((await world.confirm(await world.newestCode())).speech).toMatch(/^Done\. /);
  await world.work();
  expect((await world.transactions()).map(({ state }) => state)).toEqual(['done', 'done']);
  expect(await world.openings()).toHaveLength(1);
});

it('four racers with the right code: one order', async () => {
  await world.nextDay();
  await world.order(aPizza, 'milo');
  const code = await world.newestCode('milo');
  const { id } = await world.latest('milo');
  const answers = await Promise.all(
    Array.from({ length: 4 }, () =>
      world.api(`/transactions/${id}/confirm`, { user: 'milo', body: { code } }),
    ),
  );
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1);
  expect(await world.latest('milo')).toMatchObject({ state: 'done' });
});

it('an open page hears of it by asking once a second', async () => {
  await world.nextDay();
  const timers: (() => void)[] = [];
  const hub = createLiveHub({
    feed: world.application.database.events,
    source: 'polling',
    after: (_milliseconds, run) => {
      timers.push(run);
      return () => undefined;
    },
    onError: (error) => {
      throw error;
    },
  });
  const token = await world.tokenOf('dana');
  const { iss, sub } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  const account = await world.application.database.directory.findOrCreate({
    issuer: iss,
    subject: sub,
    newId: 'nobody',
    now: world.now(),
  });
  const heard: string[] = [];
  hub.watch(account.id, 0, ({ happenings }) => heard.push(...happenings.map(({ type }) => type)));
  await expect.poll(() => heard.length).toBeGreaterThan(0);
  heard.length = 0;
  await world.order();
  timers.shift()?.();
  await expect.poll(() => heard).toContain('transaction.requested');
  await hub.close();
});
