import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { engines, openTested, type TestedDatabase } from '../../test/databases.ts';
import type { Account, AccountState, Challenge, Contact, Transaction } from '../transactions/model.ts';
import type { Change } from '../transactions/ports.ts';

const now = Date.UTC(2026, 0, 5, 18, 0, 0, 123);

describe.each(engines)('the account store on the %s engine', { timeout: 60_000 }, (engine) => {
  let database: TestedDatabase;
  let account: Account;
  let people = 0;

  beforeAll(async () => {
    database = await openTested(engine);
  }, 60_000);
  afterAll(() => database.close());

  beforeEach(async () => {
    people += 1;
    const { id } = await database.ports.directory.findOrCreate({
      issuer: 'https://tenant.example/',
      subject: `auth0|${people}`,
      newId: `account-${people}`,
      now,
    });
    account = (await read(id)).account;
  });

  const read = async (id: string): Promise<AccountState> => {
    const state = await database.ports.accounts.read(id);
    if (state === null) throw new Error('no such account');
    return state;
  };

  /** The account's next version, and nothing else but what the test is about. */
  const change = (rows: Partial<Change> = {}): Change => ({
    account: { ...account, version: account.version + 1, updatedAt: account.updatedAt + 1 },
    transactions: [],
    challenges: [],
    contacts: [],
    removedContactIds: [],
    happenings: [],
    request: null,
    idempotency: null,
    writes: [],
    effect: null,
    ...rows,
  });

  const store = async (rows: Partial<Change>): Promise<void> => {
    const made = change(rows);
    expect(await database.ports.accounts.write(made)).toBe('written');
    account = made.account;
  };

  const transaction = (changed: Partial<Transaction> = {}): Transaction => ({
    id: `transaction-${people}-${account.version}`,
    accountId: account.id,
    command: 'OrderPizza',
    details: { size: 'large', toppings: ['pepperoni', 'mushrooms'], zebra: 1, apple: { é: '🍕"\\' } },
    summary: 'a large pizza with pepperoni and mushrooms',
    destination: 'delivered home',
    amount: { minorUnits: 1650, currency: 'USD' },
    payee: 'Pizza on Demand',
    locale: 'en-US',
    surface: 'alexa',
    session: 'amzn1.echo-api.session.1',
    linkId: 'a1b2',
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
    ...changed,
  });

  const challenge = (of: Transaction, changed: Partial<Challenge> = {}): Challenge => ({
    id: `challenge-${people}-${account.version}`,
    transactionId: of.id,
    contactId: `phone-${people}`,
    channel: 'sms',
    hint: '42',
    state: 'sending',
    startedAt: now,
    expiresAt: now + 180_000,
    ...changed,
  });

  const phone = (changed: Partial<Contact> = {}): Contact => ({
    id: `phone-${people}`,
    channel: 'sms',
    address: `+1555010${1000 + people}`,
    hint: '42',
    provenAt: now - 5,
    checkedAt: now,
    ...changed,
  });

  test('an account that nobody made reads null', async () => {
    expect(await database.ports.accounts.read('nobody')).toBeNull();
  });

  test('a state reads exactly as it was written', async () => {
    const full: Account = {
      ...account,
      wrongInARow: 3,
      lockedAt: { wrong_codes: now + 1, owner: now + 2 },
      quietUntil: now + 3,
      frozenUntil: now + 4,
      sentAt: [now - 2, now - 1, Number.MAX_SAFE_INTEGER],
      replacedAt: [now - 9],
    };
    const asked = transaction({
      tries: 2,
      wrong: 1,
      checking: 1,
      checkingSince: now + 5,
      replaced: { transactionId: 'before', summary: 'a small pizza', otherSession: true, toldIn: 'there' },
    });
    const mailbox = phone({
      id: `mailbox-${people}`,
      channel: 'email',
      address: 'Ána@example.com',
      provenAt: now,
    });
    const written = change({
      transactions: [asked],
      challenges: [challenge(asked)],
      contacts: [phone(), mailbox],
    });
    const stored = { ...full, version: 1, updatedAt: now + 1 };
    expect(await database.ports.accounts.write({ ...written, account: stored })).toBe('written');
    expect(await read(account.id)).toEqual({
      account: stored,
      contacts: [phone(), mailbox],
      transaction: asked,
      challenges: [challenge(asked)],
    });
    expect(JSON.stringify((await read(account.id)).transaction?.details)).toBe(JSON.stringify(asked.details));
  });

  test('what is null stays null', async () => {
    const bare = transaction({ destination: null, amount: null, linkId: null, details: null });
    await store({ transactions: [bare] });
    expect((await read(account.id)).transaction).toEqual(bare);
  });

  test('a write from an older version is stale and stores nothing', async () => {
    await store({});
    const late = change({
      account: { ...account, wrongInARow: 9 },
      transactions: [transaction()],
      contacts: [phone()],
      happenings: [{ type: 'code.wrong', transactionId: null, data: {} }],
      request: { id: `late-${people}`, keepUntil: now + 150_000 },
      effect: { transactionId: 'none', command: 'OpenLocker', kind: 'locker.open', payload: {} },
    });
    const before = await read(account.id);
    expect(await database.ports.accounts.write(late)).toBe('stale');
    expect(await read(account.id)).toEqual(before);
    const rows = await database.query<{ count: number }>(
      `SELECT (SELECT count(*) FROM seen_requests WHERE id = $1) + (SELECT count(*) FROM effects WHERE transaction_id = 'none')
         + (SELECT count(*) FROM events WHERE account_id = $2) AS count`,
      [`late-${people}`, account.id],
    );
    expect(rows).toEqual([{ count: 0 }]);
  });

  test('a transaction that was superseded makes room for its successor in the same write', async () => {
    const old = transaction();
    await store({ transactions: [old] });
    const next = transaction({ id: `successor-${people}`, requestedAt: old.requestedAt });
    const ended: Transaction = { ...old, state: 'superseded', settledAt: now + 1 };
    await store({ transactions: [ended, next] });
    expect((await read(account.id)).transaction).toEqual(next);
    expect((await database.ports.accounts.read(account.id, old.id))?.transaction).toEqual(ended);
  });

  test('the database itself refuses a second transaction that waits', async () => {
    await store({ transactions: [transaction()] });
    const second = change({ transactions: [transaction({ id: `second-${people}` })] });
    await expect(database.ports.accounts.write(second)).rejects.toThrow(/transactions_one_requested/);
    expect((await read(account.id)).account).toEqual(account);
  });

  test('what a transaction asks for never changes, whatever is written', async () => {
    const asked = transaction();
    await store({ transactions: [asked], challenges: [challenge(asked)] });
    const sent = (await read(account.id)).challenges;
    const forged = transaction({
      id: asked.id,
      command: 'OpenLocker',
      details: { size: 'family' },
      summary: 'twenty pizzas',
      destination: 'delivered to a stranger',
      amount: { minorUnits: 1, currency: 'XXX' },
      payee: 'Somebody Else',
      locale: 'de-DE',
      surface: 'api',
      session: 'another',
      linkId: 'another',
      requestedAt: 1,
      expiresAt: now + 9_000_000,
      replaced: { transactionId: 'x', summary: 'x', otherSession: false, toldIn: null },
      tries: 2,
    });
    const forgedChallenge: Challenge = {
      ...(sent[0] ?? challenge(asked)),
      contactId: 'another',
      hint: '00',
      channel: 'email',
      startedAt: 1,
      expiresAt: 2,
      state: 'live',
    };
    await store({ transactions: [forged], challenges: [forgedChallenge] });
    const state = await read(account.id);
    expect(state.transaction).toEqual({ ...asked, tries: 2 });
    expect(state.challenges).toEqual(sent.map((one) => ({ ...one, state: 'live' })));
  });

  test('another account cannot move a transaction that is not its own', async () => {
    const asked = transaction();
    await store({ transactions: [asked] });
    const owner = account.id;
    const other = await database.ports.directory.findOrCreate({
      issuer: 'https://tenant.example/',
      subject: `other-${people}`,
      newId: `other-${people}`,
      now,
    });
    const state = await read(other.id);
    const forged = { ...change({ transactions: [{ ...asked, state: 'done', settledAt: now }] }) };
    const write = database.ports.accounts.write({ ...forged, account: { ...state.account, version: 1 } });
    await expect(write).rejects.toThrow();
    expect((await read(owner)).transaction).toEqual(asked);
  });

  test('the latest transaction is the one made last, even within one millisecond', async () => {
    const first = transaction({ id: `z-${people}` });
    await store({ transactions: [first] });
    const last = transaction({ id: `a-${people}` });
    await store({
      transactions: [{ ...first, state: 'cancelled', cancelReason: 'asked', settledAt: now }, last],
    });
    expect((await read(account.id)).transaction?.id).toBe(last.id);
    const { transactions } = database.ports;
    const listed = await transactions.list(account.id, { limit: 9, beforeId: null });
    expect(listed.map((record) => record.transaction.id)).toEqual([last.id, first.id]);
    expect(await transactions.list(account.id, { limit: 9, beforeId: last.id })).toHaveLength(1);
    expect(await transactions.list(account.id, { limit: 9, beforeId: first.id })).toEqual([]);
    expect(await transactions.list(account.id, { limit: 1, beforeId: null })).toHaveLength(1);
    expect(await transactions.list(account.id, { limit: 9, beforeId: 'unknown' })).toEqual([]);
  });

  test('a transaction is found by its owner alone', async () => {
    const asked = transaction();
    await store({ transactions: [asked], challenges: [challenge(asked)] });
    const found = await database.ports.transactions.find(account.id, asked.id);
    expect(found?.transaction).toEqual(asked);
    expect(found?.challenges).toHaveLength(1);
    expect(await database.ports.transactions.find('somebody else', asked.id)).toBeNull();
    expect((await database.ports.accounts.read(account.id, 'unknown'))?.transaction).toBeNull();
    expect((await database.ports.accounts.read(account.id, 'unknown'))?.challenges).toEqual([]);
  });

  test('challenges read oldest first, even where two began in one millisecond', async () => {
    const asked = transaction();
    const first = challenge(asked, { id: `z-${people}` });
    await store({ transactions: [asked], challenges: [first] });
    const failed: Challenge = { ...first, state: 'send_failed' };
    const second = challenge(asked, { id: `a-${people}` });
    await store({ challenges: [failed, second] });
    expect((await read(account.id)).challenges).toEqual([failed, second]);
  });

  test('a request seen before is a replay until its time is over', async () => {
    const request = { id: `amzn1.echo-api.request.${people}`, keepUntil: now + 150_000 };
    await store({ request });
    const again = change({ request, transactions: [transaction()] });
    expect(await database.ports.accounts.write(again)).toBe('replayed');
    expect((await read(account.id)).transaction).toBeNull();
    const later = { ...again.account, updatedAt: request.keepUntil };
    expect(await database.ports.accounts.write({ ...again, account: later })).toBe('written');
    expect((await read(account.id)).transaction).not.toBeNull();
  });

  test('an idempotency key is one account’s own, and a replay until its time is over', async () => {
    const { accounts } = database.ports;
    const idempotency = { key: 'order-1', fingerprint: 'f', transactionId: 't', keepUntil: now + 86_400_000 };
    await store({ idempotency });
    expect(await accounts.findIdempotent(account.id, 'order-1', now)).toEqual({
      fingerprint: 'f',
      transactionId: 't',
    });
    expect(await accounts.findIdempotent(account.id, 'order-1', idempotency.keepUntil)).toBeNull();
    expect(await accounts.findIdempotent('somebody else', 'order-1', now)).toBeNull();
    expect(await accounts.write(change({ idempotency }))).toBe('replayed');
    const later = { ...change().account, updatedAt: idempotency.keepUntil };
    expect(await accounts.write({ ...change({ idempotency }), account: later })).toBe('written');
  });

  test('the business writes in the same commit, or not at all', async () => {
    await database.query(
      'CREATE TABLE IF NOT EXISTS pizza_orders (id text PRIMARY KEY, slices integer NOT NULL)',
    );
    const writes = [
      { sql: 'INSERT INTO pizza_orders (id, slices) VALUES ($1, $2)', values: [account.id, 8] },
    ];
    const orders = () => database.query('SELECT slices FROM pizza_orders WHERE id = $1', [account.id]);
    await store({ writes });
    expect(await orders()).toEqual([{ slices: 8 }]);

    const stale = change({ account, writes: [{ sql: 'DELETE FROM pizza_orders', values: [] }] });
    expect(await database.ports.accounts.write(stale)).toBe('stale');
    expect(await orders()).toEqual([{ slices: 8 }]);

    await expect(database.ports.accounts.write(change({ writes }))).rejects.toThrow(/pizza_orders_pkey/);
    expect((await read(account.id)).account).toEqual(account);

    await store({ request: { id: `once-${people}`, keepUntil: now + 150_000 } });
    const replay = change({
      request: { id: `once-${people}`, keepUntil: now + 150_000 },
      writes: [{ sql: 'DELETE FROM pizza_orders', values: [] }],
    });
    expect(await database.ports.accounts.write(replay)).toBe('replayed');
    expect(await orders()).toEqual([{ slices: 8 }]);
  });

  test('events bear the version that made them, in their order', async () => {
    await store({
      happenings: [
        { type: 'transaction.confirmed', transactionId: 't', data: {} },
        { type: 'transaction.done', transactionId: 't', data: { channel: 'sms' } },
      ],
    });
    expect(
      await database.query(
        'SELECT number, position, type, transaction_id, data, at FROM events WHERE account_id = $1 ORDER BY 1, 2',
        [account.id],
      ),
    ).toEqual([
      { number: 1, position: 0, type: 'transaction.confirmed', transaction_id: 't', data: {}, at: now + 1 },
      {
        number: 1,
        position: 1,
        type: 'transaction.done',
        transaction_id: 't',
        data: { channel: 'sms' },
        at: now + 1,
      },
    ]);
  });

  describe('contacts', () => {
    test('are changed, added and removed together', async () => {
      const mailbox = phone({ id: `mailbox-${people}`, channel: 'email', address: `p${people}@example.com` });
      await store({ contacts: [phone(), mailbox] });
      const checked = phone({ checkedAt: now + 50, hint: '43' });
      await store({ contacts: [checked], removedContactIds: [mailbox.id] });
      expect((await read(account.id)).contacts).toEqual([checked]);
    });

    test('an address can pass from a contact that goes to one that comes', async () => {
      await store({ contacts: [phone()] });
      const renamed = phone({ id: `new-${people}` });
      await store({ contacts: [renamed], removedContactIds: [phone().id] });
      expect((await read(account.id)).contacts).toEqual([renamed]);
    });

    test('one address is never two accounts’, however it is spelt', async () => {
      const shared = `Shared${people}@Example.com`;
      await store({ contacts: [phone({ channel: 'email', address: shared })] });
      const other = await database.ports.directory.findOrCreate({
        issuer: 'https://tenant.example/',
        subject: `thief-${people}`,
        newId: `thief-${people}`,
        now,
      });
      account = (await read(other.id)).account;
      const taken = change({
        contacts: [phone({ id: 'x', channel: 'email', address: shared.toLowerCase() })],
      });
      expect(await database.ports.accounts.write(taken)).toBe('contact_taken');
      expect((await read(other.id)).contacts).toEqual([]);
    });

    test('are nowhere in the database in clear', async () => {
      await store({ contacts: [phone({ channel: 'email', address: 'needle-in-the-dump@example.com' })] });
      const tables = await database.query<{ name: string }>(
        `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
      );
      let dump = '';
      for (const { name } of tables) {
        const rows = await database.query<{ row: string }>(`SELECT t::text AS row FROM "${name}" t`);
        dump += rows.map(({ row }) => row).join('\n');
      }
      expect(dump).toContain(account.id);
      expect(dump).not.toMatch(/needle|\+1555010/);
      expect(dump).not.toContain(Buffer.from('needle-in-the-dump').toString('base64url').slice(0, 20));
    });

    test('a row copied to another account does not open', async () => {
      await store({ contacts: [phone()] });
      const victim = account.id;
      const thief = `copy-${people}`;
      await database.ports.directory.findOrCreate({ issuer: 'i', subject: thief, newId: thief, now });
      await database.query('UPDATE contacts SET account_id = $1 WHERE account_id = $2', [thief, victim]);
      await expect(database.ports.accounts.read(thief)).rejects.toThrow();
    });

    test('sealed with another data key are told apart from damaged ones', async () => {
      await store({ contacts: [phone()] });
      await database.query(`UPDATE contacts SET key_id = 'another' WHERE account_id = $1`, [account.id]);
      await expect(read(account.id)).rejects.toThrow(/another DATA_KEY/);
    });
  });

  test('tidying forgets what is past its time, and only that', async () => {
    await store({ request: { id: `soon-${people}`, keepUntil: now + 1 } });
    await store({ request: { id: `later-${people}`, keepUntil: now + 1_000_000_000 } });
    await store({ idempotency: { key: 'k', fingerprint: 'f', transactionId: 't', keepUntil: now + 1 } });
    expect(await database.ports.tidy(now + 1)).toBeGreaterThanOrEqual(2);
    expect(await database.ports.tidy(now + 1)).toBe(0);
    const left = await database.query('SELECT id FROM seen_requests WHERE id = $1', [`later-${people}`]);
    expect(left).toHaveLength(1);
  });

  test('whoever listens hears of a write in which something happened, and of no other', async () => {
    const heard: string[] = [];
    let enough = (): void => undefined;
    const twoHeard = new Promise<void>((resolve) => {
      enough = resolve;
    });
    await database.listen('sayso_events', (payload) => {
      heard.push(payload);
      if (heard.length === 2) enough();
    });
    const happenings: Change['happenings'] = [{ type: 'code.wrong', transactionId: null, data: {} }];
    await store({ happenings });
    await store({});
    expect(await database.ports.accounts.write(change({ account, happenings }))).toBe('stale');
    await store({ happenings });
    await twoHeard;
    expect(heard).toEqual([`${account.id}:1`, `${account.id}:3`]);
  });
});
