import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engines, openTested, type TestedDatabase } from '../../test/databases.ts';
import type { WebSession } from '../app/session-port.ts';
import { limits } from '../transactions/limits.ts';
import { challengeMoves, transactionMoves } from '../transactions/machine.ts';
import type { Change } from '../transactions/ports.ts';
import { sweep } from '../transactions/steps/sweep.ts';
import { readAt } from '../transactions/time.ts';

const now = Date.UTC(2026, 0, 5, 18);

describe.each(engines)('on the %s engine', { timeout: 60_000 }, (engine) => {
  let database: TestedDatabase;

  beforeAll(async () => {
    database = await openTested(engine, 2);
  }, 60_000);
  afterAll(() => database.close());

  const makeAccount = (id: string) =>
    database.ports.directory.findOrCreate({ issuer: 'https://tenant.example/', subject: id, newId: id, now });

  /** An account with one transaction and one code of it, and whatever else the test wants of them. */
  const storeOrder = async (
    id: string,
    wanted: {
      readonly transaction?: Partial<Change['transactions'][number]>;
      readonly challenge?: Partial<Change['challenges'][number]>;
      readonly effect?: boolean;
    } = {},
  ): Promise<void> => {
    await makeAccount(id);
    const state = await database.ports.accounts.read(id);
    if (state === null) throw new Error('no account');
    const written = await database.ports.accounts.write({
      account: { ...state.account, version: 1 },
      transactions: [
        {
          id: `${id}-order`,
          accountId: id,
          command: 'OpenLocker',
          details: {},
          summary: 'open your pickup locker',
          destination: null,
          amount: null,
          payee: 'Pizza on Demand',
          locale: 'en-US',
          surface: 'alexa',
          session: 'evening',
          linkId: null,
          requestedAt: now,
          expiresAt: now + 900_000,
          state: 'requested',
          tries: 0,
          wrong: 0,
          checking: 0,
          checkingSince: null,
          replaced: null,
          cancelReason: null,
          settledAt: null,
          ...wanted.transaction,
        },
      ],
      challenges: [
        {
          id: `${id}-code`,
          transactionId: `${id}-order`,
          contactId: 'phone',
          channel: 'sms',
          hint: '42',
          state: 'live',
          startedAt: now,
          expiresAt: now + 180_000,
          ...wanted.challenge,
        },
      ],
      contacts: [],
      removedContactIds: [],
      happenings: [],
      request: null,
      idempotency: null,
      writes: [],
      effect: wanted.effect
        ? {
            transactionId: `${id}-order`,
            command: 'OpenLocker',
            kind: 'locker.open',
            payload: { id, n: [1, null] },
          }
        : null,
    });
    expect(written).toBe('written');
  };

  describe('effects', () => {
    test('are taken once, come back when their lease is over, and count their deliveries', async () => {
      await storeOrder('effect-1', { effect: true });
      const { effects } = database.ports;
      const effect = {
        transactionId: 'effect-1-order',
        accountId: 'effect-1',
        command: 'OpenLocker',
        kind: 'locker.open',
        payload: { id: 'effect-1', n: [1, null] },
        attempts: 0,
      };
      expect(await effects.takeOne('effect-1-order', now - 1, now + 20)).toBeNull();
      expect(await effects.takeOne('effect-1-order', now, now + 20)).toEqual(effect);
      expect(await effects.takeOne('effect-1-order', now + 19, now + 40)).toBeNull();
      expect(await effects.take(now + 20, now + 40, 5)).toEqual([{ ...effect, attempts: 1 }]);
      await effects.postpone('effect-1-order', now + 30);
      expect(await effects.take(now + 30, now + 50, 5)).toEqual([{ ...effect, attempts: 2 }]);
      await effects.remove('effect-1-order');
      expect(await effects.take(now + 1_000_000, now + 2_000_000, 5)).toEqual([]);
    });

    test('are shared out among workers that take at the same moment', async () => {
      for (let count = 0; count < 12; count += 1) await storeOrder(`shared-${count}`, { effect: true });
      const workers = Array.from(
        { length: 6 },
        (_, index) => database.instances[index % 2] ?? database.ports,
      );
      const taken = await Promise.all(workers.map(({ effects }) => effects.take(now, now + 20, 3)));
      const ids = taken.flat().map(({ transactionId }) => transactionId);
      expect(new Set(ids).size).toBe(ids.length);
      expect(Math.max(...taken.map(({ length }) => length))).toBeLessThanOrEqual(3);
      for (const id of ids) await database.ports.effects.remove(id);
      const left = await database.ports.effects.take(now, now + 20, 100);
      expect(ids.length + left.length).toBe(12);
    });
  });

  describe('what the clock has changed', () => {
    const find = (at: number) => database.ports.overdue.findOverdue(at, 100);

    test('is found when its time has come, caught up with once, and then no more', async () => {
      await storeOrder('expires', { challenge: { state: 'used' } });
      await storeOrder('code-expires');
      await storeOrder('abandoned', { challenge: { state: 'sending' } });
      await storeOrder('settled', {
        transaction: { state: 'cancelled', cancelReason: 'asked', settledAt: now },
        challenge: { state: 'expired' },
      });
      expect(await find(now + 9_999)).toEqual([]);
      expect(await find(now + 10_000)).toEqual(['abandoned']);
      expect(await find(now + 180_000)).toEqual(expect.arrayContaining(['abandoned', 'code-expires']));
      const late = now + 900_000;
      const found = await find(late);
      expect(found).toEqual(expect.arrayContaining(['abandoned', 'code-expires', 'expires']));
      expect(found).not.toContain('settled');
      expect(await database.ports.overdue.findOverdue(late, 1)).toHaveLength(1);

      const ports = { ...database.ports, now: () => late, limits };
      await sweep(ports, 1000);
      expect(await find(late)).toEqual([]);
      for (const id of ['expires', 'code-expires', 'abandoned']) {
        const state = await database.ports.accounts.read(id);
        expect(state).toEqual(state && readAt(state, late, limits));
        expect(state?.transaction?.state).toBe('expired');
      }
    });

    test('waits for a try that is being checked', async () => {
      const late = now + 900_000;
      await storeOrder('checked', {
        transaction: { tries: 1, checking: 1, checkingSince: late - 1 },
        challenge: { state: 'used' },
      });
      expect(await find(late)).not.toContain('checked');
      expect(await find(late + 10_000)).toContain('checked');
    });
  });

  describe('the directory', () => {
    test('knows a person by issuer and subject together', async () => {
      const { directory } = database.ports;
      const ana = await directory.findOrCreate({ issuer: 'a', subject: 'ana', newId: 'one', now });
      expect(ana).toEqual({ id: 'one', issuer: 'a', subject: 'ana' });
      expect(await directory.findOrCreate({ issuer: 'a', subject: 'ana', newId: 'two', now })).toEqual(ana);
      const other = await directory.findOrCreate({ issuer: 'b', subject: 'ana', newId: 'three', now });
      expect(other.id).toBe('three');
      expect((await database.ports.accounts.read('one'))?.account).toEqual({
        id: 'one',
        issuer: 'a',
        subject: 'ana',
        version: 0,
        updatedAt: now,
        wrongInARow: 0,
        lockedAt: { wrong_codes: null, owner: null },
        quietUntil: null,
        frozenUntil: null,
        sentAt: [],
        replacedAt: [],
      });
    });

    test('notes a link once, and one that ended stays ended', async () => {
      const { directory } = database.ports;
      await makeAccount('linked');
      await makeAccount('stranger');
      const linkId = directory.hash('amzn1.ask.account.X');
      expect(await directory.findLink(linkId)).toBeNull();
      expect(await directory.endLink(linkId, now)).toBeNull();
      const link = { linkId, accountId: 'linked', linkedAt: now, endedAt: null };
      expect(await directory.noteLink({ linkId, accountId: 'linked', now })).toEqual(link);
      expect(await directory.noteLink({ linkId, accountId: 'stranger', now: now + 1 })).toEqual(link);
      const ended = { ...link, endedAt: now + 2 };
      expect(await directory.endLink(linkId, now + 2)).toEqual(ended);
      expect(await directory.endLink(linkId, now + 3)).toEqual(ended);
      expect(await directory.noteLink({ linkId, accountId: 'linked', now: now + 4 })).toEqual(ended);
    });

    test('hashes with a key: the same value gives the same, and no plain SHA-256', () => {
      const { hash } = database.ports.directory;
      expect(hash('amzn1.ask.account.X')).toMatch(/^[0-9a-f]{64}$/);
      expect(hash('amzn1.ask.account.X')).toBe(hash('amzn1.ask.account.X'));
      expect(hash('')).not.toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    });
  });

  describe('web sessions', () => {
    const session = (idHash: string, accountId: string, createdAt = now): WebSession => ({
      idHash,
      accountId,
      authTime: createdAt - 5,
      createdAt,
      seenAt: createdAt,
      userAgent: 'Mozilla/5.0 (a "browser"; of 🍕)',
    });

    test('are found by their hash, touched forwards only, and ended by their owner alone', async () => {
      const { sessions } = database.ports;
      await makeAccount('signed-in');
      await sessions.insert(session('s1', 'signed-in'));
      expect(await sessions.find('s1')).toEqual(session('s1', 'signed-in'));
      expect(await sessions.find('s2')).toBeNull();
      await sessions.touch('s1', now + 10);
      await sessions.touch('s1', now + 5);
      await sessions.touch('unknown', now);
      expect((await sessions.find('s1'))?.seenAt).toBe(now + 10);
      await expect(sessions.insert(session('s1', 'signed-in'))).rejects.toThrow();
      expect(await sessions.end('somebody else', 's1')).toBe(false);
      expect(await sessions.end('signed-in', 's1')).toBe(true);
      expect(await sessions.find('s1')).toBeNull();
    });

    test('of one account are listed newest first, and all others ended at once', async () => {
      const { sessions } = database.ports;
      await makeAccount('many');
      await makeAccount('few');
      for (const [index, id] of ['m1', 'm2', 'm3'].entries())
        await sessions.insert(session(id, 'many', now + index));
      await sessions.insert(session('f1', 'few'));
      expect((await sessions.list('many')).map(({ idHash }) => idHash)).toEqual(['m3', 'm2', 'm1']);
      expect(await sessions.endOthers('many', 'm2')).toBe(2);
      expect((await sessions.list('many')).map(({ idHash }) => idHash)).toEqual(['m2']);
      expect(await sessions.endOthers('many', null)).toBe(1);
      expect(await sessions.find('f1')).not.toBeNull();
    });

    test('that nobody would accept any more are removed', async () => {
      const { sessions } = database.ports;
      await makeAccount('old');
      await sessions.insert(session('born-before', 'old', now - 1_000_000));
      await sessions.touch('born-before', now + 500);
      await sessions.insert(session('idle', 'old', now - 900));
      await sessions.insert(session('fresh', 'old', now - 899));
      const removed = await sessions.removeExpired({ idleSince: now - 900, bornBefore: now - 1_000_000 });
      expect(removed).toBe(2);
      expect((await sessions.list('old')).map(({ idHash }) => idHash)).toEqual(['fresh']);
    });
  });

  test('the tables hold the words of the state machines, and no others', async () => {
    const wordsOf = async (constraint: string): Promise<string[]> => {
      const [row] = await database.query<{ definition: string }>(
        'SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = $1',
        [constraint],
      );
      return [...(row?.definition ?? '').matchAll(/'(\w+)'/g)].map(([, word = '']) => word).sort();
    };
    expect(await wordsOf('transactions_state')).toEqual(Object.keys(transactionMoves).sort());
    expect(await wordsOf('challenges_state')).toEqual(Object.keys(challengeMoves).sort());
    await storeOrder('words');
    const state = database.query(
      `UPDATE transactions SET state = 'paid', settled_at = 1 WHERE id = 'words-order'`,
    );
    await expect(state).rejects.toThrow(/transactions_state/);
    const unsettled = database.query(`UPDATE transactions SET state = 'done' WHERE id = 'words-order'`);
    await expect(unsettled).rejects.toThrow(/transactions_settled/);
  });
});
