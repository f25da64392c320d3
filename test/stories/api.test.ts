/** The services by access token, without a voice. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { anotherCode, read } from './outside.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => world.nextDay());

const body = { command: 'OrderPizza', values: { size: 'large', toppings: ['pepperoni', 'mushrooms'] } };

it('requests, confirms and lists; a request sent twice under one key is one', async () => {
  const headers = { 'idempotency-key': 'the-order-of-today' };
  const messages = (await world.messages()).length;
  const first = await world.api('/transactions', { body, headers });
  expect(first.status).toBe(201);
  const { transaction } = read(first);
  expect(transaction).toMatchObject({
    command: 'OrderPizza',
    summary: 'a large pizza with pepperoni and mushrooms',
    amount: { minorUnits: 1650, currency: 'USD' },
    state: 'requested',
    challenge: { channel: 'sms', hint: '42', state: 'live' },
  });
  expect(first.headers.get('location')).toBe(`/wt/api/transactions/${transaction.id}`);
  const again = read(await world.api('/transactions', { body, headers }));
  expect(again.transaction.id).toBe(transaction.id);
  expect(await world.messages()).toHaveLength(messages + 1);
  const other = { ...body, values: { size: 'small' } };
  const conflict = await world.api('/transactions', { body: other, headers });
  expect(conflict.status).toBe(422);
  expect(JSON.parse(conflict.body)).toMatchObject({ code: 'idempotency_conflict', status: 422 });

  const code = await world.newestCode();
  const path = `/transactions/${transaction.id}`;
  const wrong = await world.api(`${path}/confirm`, { body: { code: anotherCode(code) } });
  expect(wrong.headers.get('content-type')).toContain('application/problem+json');
  expect(JSON.parse(wrong.body)).toMatchObject({ status: 422, code: 'code_wrong', triesLeft: 2 });
  const confirmed = await world.api(`${path}/confirm`, { body: { code } });
  expect(read(confirmed).transaction).toMatchObject({ id: transaction.id, state: 'done' });
  const twice = await world.api(`${path}/confirm`, { body: { code } });
  expect(JSON.parse(twice.body)).toMatchObject({ status: 409, code: 'already_confirmed' });
  expect(read(await world.api(path)).transaction).toMatchObject({ state: 'done' });
  const listed = read(await world.api('/transactions?limit=1'));
  expect(listed.transactions.map(({ id }: { id: string }) => id)).toEqual([transaction.id]);
});

it('resends after a minute, and cancels', async () => {
  const { transaction } = read(await world.api('/transactions', { body }));
  const path = `/transactions/${transaction.id}`;
  const early = await world.api(`${path}/resend`, { method: 'POST' });
  expect(JSON.parse(early.body)).toMatchObject({ status: 429, code: 'resend_too_soon' });
  expect(Number(early.headers.get('retry-after'))).toBeGreaterThan(0);
  world.advance(61);
  expect(read(await world.api(`${path}/resend`, { method: 'POST' })).transaction).toMatchObject({ sends: 2 });
  const cancelled = read(await world.api(`${path}/cancel`, { method: 'POST' })).transaction;
  expect(cancelled).toMatchObject({ state: 'cancelled', reason: 'asked' });
});

it('hides one person’s transactions from another', async () => {
  const { transaction } = read(await world.api('/transactions', { body }));
  const path = `/transactions/${transaction.id}`;
  for (const call of [
    () => world.api(path, { user: 'milo' }),
    () => world.api(`${path}/confirm`, { user: 'milo', body: { code: '482109' } }),
    () => world.api(`${path}/resend`, { user: 'milo', method: 'POST' }),
    () => world.api(`${path}/cancel`, { user: 'milo', method: 'POST' }),
  ]) {
    const answer = await call();
    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.body).code).toBe('not_found');
  }
  expect(await world.transactions('milo')).toEqual([]);
  expect(read(await world.api(path)).transaction).toMatchObject({ state: 'requested', triesLeft: 3 });
});

it('a program that confirms what a voice asked for is told first where it replaced something', async () => {
  await world.order('get me a small pizza');
  await world.order('get me a large pizza');
  const { id } = await world.latest();
  const confirm = async () =>
    world.api(`/transactions/${id}/confirm`, {
      body: { code: await world.newestCode() },
      headers: { 'sayso-session': 'a-terminal' },
    });
  expect(JSON.parse((await confirm()).body)).toMatchObject({
    code: 'replacement_told',
    replacedSummary: 'a small pizza with tomato and cheese',
    summary: 'a large pizza with tomato and cheese',
  });
  expect(read(await confirm()).transaction).toMatchObject({ state: 'done' });
});

it.each([
  ['no token', {}, 401],
  ['a token that was altered', { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJkYW5hIn0.' }, 401],
])('%s is refused', async (_name, headers, status) => {
  const answer = await world.fetch(`${world.root}api/transactions`, { headers });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
});

it('describes itself as OpenAPI 3.1', async () => {
  const answer = await world.fetch(`${world.root}api/openapi.json`);
  const document = JSON.parse(answer.body);
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining([expect.stringContaining('/transactions/{id}/confirm')]),
  );
});
