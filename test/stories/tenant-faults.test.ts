/** Whatever Auth0 does: nothing is confirmed that was not proven, it is explained within five seconds, and it passes. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.nextDay();
  // Warm, as a running service is: tokens, keys, contacts.
  await world.say('tell pizza on demand help');
  await world.order();
  expect((await world.confirm(await world.newestCode())).speech).toMatch(/^Done\. /);
});

/** A voice turn may take five seconds; Alexa gives up after eight. */
const withinFiveSeconds = async <Value>(turn: Promise<Value>): Promise<Value> => {
  const began = performance.now();
  const answer = await turn;
  expect(performance.now() - began).toBeLessThan(5000);
  return answer;
};

/** The fault is over, the quiet minute too: the next order goes through. */
const recovers = async (): Promise<void> => {
  await world.noFaults();
  world.advance(120);
  await world.order('get me a small pizza');
  expect((await world.confirm(await world.newestCode())).speech).toContain(
    'Your small pizza with tomato and cheese is ordered',
  );
};

const hang = 3_600_000;

describe('while a code is sent', () => {
  it.each([
    ['refuses the message', { smsProviderError: true }, null],
    ['takes no more calls', { rateLimited: true }, null],
    ['is down', { down: 'unavailable' }, 'If one arrives, ignore it.'],
    ['cuts connections', { down: 'reset' }, 'If one arrives, ignore it.'],
    [
      'sends it, but its answer is lost',
      { answerLostAfter: 'passwordless_start' },
      'If one arrives, ignore it.',
    ],
    ['does not answer', { slowMilliseconds: hang }, 'If one arrives, ignore it.'],
  ])('the tenant %s', async (_name, fault, warning) => {
    const before = (await world.transactions()).length;
    await world.faults({ tenant: fault });
    const { speech } = await withinFiveSeconds(world.order());
    expect(speech).toContain("I couldn't send your code, so nothing's confirmed.");
    if (warning) expect(speech).toContain(warning);
    else expect(speech).not.toContain('ignore');
    await world.noFaults();

    // A code that left after all confirms nothing.
    world.tenant.inspect.forgetCalls();
    const { speech: tooEarly } = await world.tell(`my code is ${await world.newestCode()}`);
    expect(tooEarly).toContain("Your last code couldn't be sent");
    expect(world.calls()).not.toHaveProperty('token:passwordless_otp');
    expect(await world.transactions()).toHaveLength(before + 1);
    expect(await world.latest()).toMatchObject({ state: 'requested', triesLeft: 3 });
    await recovers();
  });

  it('the tenant says it was sent, and sends nothing: a minute later another one can be asked for', async () => {
    await world.faults({ tenant: { startSendsNothing: true } });
    await world.order();
    await world.noFaults();
    world.advance(61);
    await world.tell('to send a new code');
    expect((await world.tell(`my code is ${await world.newestCode()}`)).speech).toMatch(/^Done\. /);
  });

  it('after an unknown outcome nothing more is sent for a minute', async () => {
    await world.faults({ tenant: { answerLostAfter: 'passwordless_start' } });
    await world.order();
    await world.noFaults();
    const sent = (await world.messages()).length;
    expect((await world.tell('to send a new code')).speech).toContain("I'm not sure my last message left.");
    expect((await world.order()).speech).toContain("I'm not sure my last message left.");
    expect(await world.messages()).toHaveLength(sent);
    await recovers();
  });
});

describe('while a code is checked', () => {
  it.each([
    [
      'takes no more calls',
      { rateLimited: true },
      "I couldn't check that code, so nothing's confirmed yet.",
      3,
    ],
    [
      'asks for another factor',
      { mfaRequired: true },
      "I couldn't check that code, so nothing's confirmed yet.",
      3,
    ],
    ['is down', { down: 'unavailable' }, "That code can't be tried again.", 2],
    ['cuts connections', { down: 'reset' }, "That code can't be tried again.", 2],
    ['loses its answer', { answerLostAfter: 'token:passwordless_otp' }, "That code can't be tried again.", 2],
    ['does not answer', { slowMilliseconds: hang }, "That code can't be tried again.", 2],
  ])('the tenant %s', async (_name, fault, explanation, triesLeft) => {
    await world.order();
    const code = await world.newestCode();
    await world.faults({ tenant: fault });
    const { speech } = await withinFiveSeconds(world.tell(`my code is ${code}`));
    expect(speech).toContain(explanation);
    expect(await world.latest()).toMatchObject({ state: 'requested', triesLeft });
    await recovers();
  });

  it.each([
    ['of another person', { wrongSubject: true }],
    ['with a signature that does not verify', { badIdTokenSignature: true }],
  ])('an id_token %s ends the order and the contact', async (_name, fault) => {
    await world.order();
    await world.faults({ tenant: fault });
    const { speech } = await world.tell(`my code is ${await world.newestCode()}`);
    expect(speech).toContain("isn't proven to be yours any more, so I cancelled your request.");
    expect(await world.latest()).toMatchObject({ state: 'cancelled', reason: 'contact_changed' });
    await recovers();
  });

  it('a tenant that has come back takes the same code, where it had not looked at it', async () => {
    await world.order();
    const code = await world.newestCode();
    await world.faults({ tenant: { rateLimited: true } });
    await world.tell(`my code is ${code}`);
    await world.noFaults();
    expect((await world.tell(`my code is ${code}`)).speech).toMatch(/^Done\. /);
  });

  it('keys that were rotated meanwhile are followed', async () => {
    world.advance(60);
    await world.order();
    await world.tenant.inspect.rotateSigningKey();
    expect((await world.tell(`my code is ${await world.newestCode()}`)).speech).toMatch(/^Done\. /);
  });
});

it('a tenant that is down from the start is told of by /readyz, and not by /healthz', async () => {
  const check = (name: string) => world.fetch(`${new URL(world.root).origin}/${name}`);
  expect(await check('readyz')).toMatchObject({ status: 200 });
  await world.faults({ tenant: { down: 'unavailable' } });
  // What was fetched before an outage serves for a day.
  expect(await check('readyz')).toMatchObject({ status: 200 });
  world.advance(25 * 3600);
  const ready = await check('readyz');
  expect(ready.status).toBe(503);
  expect(JSON.parse(ready.body)).toEqual({
    status: 'not_ready',
    checks: { database: 'ok', tenantKeys: 'unavailable' },
  });
  expect(await check('healthz')).toMatchObject({ status: 200 });
  await world.noFaults();
  world.advance(2);
  expect(await check('readyz')).toMatchObject({ status: 200 });
});
