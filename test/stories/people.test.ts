/** Whom codes reach, and whom not: phones, mailboxes, social sign-ins, and what people write into their own profile. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoUsers } from '../../sandbox/tenant/seed.ts';
import { openBrowser, signIn } from './browser.ts';
import { fail } from './outside.ts';
import { startWorld, type World } from './world.ts';

const profileOf = (world: World, nickname: string) =>
  world.tenant.inspect.users().find((user) => user.nickname === nickname) ?? fail(`no ${nickname}`);

describe('with the settings as they come', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());
  beforeEach(() => world.nextDay());

  it('a person with a verified mailbox and no phone is sent an email', async () => {
    const ordered = await world.order('get me a small pizza with ham', 'milo');
    expect(ordered.speech).toContain("I've emailed you a code.");
    expect((await world.messages('milo')).at(-1)).toMatchObject({ kind: 'email', to: 'milo@sayso.test' });
    expect((await world.confirm(await world.newestCode('milo'), 'milo')).speech).toMatch(/^Done\. /);
    expect(profileOf(world, 'milo').identities.map(({ provider }) => provider)).toEqual(['auth0', 'email']);
  });

  it('a person of a social provider is sent nothing before their mailbox is verified', async () => {
    const sol = profileOf(world, 'sol');
    sol.email_verified = false;
    // Anybody can write this into their own profile.
    sol.user_metadata.phone_number = '+12025550177';
    const refused = await world.order('get me a small pizza', 'sol');
    expect(refused.speech).toMatch(/phone or (email|mailbox) of yours/);
    expect(await world.messages('sol')).toEqual([]);
    expect(await world.transactions('sol')).toEqual([]);

    sol.email_verified = true;
    const ordered = await world.order('get me a small pizza', 'sol');
    expect(ordered.speech).toContain("I've emailed you a code.");
    expect((await world.confirm(await world.newestCode('sol'), 'sol')).speech).toMatch(/^Done\. /);
    const all = JSON.parse((await world.sandbox('/messages')).body);
    expect(JSON.stringify(all)).not.toContain('+12025550177');
  });

  it('a mailbox that changes while an order waits ends the order; the new one works once it is verified', async () => {
    await world.order('get me a small pizza', 'milo');
    const code = await world.newestCode('milo');
    profileOf(world, 'milo').email = 'milo@elsewhere.test';
    const browser = openBrowser(world.fetch);
    const login = await browser.visit(`${world.root}app/sign-in`);
    const { password } = demoUsers.milo;
    const page = await signIn(browser, login, { email: 'milo@elsewhere.test', password });
    expect(page.text).toContain('Nothing waits for a code.');
    expect(await world.latest('milo')).toMatchObject({ state: 'cancelled', reason: 'contact_changed' });
    expect((await world.confirm(code, 'milo')).speech).toContain('your phone or mailbox changed');

    await world.order('get me a small pizza', 'milo');
    const all: { messages: { to: string }[] } = JSON.parse((await world.sandbox('/messages')).body);
    expect(all.messages.at(-1)?.to).toBe('milo@elsewhere.test');
  });

  it('one person’s code does not confirm another’s order', async () => {
    await world.order('get me a small pizza', 'dana');
    await world.order('get me a large pizza', 'sol');
    const danas = await world.newestCode('dana');
    expect((await world.tell(`my code is ${danas}`, 'sol')).speech).toContain("That code didn't match.");
    expect((await world.tell(`my code is ${danas}`, 'dana')).speech).toMatch(/^Done\. /);
    expect(await world.latest('sol')).toMatchObject({ state: 'requested' });
  });
});

describe('with TRUST_PROFILE_PHONE=true, as the 2017 sample had it', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ settings: { TRUST_PROFILE_PHONE: 'true' } });
  });
  afterAll(() => world.close());

  it('the number a person wrote into their profile is sent a text message', async () => {
    profileOf(world, 'milo').user_metadata.phone_number = '+1 (202) 555-0177';
    const ordered = await world.order('get me a small pizza', 'milo');
    expect(ordered.speech).toContain("I've texted the phone ending 77.");
    const all: { messages: { to: string; text: string }[] } = JSON.parse(
      (await world.sandbox('/messages')).body,
    );
    const message = all.messages.at(-1);
    expect(message?.to).toBe('+12025550177');
    const code = /\d{6}/.exec(message?.text ?? '')?.[0] ?? fail('no code');
    expect((await world.confirm(code, 'milo')).speech).toMatch(/^Done\. /);
  });

  it('but not one that is somebody else’s', async () => {
    const danas = profileOf(world, 'dana').identities[1]?.profileData?.phone_number ?? fail('no phone');
    profileOf(world, 'sol').user_metadata.phone_number = danas;
    await world.order('get me a small pizza', 'sol');
    expect((await world.messages('dana')).filter(({ to }) => to === danas)).toEqual([]);
  });
});

it('where the tenant offers email alone, everybody gets email', async () => {
  const world = await startWorld({ settings: { CHANNELS: 'email' } });
  try {
    expect((await world.order()).speech).toContain("I've emailed you a code.");
    expect((await world.messages()).map(({ kind }) => kind)).toEqual(['email']);
    expect((await world.confirm(await world.newestCode())).speech).toMatch(/^Done\. /);
  } finally {
    await world.close();
  }
});
