import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, openTested, type TestedDatabase } from '../../test/databases.ts';
import type { PhoneChange } from '../accounts/phone-change.ts';
import { limits } from '../transactions/limits.ts';
import { takeStep } from '../transactions/steps/take-step.ts';

const at = 1_795_000_000_000;

const aChange: PhoneChange = {
  id: 'change',
  step: 'prove_old',
  intent: 'set',
  oldPhoneLost: false,
  phone: { address: '+12025550199', hint: '99', userId: 'sms|99' },
  proof: null,
  code: null,
  sends: 0,
  tries: 0,
  expiresAt: at + 1000,
  dueAt: null,
};

describe.each(engines)('an account’s records on %s', (engine) => {
  let database: TestedDatabase;
  beforeAll(async () => {
    database = await openTested(engine);
  });
  afterAll(() => database.close());

  const anAccount = async (id: string): Promise<string> => {
    await database.ports.directory.findOrCreate({
      issuer: 'https://tenant.test/',
      subject: `auth0|${id}`,
      newId: id,
      now: at,
    });
    return id;
  };
  const insertOrder = (accountId: string, id: string, version: number, state: string) =>
    database.query(
      `INSERT INTO transactions (id, account_id, made_at_version, command, details, summary, payee, locale, surface,
         session, requested_at, expires_at, state, tries, wrong, checking, settled_at)
       VALUES ($1, $2, $3, 'OrderPizza', '{}', 'a pizza', 'Pizza', 'en-US', 'alexa', 's', 1, 2, $4, 0, 0, 0,
         CASE WHEN $4 = 'requested' THEN NULL ELSE 2 END)`,
      [id, accountId, version, state],
    );

  it('notes what happens beside the transactions under the next version, and lists it by type', async () => {
    const { activity, accounts } = database.ports;
    const dana = await anAccount('dana');
    expect(await activity.note(dana, { type: 'session.started', data: { browser: 'Firefox' } }, at + 5)).toBe(
      1,
    );
    await takeStep({ accounts, now: () => at, limits }, dana, { type: 'lock' });
    // The clock ran backwards; an account's time does not.
    expect(await activity.note(dana, { type: 'link.begun', data: {} }, at)).toBe(3);
    expect(await activity.note('nobody', { type: 'link.begun', data: {} }, at)).toBeNull();

    const types = ['session.started', 'link.begun', 'account.locked'];
    const all = await activity.list(dana, { types, limit: 10, before: null });
    expect(all.map(({ id, at: when, type }) => [id, when, type])).toEqual([
      ['3-0', at + 5, 'link.begun'],
      ['2-0', at + 5, 'account.locked'],
      ['1-0', at + 5, 'session.started'],
    ]);
    expect(all.at(-1)?.data).toEqual({ browser: 'Firefox' });
    const list = (page: object) => activity.list(dana, { types, limit: 10, before: null, ...page });
    expect((await list({ before: '3-0' })).map(({ id }) => id)).toEqual(['2-0', '1-0']);
    expect((await list({ limit: 1 })).map(({ id }) => id)).toEqual(['3-0']);
    expect((await list({ types: ['link.begun'] })).map(({ id }) => id)).toEqual(['3-0']);
    expect(await list({ before: '__proto__' })).toHaveLength(3);
  });

  it('clears what was confirmed and is over from the history, and from nothing else', async () => {
    const { records, transactions } = database.ports;
    const milo = await anAccount('milo');
    const other = await anAccount('other');
    for (const [index, state] of ['done', 'failed', 'confirmed', 'expired'].entries()) {
      await insertOrder(milo, `milo-${state}`, index, state);
    }
    await insertOrder(other, 'other-done', 1, 'done');
    expect(await records.clearHistory(milo, at)).toBe(2);
    expect(await records.clearHistory(milo, at)).toBe(0);
    const page = { limit: 10, beforeId: null };
    const ids = (list: readonly { transaction: { id: string } }[]) =>
      list.map(({ transaction: { id } }) => id);
    expect(ids(await records.history(milo, page))).toEqual(['milo-expired', 'milo-confirmed']);
    expect(ids(await records.history(milo, { limit: 1, beforeId: 'milo-expired' }))).toEqual([
      'milo-confirmed',
    ]);
    expect(ids(await transactions.list(milo, page))).toHaveLength(4);
    expect(ids(await records.history(other, page))).toEqual(['other-done']);
  });

  it('stores a change of the phone in a guarded write, sealed, and finds it when it is due', async () => {
    const { phones, accounts } = database.ports;
    const ada = await anAccount('ada');
    const write = async (change: PhoneChange | null, version: number) =>
      accounts.write({
        account: { ...((await accounts.read(ada))?.account ?? raise()), version, updatedAt: at },
        transactions: [],
        challenges: [],
        contacts: [],
        removedContactIds: [],
        happenings: [],
        request: null,
        idempotency: null,
        writes: [phones.statement(ada, change && { change, dueAt: at + 1000 })],
        effect: null,
      });
    expect(await write(aChange, 1)).toBe('written');
    expect(await write({ ...aChange, step: 'waiting' }, 1)).toBe('stale');
    expect(await phones.read(ada)).toEqual(aChange);
    expect(JSON.stringify(await database.query('SELECT * FROM phone_changes'))).not.toMatch(/2025550199|sms/);
    expect(await phones.findDue(at + 999, 10)).toEqual([]);
    expect(await phones.findDue(at + 1000, 10)).toEqual([ada]);
    await database.query(`UPDATE phone_changes SET account_id = 'milo' WHERE account_id = 'ada'`);
    await expect(phones.read('milo')).rejects.toThrow();
    await database.query(`UPDATE phone_changes SET account_id = 'ada' WHERE account_id = 'milo'`);
    expect(await write(null, 2)).toBe('written');
    expect(await phones.read(ada)).toBeNull();
  });

  it('remembers which users it made for numbers, without the numbers', async () => {
    const { phones } = database.ports;
    expect(await phones.findPrepared('+12025550199')).toBeNull();
    await phones.notePrepared('+12025550199', 'sms|1', at);
    await phones.notePrepared('+12025550199', 'sms|2', at);
    expect(await phones.findPrepared('+12025550199')).toBe('sms|2');
    expect(JSON.stringify(await database.query('SELECT * FROM prepared_phones'))).not.toContain('2025550199');
  });

  it('are gone with the account, the business’s own in the same commit, and nobody else’s', async () => {
    const { records, directory, sessions, activity, accounts } = database.ports;
    const eve = await anAccount('eve');
    const kept = await anAccount('kept');
    for (const id of [eve, kept]) {
      await insertOrder(id, `${id}-done`, 1, 'done');
      await directory.noteLink({ linkId: `link-${id}`, accountId: id, now: at });
      await sessions.insert({
        idHash: id,
        accountId: id,
        authTime: at,
        createdAt: at,
        seenAt: at,
        userAgent: '',
      });
      await activity.note(id, { type: 'session.started', data: {} }, at);
    }
    await database.query('CREATE TABLE business (account_id text)');
    await database.query(`INSERT INTO business VALUES ('eve'), ('kept')`);
    const writes = [{ sql: 'DELETE FROM business WHERE account_id = $1', values: [eve] }];
    await expect(
      records.erase(eve, [...writes, { sql: 'DELETE FROM nowhere', values: [] }]),
    ).rejects.toThrow();
    expect(await accounts.read(eve)).not.toBeNull();
    await records.erase(eve, writes);

    expect(await accounts.read(eve)).toBeNull();
    const left = async (table: string) =>
      (await database.query<{ account_id: string }>(`SELECT account_id FROM ${table}`))
        .map(({ account_id }) => account_id)
        .filter((id) => id === eve || id === kept);
    for (const table of ['business', 'transactions', 'links', 'web_sessions', 'events']) {
      expect(await left(table)).toEqual([kept]);
    }
  });
});

const raise = (): never => {
  throw new Error('no such account');
};
