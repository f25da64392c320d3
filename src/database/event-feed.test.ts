import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, openTested, type TestedDatabase } from '../../test/databases.ts';
import { limits } from '../transactions/limits.ts';
import { takeStep } from '../transactions/steps/take-step.ts';

const now = () => 1_795_000_000_000;

/** Resolves once `look` is true; asked after each notice, so nobody sleeps. */
const createBell = () => {
  const heard: (string | null)[] = [];
  const waiting = new Set<() => void>();
  return {
    heard,
    ring: (accountId: string | null) => {
      heard.push(accountId);
      for (const look of waiting) look();
    },
    until: (isSo: () => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!isSo()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
};

describe.each(engines)('events on %s', (engine) => {
  let database: TestedDatabase;
  beforeAll(async () => {
    database = await openTested(engine, 2);
  });
  afterAll(() => database.close());

  const anAccount = async (name: string): Promise<string> => {
    const { id } = await database.ports.directory.findOrCreate({
      issuer: 'https://tenant.test/',
      subject: `auth0|${name}`,
      newId: name,
      now: now(),
    });
    return id;
  };
  const step = (accountId: string, type: 'lock' | 'unlock') =>
    takeStep(
      { accounts: database.ports.accounts, now, limits },
      accountId,
      type === 'lock' ? { type } : { type, lock: 'owner' },
    );

  it('are read in order, above a number, with all that one write did', async () => {
    const dana = await anAccount('dana');
    const milo = await anAccount('milo');
    await step(dana, 'lock');
    await step(milo, 'lock');
    await step(dana, 'unlock');
    const { events } = database.ports;
    expect(await events.read(dana, 0, 10)).toEqual([
      {
        number: 1,
        at: now(),
        happenings: [{ type: 'account.locked', transactionId: null, data: { lock: 'owner' } }],
      },
      {
        number: 2,
        at: now(),
        happenings: [{ type: 'account.unlocked', transactionId: null, data: { lock: 'owner' } }],
      },
    ]);
    expect((await events.read(dana, 1, 10)).map(({ number }) => number)).toEqual([2]);
    expect((await events.read(dana, 0, 1)).map(({ number }) => number)).toEqual([1]);
    expect(await events.read('nobody', 0, 10)).toEqual([]);
  });

  it('are told to every instance, and to nobody who stopped listening', async () => {
    const ada = await anAccount('ada');
    const bells = database.instances.map(() => createBell());
    const stops = await Promise.all(
      database.instances.map(({ events }, index) =>
        events.listen((accountId) => bells[index]?.ring(accountId)),
      ),
    );
    await step(ada, 'lock');
    await Promise.all(bells.map((bell) => bell.until(() => bell.heard.includes(ada))));
    await stops[0]?.();
    await step(ada, 'unlock');
    await bells[1]?.until(() => bells[1]?.heard.length === 2);
    expect(bells.map(({ heard }) => heard)).toEqual([[ada], [ada, ada]]);
    await stops[1]?.();
  });
});

it('on PostgreSQL they are looked for by everybody after the connection broke, and told again', async () => {
  const database = await openTested('postgresql');
  const bell = createBell();
  const stop = await database.ports.events.listen(bell.ring);
  await database.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sayso events'
     AND datname = current_database()`,
  );
  await bell.until(() => bell.heard.includes(null));
  await database.query(`SELECT pg_notify('sayso_events', 'eve:7')`);
  await bell.until(() => bell.heard.includes('eve'));
  await stop();
  expect(bell.heard).toEqual([null, 'eve']);
  await database.close();
});
