/** The main flow: say a command, get a code, say the code back. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { engines } from '../databases.ts';
import { anotherCode } from './outside.ts';
import { startWorld, type World } from './world.ts';

describe.each(engines)('on the %s database', (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ engine });
  });
  afterAll(() => world.close());
  beforeEach(() => world.nextDay());

  it('orders a pizza by voice, and confirms it with the code that came to the phone', async () => {
    const ordered = await world.order();
    expect(ordered.speech).toBe(
      "From Pizza on Demand: a large pizza with pepperoni and mushrooms, delivered home, $16.50. I've texted the phone ending 42. What's the code?",
    );
    expect(ordered.sessionOpen).toBe(true);
    const code = await world.newestCode();
    const confirmed = await world.tell(`my code is ${code}`);
    expect(confirmed.speech).toBe(
      'Done. Your large pizza with pepperoni and mushrooms is ordered: $16.50. Details are in your Alexa app.',
    );
    expect(confirmed.sessionOpen).toBe(false);
    expect(await world.latest()).toMatchObject({ state: 'done', sends: 1 });
  });

  it('costs exactly two calls to Auth0, once everything is warm', async () => {
    for (let round = 0; round < 2; round += 1) {
      await world.order();
      await world.tell(`my code is ${await world.newestCode()}`);
    }
    world.tenant.inspect.forgetCalls();
    await world.order();
    await world.tell(`my code is ${await world.newestCode()}`);
    expect(world.calls()).toEqual({ passwordless_start: 1, 'token:passwordless_otp': 1 });
  });

  it.each([
    ['my code is', 'one-shot'],
    ['my code is', 'in the conversation'],
    ['authorize', 'one-shot'],
    ['authorize', 'in the conversation'],
    ['confirm order', 'one-shot'],
    ['confirm order', 'in the conversation'],
    ['operation pizza is a go', 'one-shot'],
    ['operation pizza is a go', 'in the conversation'],
  ])('takes "%s …", %s', async (phrase, way) => {
    await world.order();
    const words = `${phrase} ${await world.newestCode()}`;
    const { speech } = way === 'one-shot' ? await world.tell(words) : await world.say(words);
    expect(speech).toMatch(/^Done\. /);
    expect(await world.latest()).toMatchObject({ state: 'done' });
  });

  it('takes a code in two halves', async () => {
    await world.order();
    const code = await world.newestCode();
    const half = await world.say(`my code is ${code.slice(0, 3)}`);
    expect(half.speech).toBe('I have the first three digits. Which three come after them?');
    expect((await world.say(`it's ${code.slice(3)}`)).speech).toMatch(/^Done\. /);
  });

  it('does the whole of it in one conversation: open, order, ask back for the size, confirm', async () => {
    const messages = (await world.messages()).length;
    const { session, speech } = await world.say('', { session: 'new' });
    expect(speech).toContain('Welcome to Pizza on Demand.');
    const here = { session: session ?? '' };
    const asked = await world.say('get me a pizza with ham and extra cheese', here);
    expect(asked.speech).toBe('Small, medium or large: what size of pizza would you like?');
    expect(await world.messages()).toHaveLength(messages);
    const ordered = await world.say('a small one', here);
    expect(ordered.speech).toContain('a small pizza with ham and extra cheese, delivered home, $12.00');
    const status = await world.say('what is my order', here);
    expect(status.speech).toContain('a small pizza with ham and extra cheese');
    const done = await world.say(`my code is ${await world.newestCode()}`, here);
    expect(done.speech).toContain('Your small pizza with ham and extra cheese is ordered: $12.00.');
  });

  it('refuses the third wrong code for good: the right one comes too late', async () => {
    await world.order();
    const code = await world.newestCode();
    const wrong = anotherCode(code);
    const spoken: (string | null)[] = [];
    for (let tries = 0; tries < 3; tries += 1) spoken.push((await world.tell(`my code is ${wrong}`)).speech);
    expect(spoken).toEqual([
      "That code didn't match. 2 tries left. What does the newest message say?",
      "That code didn't match. 1 try left. What does the newest message say?",
      "That was the third code that didn't match, so your request is off. Please ask again if you still want it.",
    ]);
    const right = await world.tell(`my code is ${code}`);
    expect(right.speech).not.toContain('Done');
    expect(await world.latest()).toMatchObject({ state: 'refused' });
    await world.order();
    // What ended without effect is told before anything else is confirmed in its place.
    const next = await world.newestCode();
    expect((await world.tell(`my code is ${next}`)).speech).toContain("What's the new code?");
    expect((await world.say(`my code is ${next}`)).speech).toMatch(/^Done\. /);
  });

  it('opens the locker once, however often it has to ask', async () => {
    const before = (await world.openings()).length;
    await world.faults({ locker: { answerLost: true } });
    expect((await world.order('open my pickup locker')).speech).toContain('opening your pickup locker');
    const confirmed = await world.tell(`my code is ${await world.newestCode()}`);
    expect(confirmed.speech).toBe(
      "Confirmed, and under way: opening your pickup locker. It isn't done yet. Ask me later what became of it.",
    );
    expect(await world.latest()).toMatchObject({ state: 'confirmed' });
    await world.noFaults();
    for (let round = 0; round < 3; round += 1) {
      world.advance(30);
      await world.work();
    }
    expect(await world.latest()).toMatchObject({ state: 'done' });
    expect((await world.tell("what's my order")).speech).toBe('Your pickup locker is open.');
    expect(await world.openings()).toHaveLength(before + 1);
  });

  it('says "done" of a locker only when it is: a locker that is down is opened later', async () => {
    const before = (await world.openings()).length;
    await world.faults({ locker: { down: true } });
    await world.order('open my pickup locker');
    const confirmed = await world.tell(`my code is ${await world.newestCode()}`);
    expect(confirmed.speech).toMatch(/^Confirmed, and under way/);
    world.advance(5);
    await world.work();
    expect((await world.tell("what's my order")).speech).toMatch(/^Confirmed, and under way/);
    expect(await world.openings()).toHaveLength(before);
    await world.noFaults();
    world.advance(60);
    await world.work();
    expect(await world.latest()).toMatchObject({ state: 'done' });
    expect(await world.openings()).toHaveLength(before + 1);
  });

  it('opens a locker that answers within the turn', async () => {
    await world.order('open my pickup locker');
    const { speech } = await world.tell(`my code is ${await world.newestCode()}`);
    expect(speech).toBe('Done. Your pickup locker is open. Details are in your Alexa app.');
  });

  it('has no second effect for the same request, signed and sent again byte for byte', async () => {
    const { request } = await world.order();
    const sent = JSON.stringify(request);
    const code = await world.newestCode();
    const messages = (await world.messages()).length;
    const transactions = (await world.transactions()).length;
    const again = JSON.parse((await world.sandbox('/skill-requests?raw', sent)).body);
    expect(again).toMatchObject({ status: 200 });
    expect(JSON.stringify(again.body)).toContain('a large pizza with pepperoni and mushrooms');
    expect(await world.messages()).toHaveLength(messages);
    expect(await world.transactions()).toHaveLength(transactions);

    const confirmed = await world.tell(`my code is ${code}`);
    const repeated = JSON.parse(
      (await world.sandbox('/skill-requests?raw', JSON.stringify(confirmed.request))).body,
    );
    expect(JSON.stringify(repeated.body)).toContain('is ordered');
    expect(await world.latest()).toMatchObject({ state: 'done' });
  });
});
