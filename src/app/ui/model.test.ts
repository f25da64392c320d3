import { describe, expect, it } from 'vitest';
import type { ActionResult, SessionData } from '../contract.ts';
import type { Client, Read } from './data.ts';
import { createModel } from './model.ts';
import { anOrder, aWaitingOrder, someOrders } from './testing/samples.ts';

const signedIn: Extract<SessionData, { signedIn: true }> = {
  signedIn: true,
  businessName: 'Pizza on Demand',
  formToken: 'token-1',
  now: 1_000_000,
  freshUntil: 1_300_000,
  freshSignInUrl: '/wt/app/sign-in/again',
  live: { type: 'events', url: '/wt/app/events' },
};

const done: ActionResult = { ok: true, message: 'Cancelled. Nothing was ordered.' };

/** A model over a server that answers as the test says, with a clock that runs ten minutes behind the server's. */
const open = (server: Partial<Client> = {}) => {
  const time = { now: 400_000 };
  const posts: unknown[][] = [];
  const read =
    <Value>(value: Value) =>
    async (): Promise<Read<Value>> => ({ type: 'read', value });
  const client: Client = {
    readSession: read(signedIn),
    readOrders: read(someOrders()),
    readProfile: async () => ({ type: 'unreachable' }),
    readActivity: read({ entries: [], before: null }),
    post: async (...request) => {
      posts.push(request);
      return done;
    },
    ...server,
  };
  const model = createModel({
    base: '/wt/app',
    client,
    page: 'orders',
    session: { data: signedIn, askedAt: 400_000, answeredAt: 400_000 },
    clock: () => time.now,
  });
  return { model, time, posts };
};

describe('reading', () => {
  it('keeps the server’s time', () => {
    const { model, time } = open();
    time.now += 5000;
    expect(model.now()).toBe(1_005_000);
  });

  it('reads older pages again with each look, so that none is missing between them', async () => {
    const asked: (string | null)[] = [];
    let orders = ['3', '2', '1'];
    const { model } = open({
      readOrders: async (before) => {
        asked.push(before);
        const at = before === null ? 0 : orders.indexOf(before) + 1;
        const past = orders.slice(at, at + 2).map((id) => anOrder({ id }));
        const last = at + 2 < orders.length ? (past.at(-1)?.id ?? null) : null;
        return { type: 'read', value: someOrders({ past, before: last }) };
      },
    });
    await model.look();
    expect(model.store.get().orders?.before).toBe('2');
    await model.loadOlder('orders');
    expect(model.store.get().orders?.past.map(({ id }) => id)).toEqual(['3', '2', '1']);
    orders = ['4', ...orders];
    await model.look();
    expect(model.store.get().orders?.past.map(({ id }) => id)).toEqual(['4', '3', '2', '1']);
    expect(asked).toEqual([null, null, '2', null, '3']);
  });

  it('tells what happened elsewhere', async () => {
    let orders = someOrders();
    const { model } = open({ readOrders: async () => ({ type: 'read', value: orders }) });
    await model.look();
    expect(model.store.get().news).toBeNull();
    orders = someOrders({ waiting: aWaitingOrder() });
    await model.look();
    expect(model.store.get().news).toEqual({ text: 'Waiting for your code: a large pizza.' });
  });

  it('takes everything off the page once signed out', async () => {
    let out = false;
    const { model } = open({
      readOrders: async () => (out ? { type: 'signed_out' } : { type: 'read', value: someOrders() }),
    });
    await model.look();
    out = true;
    expect(await model.look()).toBe('signed_out');
    expect(model.store.get()).toMatchObject({ sessionEnded: true, orders: null, profile: null });
  });
});

describe('acting', () => {
  it('sends the form token, reads anew and tells the answer, and not the change it made itself', async () => {
    let orders = someOrders({ waiting: aWaitingOrder() });
    const { model, posts } = open({ readOrders: async () => ({ type: 'read', value: orders }) });
    await model.look();
    orders = someOrders();
    expect(await model.act('orders/waiting-1/cancel')).toBeNull();
    expect(posts).toEqual([['orders/waiting-1/cancel', {}, 'token-1']]);
    expect(model.store.get()).toMatchObject({
      orders: { waiting: null },
      news: { text: 'Cancelled. Nothing was ordered.' },
    });
  });

  it('hands a refusal to whoever asked, and tells nothing', async () => {
    const refused: ActionResult = { ok: false, code: 'code_wrong', message: 'That is not the code.' };
    const { model } = open({ post: async () => refused });
    expect(await model.act('orders/waiting-1/confirm', { code: '000000' })).toEqual(refused);
    expect(model.store.get().news).toBeNull();
  });

  it('learns the new form token after a sign-in in another tab, and repeats nothing by itself', async () => {
    const tokens: string[] = [];
    const { model } = open({
      readSession: async () => ({ type: 'read', value: { ...signedIn, formToken: 'token-2' } }),
      post: async (_path, _body, token) => {
        tokens.push(token);
        return token === 'token-2' ? done : { ok: false, code: 'foreign_request', message: 'Again.' };
      },
    });
    expect(await model.act('locks/owner/set')).toMatchObject({ code: 'foreign_request' });
    expect(await model.act('locks/owner/set')).toBeNull();
    expect(tokens).toEqual(['token-1', 'token-2']);
  });
});
