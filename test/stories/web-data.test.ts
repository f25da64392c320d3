/** What the web application's scripts ask, against the real application and tenant: live events, phone, erasure. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoUsers } from '../../sandbox/tenant/seed.ts';
import { engines } from '../databases.ts';
import { openBrowser, signIn } from './browser.ts';
import { type Answer, aPizza, fail } from './outside.ts';
import { startWorld, type World } from './world.ts';

type Name = 'dana' | 'milo';

/** A person's page: signed in, asking for data and acting. */
const openPage = async (world: World, name: Name) => {
  const browser = openBrowser(world.fetch);
  const login = await browser.visit(`${world.root}app/sign-in`);
  const { email, password } = { dana: demoUsers.dana, milo: demoUsers.milo }[name];
  const page = await signIn(browser, login, { email, password });
  const cookie = await browser.cookieFor(world.root);
  const get = (path: string): Promise<Answer> =>
    world.fetch(`${world.root}app/${path}`, { headers: { cookie } });
  const read = async (path: string) => JSON.parse((await get(`data/${path}`)).body);
  const post = async (path: string, body: object = {}) =>
    JSON.parse(
      (
        await world.fetch(`${world.root}app/data/${path}`, {
          method: 'POST',
          headers: {
            cookie,
            'content-type': 'application/json',
            origin: new URL(world.root).origin,
            'sayso-form-token': (await read('session')).formToken,
          },
          body: JSON.stringify(body),
        })
      ).body,
    );
  const signOut = () => browser.submit(page, 'Sign out');
  return { get, read, post, signOut };
};

const lastCodeTo = async (world: World, to: string): Promise<string> => {
  const { messages }: { messages: { to: string; text: string }[] } = JSON.parse(
    (await world.sandbox('/messages')).body,
  );
  const message = messages.findLast((candidate) => candidate.to === to) ?? fail(`nothing was sent to ${to}`);
  return /\b\d{6}\b/.exec(message.text)?.[0] ?? fail('no code in the message');
};

describe.each(engines)('a page on %s', (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ engine });
  });
  afterAll(() => world.close());
  beforeEach(() => world.nextDay());

  it('hears of an order while it is open, of every step, and no more once signed out elsewhere', async () => {
    const first = await openPage(world, 'dana');
    const second = await openPage(world, 'dana');
    const { number } = await first.read('orders');
    const stream = first.get(`events?after=${number}`);
    await world.order();
    const { waiting } = await first.read('orders');
    expect(waiting).toMatchObject({
      amount: '$16.50',
      code: { sentTo: 'the phone ending 42', state: 'live' },
    });
    const code = await world.newestCode();
    expect(await first.post(`orders/${waiting.id}/confirm`, { code })).toMatchObject({ ok: true });
    expect(await second.post('sessions/end-others')).toMatchObject({ ok: true });

    const { body } = await stream;
    const numbers = [...body.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
    const { account } = await second.read('export');
    const stored = await world.application.database.events.read(account.id, number, 100);
    expect(numbers).toEqual(stored.map((event) => event.number));
    expect(body).toContain('transaction.requested');
    expect(body).toContain('"transaction.confirmed","transaction.done"');
    expect(body).toContain('session.ended');
    expect((await first.get('data/orders')).status).toBe(401);
    expect((await second.read('orders')).past[0]).toMatchObject({ id: waiting.id, state: 'done' });

    await second.post('orders/clear');
    expect((await second.read('orders')).past.map(({ id }: { id: string }) => id)).not.toContain(waiting.id);
    expect((await second.read('activity')).entries.length).toBeGreaterThan(5);
    await second.signOut();
  });

  it('changes the phone: the old one agrees, the new one proves itself, and orders ask the new one', async () => {
    const page = await openPage(world, 'dana');
    const begin = (phone: string) => page.post('phone/begin', { intent: 'set', phone });
    expect(await begin('+12025550142')).toMatchObject({ ok: false, code: 'phone_unchanged' });
    expect(await begin('+1 202 555 0177')).toMatchObject({ ok: true });
    expect((await page.read('profile')).phoneChange).toMatchObject({
      step: 'prove_old',
      sentTo: 'the phone ending 42',
    });
    await page.post('phone/code', { code: await lastCodeTo(world, '+12025550142') });
    expect((await page.read('profile')).phoneChange).toMatchObject({
      step: 'prove_new',
      sentTo: 'the phone ending 77',
    });
    await page.post('phone/code', { code: await lastCodeTo(world, '+12025550177') });
    expect(await page.read('profile')).toMatchObject({
      codesGoTo: 'the phone ending 77',
      phoneChange: { step: 'idle' },
    });
    await world.order();
    const code = await lastCodeTo(world, '+12025550177');
    expect((await world.confirm(code)).speech).toMatch(/^Done\. /);

    // Back to the first one, which by now is a user of its own at the tenant.
    world.advance(61);
    expect(await begin('+12025550142')).toMatchObject({ ok: true });
    await page.post('phone/code', { code: await lastCodeTo(world, '+12025550177') });
    await page.post('phone/code', { code: await lastCodeTo(world, '+12025550142') });
    expect(await page.read('profile')).toMatchObject({ codesGoTo: 'the phone ending 42' });
  });

  it('refuses another person’s phone without telling whose it is', async () => {
    const page = await openPage(world, 'milo');
    const refused = await page.post('phone/begin', { intent: 'set', phone: '+12025550142' });
    expect(refused).toMatchObject({ ok: false, code: 'phone_taken' });
    expect(refused.message).not.toMatch(/dana/i);
  });

  it('replaces a lost phone a day after mailbox and new phone agreed', async () => {
    const page = await openPage(world, 'dana');
    await page.post('phone/begin', { intent: 'set', phone: '+12025550188', oldPhoneLost: true });
    await page.post('phone/code', { code: await lastCodeTo(world, 'dana@sayso.test') });
    await page.post('phone/code', { code: await lastCodeTo(world, '+12025550188') });
    expect((await page.read('profile')).phoneChange).toMatchObject({
      step: 'waiting',
      shown: 'the phone ending 88',
      effectiveAt: world.now() + 24 * 3_600_000,
    });
    world.advance(24 * 3600);
    await world.work();
    const again = await openPage(world, 'dana');
    expect(await again.read('profile')).toMatchObject({
      codesGoTo: 'the phone ending 88',
      phoneChange: { step: 'idle' },
    });
    expect((await again.read('profile')).contacts).toHaveLength(2);
  });

  it('hears of an Alexa account that is linked, and of its end, while it is open', async () => {
    const page = await openPage(world, 'milo');
    const { number, linked } = await page.read('orders');
    expect(linked).toBe(0);
    const stream = page.get(`events?after=${number}`);
    await world.tell('help', 'milo');
    expect(await page.read('orders')).toMatchObject({ linked: 1 });
    const [greeting] = (await page.read('activity')).entries;
    expect(greeting.text).toMatch(/^Your Alexa is connected\./);
    await world.sandbox('/link/disable', { user: 'milo' });
    expect(await page.read('orders')).toMatchObject({ linked: 0 });
    await page.signOut();
    const { body } = await stream;
    const [begun, ended] = [body.indexOf('"link.begun"'), body.indexOf('"link.ended"')];
    expect(begun).toBeGreaterThan(-1);
    expect(ended).toBeGreaterThan(begun);
    expect(body.split('"link.begun"')).toHaveLength(2);
  });

  it('disconnects an Echo, which then hears how to link again', async () => {
    await world.tell('help');
    const page = await openPage(world, 'dana');
    const { links } = await page.read('profile');
    const link = links.find(({ endedAt }: { endedAt: number | null }) => endedAt === null);
    expect(await page.post(`links/${link.id}/disconnect`)).toMatchObject({ ok: true });
    const said = await world.tell(aPizza);
    expect(said.card?.type).toBe('LinkAccount');
  });

  it('erases everything: what waits is cancelled, the pages close, nothing names the person', async () => {
    const page = await openPage(world, 'milo');
    const other = await openPage(world, 'milo');
    await world.order('get me a small pizza', 'milo');
    await world.confirm(await world.newestCode('milo'), 'milo');
    await world.order('get me a large pizza', 'milo');
    const stream = other.get('events');
    const exported = (await page.get('data/export')).body;
    expect(exported).toContain('milo@sayso.test');
    const { account } = JSON.parse(exported);

    expect(await page.post('erase')).toMatchObject({ ok: true });
    await stream;
    expect((await page.get('data/orders')).status).toBe(401);
    expect((await other.get('data/orders')).status).toBe(401);
    expect(await world.application.database.accounts.read(account.id)).toBeNull();
    expect(await world.application.database.records.links(account.id)).toEqual([]);
    const anew = await openPage(world, 'milo');
    expect(await anew.read('orders')).toMatchObject({ waiting: null, past: [] });
  });

  it('shows privacy policy and terms to everybody', async () => {
    for (const path of ['privacy', 'terms']) {
      const answer = await world.fetch(`${world.root}${path}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    }
  });
});
