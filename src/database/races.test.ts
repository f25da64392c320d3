/**
 * Many at once, on the real engines: the rules stand in `decide`, but only the guarded write makes them hold. On
 * PostgreSQL every racer comes through one of four pools, as through four instances of the application; behind a
 * pooler these four share three connections.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engines, openTested, pooled, type TestedDatabase } from '../../test/databases.ts';
import { createFakeIssuer, type FakeIssuer } from '../../test/fake-issuer.ts';
import { numbersFrom } from '../../test/numbers.ts';
import { authenticatedAs } from '../transactions/actor.ts';
import type { Command } from '../transactions/command.ts';
import type { Result } from '../transactions/failures.ts';
import { limits } from '../transactions/limits.ts';
import type { AccountState, Contact } from '../transactions/model.ts';
import type { AccountStore } from '../transactions/ports.ts';
import { cancelTransaction } from '../transactions/steps/cancel-transaction.ts';
import { confirmTransaction } from '../transactions/steps/confirm-transaction.ts';
import { requestTransaction } from '../transactions/steps/request-transaction.ts';
import { resendCode } from '../transactions/steps/resend-code.ts';
import { takeStep } from '../transactions/steps/take-step.ts';

const racers = 16;
const rounds = 8;
const wrongCode = '000000';
const never = new AbortController().signal;
const nextNumber = numbersFrom(1);

/** Some go on at once, some after others' input and output. */
const pause = (): Promise<void> =>
  new Promise((resolve) => {
    const ways = [queueMicrotask, process.nextTick, setImmediate] as const;
    ways[nextNumber() % ways.length]?.(resolve);
  });

/** Every order as likely as any other (Fisher and Yates). */
const shuffled = (numbers: readonly number[]): readonly number[] => {
  const order = [...numbers];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = nextNumber() % (last + 1);
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
};

const orderPizza: Command = {
  name: 'OrderPizza',
  values: {},
  read: () => ({ type: 'complete', details: {} }),
  describe: () => ({ summary: 'a large pizza', destination: null, amount: null }),
  execute: ({ id }) => ({
    writes: [{ sql: 'INSERT INTO raced_orders (id) VALUES ($1)', values: [id] }],
    effect: null,
  }),
  doneText: () => 'Your pizza is ordered',
};

const openLocker: Command = {
  ...orderPizza,
  name: 'OpenLocker',
  execute: () => ({ writes: [], effect: { kind: 'locker.open', payload: {} } }),
};

describe.each([...engines, pooled] as const)(
  'sixteen at once on the %s engine',
  { timeout: 60_000 },
  (engine) => {
    let database: TestedDatabase;
    let people = 0;

    beforeAll(async () => {
      database = await openTested(engine, 4);
      await database.query('CREATE TABLE raced_orders (id text NOT NULL)');
    }, 60_000);
    afterAll(() => database.close());

    /** One person with an order that waits, and whatever may be tried on it. */
    const begin = async (command: Command) => {
      people += 1;
      const accountId = `racer-${people}`;
      const subject = `auth0|${accountId}`;
      let time = Date.UTC(2026, 0, 5, 18);
      let ids = 0;
      let writes = 0;
      const issuer: FakeIssuer = createFakeIssuer(
        () => time,
        () => subject,
        pause,
      );
      const portsOf = (accounts: AccountStore) => ({
        accounts: {
          ...accounts,
          write: async (change: Parameters<AccountStore['write']>[0]) => {
            const written = await accounts.write(change);
            if (written === 'written') writes += 1;
            return written;
          },
        },
        now: () => time,
        limits,
        codes: issuer,
        newId: () => {
          ids += 1;
          return `${accountId}-${ids}`;
        },
        channels: ['sms'] as const,
        findCommand: (name: string) => [orderPizza, openLocker].find((known) => known.name === name),
      });
      const instances = database.instances.map(({ accounts }) => portsOf(accounts));
      const first = instances[0] ?? portsOf(database.ports.accounts);
      const portsFor = (racer: number) => instances[racer % instances.length] ?? first;
      const actor = authenticatedAs({
        accountId,
        surface: 'alexa',
        session: 'evening',
        linkId: null,
        request: null,
      });
      const wanted = { command, details: {}, locale: 'en-US', payee: 'Pizza on Demand' };
      const phone: Contact = {
        id: `${accountId}-phone`,
        channel: 'sms',
        address: `+1555020${people}`,
        hint: '42',
        provenAt: time,
        checkedAt: time,
      };

      await database.ports.directory.findOrCreate({
        issuer: 'https://tenant.example/',
        subject,
        newId: accountId,
        now: time,
      });
      await takeStep(first, accountId, { type: 'store_contacts', contacts: [phone] });
      const asked = await requestTransaction(first, actor, wanted, never);
      if (!asked.ok) throw new Error(`the order was not taken: ${asked.failure.type}`);
      // Late enough for a resend to be let through.
      time += 61_000;

      const rightCode = issuer.latestCode(phone.id);
      return {
        issuer,
        rightCode,
        latestCode: () => issuer.latestCode(phone.id),
        say: (racer: number, code: string) => confirmTransaction(portsFor(racer), actor, null, code, never),
        order: (racer: number) => requestTransaction(portsFor(racer), actor, wanted, never),
        resend: (racer: number) => resendCode(portsFor(racer), actor, null, never),
        cancel: (racer: number) => cancelTransaction(portsFor(racer), actor, null, 'asked'),
        state: async (): Promise<AccountState> => {
          const state = await database.ports.accounts.read(accountId);
          if (state === null) throw new Error('the account is gone');
          return state;
        },
        /** What must hold however a race went. Returns how many transactions were confirmed. */
        checkInvariants: async (): Promise<number> => {
          const { account } = await database.ports.accounts.read(accountId).then((state) => {
            if (state === null) throw new Error('the account is gone');
            return state;
          });
          expect(account.version).toBe(writes);
          const confirmed = await idsOf(
            `SELECT id FROM transactions WHERE account_id = $1 AND state IN ('confirmed', 'done', 'failed')`,
          );
          const orders = await idsOf(
            `SELECT id FROM raced_orders WHERE id IN (SELECT id FROM transactions WHERE account_id = $1)`,
          );
          const effects = await idsOf('SELECT transaction_id AS id FROM effects WHERE account_id = $1');
          expect([...orders, ...effects].sort()).toEqual(confirmed.sort());
          const events = await idsOf(
            `SELECT transaction_id AS id FROM events WHERE account_id = $1 AND type = 'transaction.confirmed'`,
          );
          expect(events.sort()).toEqual(confirmed.sort());
          const waiting = await idsOf(
            `SELECT id FROM transactions WHERE account_id = $1 AND state = 'requested'`,
          );
          expect(waiting.length).toBeLessThanOrEqual(1);
          return confirmed.length;
        },
      };

      async function idsOf(text: string): Promise<string[]> {
        const rows = await database.query<{ id: string }>(text, [accountId]);
        return rows.map(({ id }) => id);
      }
    };

    const all = (race: (racer: number) => Promise<Result<AccountState>>): Promise<Result<AccountState>[]> =>
      Promise.all(Array.from({ length: racers }, (_, racer) => pause().then(() => race(racer))));

    const winners = (results: readonly Result<AccountState>[]): number =>
      results.filter(({ ok }) => ok).length;

    test.each([orderPizza, openLocker])(
      'all right: one winner, and nobody is locked out ($name)',
      async (command) => {
        for (let round = 0; round < rounds; round += 1) {
          const race = await begin(command);
          const results = await all((racer) => race.say(racer, race.rightCode));
          expect(winners(results)).toBe(1);
          expect(await race.checkInvariants()).toBe(1);
          const { account, transaction } = await race.state();
          expect(transaction?.state).toBe(command === orderPizza ? 'done' : 'confirmed');
          expect(account).toMatchObject({ wrongInARow: 0, lockedAt: { wrong_codes: null, owner: null } });
          expect(race.issuer.calls.check).toBeLessThanOrEqual(limits.triesPerTransaction);
        }
      },
    );

    test('all wrong: three are checked, then it is refused', async () => {
      for (let round = 0; round < rounds; round += 1) {
        const race = await begin(orderPizza);
        const results = await all((racer) => race.say(racer, wrongCode));
        expect(winners(results)).toBe(0);
        expect(race.issuer.calls.check).toBe(3);
        const { account, transaction } = await race.state();
        expect(transaction).toMatchObject({ state: 'refused', tries: 3, wrong: 3, checking: 0 });
        expect(account.wrongInARow).toBe(3);
        expect(await race.checkInvariants()).toBe(0);
      }
    });

    test('right and wrong mixed: at most one winner, at most three checks', async () => {
      for (let round = 0; round < rounds; round += 1) {
        const race = await begin(round % 2 === 0 ? orderPizza : openLocker);
        const results = await all((racer) => race.say(racer, racer % 2 === 0 ? race.rightCode : wrongCode));
        expect(race.issuer.calls.check).toBeLessThanOrEqual(3);
        const confirmed = await race.checkInvariants();
        expect(confirmed).toBe(winners(results));
        const { transaction } = await race.state();
        expect(['done', 'confirmed', 'refused']).toContain(transaction?.state);
      }
    });

    test('with a cancel, a resend and a new order among them: nothing is confirmed twice', async () => {
      for (let round = 0; round < rounds * 2; round += 1) {
        const race = await begin(round % 2 === 0 ? orderPizza : openLocker);
        const order = shuffled([...Array(racers).keys()]);
        const confirmations: Result<AccountState>[] = [];
        await all(async (racer) => {
          const role = order[racer] ?? 0;
          if (role === 0) return race.cancel(racer);
          if (role === 1) return race.resend(racer);
          if (role === 2) return race.order(racer);
          const code = role % 3 === 0 ? wrongCode : role % 3 === 1 ? race.rightCode : race.latestCode();
          const result = await race.say(racer, code);
          confirmations.push(result);
          return result;
        });
        expect(await race.checkInvariants()).toBe(winners(confirmations));
      }
    });

    test('sixteen orders at once: one waits, one code is on its way', async () => {
      const race = await begin(orderPizza);
      const results = await all((racer) => race.order(racer));
      expect(winners(results)).toBeGreaterThanOrEqual(1);
      await race.checkInvariants();
      const { transaction, challenges } = await race.state();
      expect(transaction?.state).toBe('requested');
      expect(challenges.map(({ state }) => state)).toEqual(['live']);
    });

    test('one person’s first token sixteen times at once makes one account', async () => {
      const found = await Promise.all(
        Array.from({ length: racers }, (_, racer) =>
          (database.instances[racer % database.instances.length] ?? database.ports).directory.findOrCreate({
            issuer: 'https://tenant.example/',
            subject: 'auth0|newcomer',
            newId: `newcomer-${racer}`,
            now: 1,
          }),
        ),
      );
      expect(new Set(found.map(({ id }) => id)).size).toBe(1);
    });
  },
);
