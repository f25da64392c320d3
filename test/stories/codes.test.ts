/** What becomes of codes that are late, wrong, replaced or never come. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoUsers } from '../../sandbox/tenant/seed.ts';
import { openBrowser, signIn } from './browser.ts';
import { anotherCode } from './outside.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => world.nextDay());

const arrived = async (count: number): Promise<void> => {
  await expect.poll(async () => (await world.messages()).length).toBe(count);
};

describe('a first message that comes late', () => {
  it.each([0, 20, 90])('%i seconds: its code still confirms the order', async (seconds) => {
    const before = (await world.messages()).length;
    await world.faults({ tenant: { smsLateSeconds: seconds } });
    await world.order();
    world.advance(seconds);
    await arrived(before + 1);
    expect((await world.tell(`my code is ${await world.newestCode()}`)).speech).toMatch(/^Done\. /);
    expect(await world.latest()).toMatchObject({ state: 'done', sends: 1 });
  });

  it('200 seconds: the order stands, and a new code confirms it', async () => {
    const before = (await world.messages()).length;
    await world.faults({ tenant: { smsLateSeconds: 200 } });
    await world.order();
    const { id } = await world.latest();
    world.advance(200);
    await arrived(before + 1);
    await world.noFaults();
    const late = await world.tell(`my code is ${await world.newestCode()}`);
    expect(late.speech).toBe('That code ran out, but I still have your request. Shall I send another code?');
    const sent = await world.say('yes');
    expect(sent.speech).toContain("What's the new code?");
    await arrived(before + 2);
    expect((await world.tell(`my code is ${await world.newestCode()}`)).speech).toMatch(/^Done\. /);
    expect(await world.latest()).toMatchObject({ id, state: 'done', sends: 2 });
  });

  it('never: after a minute a new one can be asked for, and the first one is worth nothing', async () => {
    await world.faults({ tenant: { smsLateSeconds: 30 } });
    await world.order();
    await world.noFaults();
    expect((await world.tell('to send a new code')).speech).toContain('I can send another in 60 seconds.');
    world.advance(61);
    const first = await world.newestCode();
    expect((await world.tell('to send a new code')).speech).toContain(
      "I've texted a new code to the phone ending 42.",
    );
    await expect.poll(() => world.newestCode()).not.toBe(first);
    expect((await world.tell(`my code is ${first}`)).speech).toContain("That code didn't match.");
    expect((await world.tell(`my code is ${await world.newestCode()}`)).speech).toMatch(/^Done\. /);
  });

  it('nor after a quarter of an hour: by then the order has ended, and says so', async () => {
    await world.order();
    world.advance(15 * 60);
    await world.work();
    const { speech } = await world.tell(`my code is ${await world.newestCode()}`);
    expect(speech).toContain('Nobody confirmed this in time, so it ended');
    expect(await world.latest()).toMatchObject({ state: 'expired' });
  });
});

it('sends at most three codes for one order', async () => {
  await world.order();
  for (let sends = 1; sends < 3; sends += 1) {
    world.advance(61);
    await world.tell('to send a new code');
  }
  world.advance(61);
  expect((await world.tell('to send a new code')).speech).toContain("I've sent three codes for this");
  expect(await world.latest()).toMatchObject({ sends: 3 });
  expect((await world.tell(`my code is ${await world.newestCode()}`)).speech).toMatch(/^Done\. /);
});

it('asks whether to leave or to cancel, and cancels', async () => {
  await world.order();
  expect((await world.say('cancel')).speech).toBe(
    'A large pizza with pepperoni and mushrooms still waits for its code. Leave it, or cancel it?',
  );
  await world.say('leave it');
  expect(await world.latest()).toMatchObject({ state: 'requested' });
  await world.say('ask pizza on demand to cancel my order');
  expect(await world.latest()).toMatchObject({ state: 'cancelled', reason: 'asked' });
  expect((await world.tell(`my code is ${await world.newestCode()}`)).speech).toContain('Cancelled');
});

it('a stranger replaces the order: the owner hears it before any code is looked at', async () => {
  await world.order('get me a small pizza with ham');
  const owners = await world.newestCode();
  await world.say('', { leave: true });
  await world.order('get me a large pizza with anchovies');
  await world.say('', { leave: true });
  world.tenant.inspect.forgetCalls();
  const told = await world.tell(`my code is ${owners}`);
  expect(told.speech).toBe(
    "A large pizza with anchovies instead of a small pizza with ham, delivered home, $15.00. What's the new code?",
  );
  expect(world.calls()).not.toHaveProperty('token:passwordless_otp');
  expect(await world.latest()).toMatchObject({ state: 'requested', triesLeft: 3 });
  const { speech } = await world.say(`my code is ${await world.newestCode()}`);
  expect(speech).toContain('Your large pizza with anchovies is ordered');
  expect((await world.transactions()).slice(0, 2).map(({ state }) => state)).toEqual(['done', 'superseded']);
});

it('what is no code costs nothing', async () => {
  await world.order();
  for (const words of ['my code is 48210', 'my code is 4821099', 'my code is banana', 'my code is']) {
    await world.tell(words);
  }
  expect(await world.latest()).toMatchObject({ state: 'requested', triesLeft: 3 });
});

it('ten wrong codes in a row lock ordering by voice; the owner unlocks it on the web by signing in again', async () => {
  const browser = openBrowser(world.fetch);
  const welcome = await browser.visit(`${world.root}app/`);
  expect(welcome.text).toContain('Only you can say yes');
  const login = await browser.visit(`${world.root}app/sign-in`);
  const signedIn = await signIn(browser, login, demoUsers.dana);
  expect(signedIn.text).toContain('Your orders');

  let spoken: string | null = null;
  for (const tries of [3, 3, 3, 1]) {
    await world.order();
    const wrong = anotherCode(await world.newestCode());
    for (let count = 0; count < tries; count += 1) ({ speech: spoken } = await world.confirm(wrong));
  }
  expect(spoken).toMatch(/lock/i);
  expect((await world.order()).speech).toBe(
    "Too many codes didn't match, so I've locked requests by voice. Sign in at the Pizza on Demand website to unlock them.",
  );
  const right = await world.newestCode();
  expect((await world.tell(`my code is ${right}`)).speech).toContain('locked requests by voice');

  // Six minutes after the sign-in it is no longer recent.
  world.advance(6 * 60);
  const orders = await browser.visit(`${world.root}app/`);
  expect(orders.text).toContain('Too many wrong codes');
  const asked = await browser.submit(orders, 'Open this lock');
  expect(new URL(asked.url).host).toBe(new URL(world.tenantUrl).host);
  expect((await world.order()).speech).toContain('locked requests by voice');
  const back = await signIn(browser, asked, demoUsers.dana);
  const unlocked = await browser.submit(back, 'Open this lock');
  expect(unlocked.url).toBe(`${world.root}app/`);
  expect(unlocked.text).not.toContain('Too many wrong codes');

  // The tenant's own protection counted along; its owner lifts it by the mail Auth0 sends.
  world.tenant.inspect.unblock('+12025550142');
  world.advance(3600);
  await world.order();
  expect((await world.confirm(await world.newestCode())).speech).toMatch(/^Done\. /);
});
