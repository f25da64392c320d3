/** What an Echo shows and says beside its answers, and what becomes of its link: screens, progressive responses, events. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fail } from './outside.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => world.nextDay());

/** Reads what the sandbox tells its page until this is among it. */
const watch = async () => {
  const ending = new AbortController();
  const response = await fetch(`${world.echoUrl}/live`, { signal: ending.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader() ?? fail('no stream');
  let seen = '';
  const until = async (text: string): Promise<string> => {
    while (!seen.includes(text)) {
      const { value, done } = await reader.read();
      if (done) fail(`the stream ended before ${text}`);
      seen += value;
    }
    return seen;
  };
  await until('"type":"snapshot"');
  return { until, close: () => ending.abort() };
};

describe('an Echo with a screen', () => {
  it('shows what waits and where its code went, then that it is confirmed, and no code', async () => {
    const ordered = await world.order();
    expect(ordered.screen).toEqual([
      { text: 'Pizza on Demand', isTitle: false },
      { text: 'Waiting for your code', isTitle: true },
      { text: 'A large pizza with pepperoni and mushrooms', isTitle: false },
      { text: 'delivered home', isTitle: false },
      { text: '$16.50', isTitle: false },
      { text: 'A code was sent to the phone ending 42.', isTitle: false },
    ]);
    const code = await world.newestCode();
    const confirmed = await world.confirm(code);
    expect(confirmed.screen?.[1]).toEqual({ text: 'Confirmed', isTitle: true });
    expect(JSON.stringify([ordered.response, confirmed.response])).not.toContain(code);
  });

  it('hears and remembers the same as one without', async () => {
    const [seen, unseen] = [await world.order(), await world.say(orderAgain, { screen: false })];
    expect(seen.sessionOpen && unseen.sessionOpen).toBe(true);
    expect(unseen).toMatchObject({ screen: null, card: seen.card, reprompt: seen.reprompt });
    expect(JSON.stringify(unseen.response)).not.toContain('Alexa.Presentation');
  });
});

const orderAgain = 'ask pizza on demand to get me a large pizza with pepperoni and mushrooms';

describe('a tenant that takes longer than a second', () => {
  // Warm, as a running service is: tokens, keys, contacts.
  beforeEach(async () => {
    await world.order();
    await world.confirm(await world.newestCode());
  });

  /** One turn during which the tenant answers this late, by a clock that moves on when the tenant was asked. */
  const slowly = async <Value>(asked: string, turn: () => Promise<Value>): Promise<Value> => {
    await world.faults({ tenant: { slowMilliseconds: 2500 } });
    world.tenant.inspect.forgetCalls();
    const page = await watch();
    const answer = turn();
    await expect.poll(() => Object.keys(world.calls()), { interval: 5, timeout: 5000 }).toContain(asked);
    world.advance(1.1);
    await page.until('"type":"meanwhile"');
    page.close();
    world.advance(2);
    return answer;
  };

  it('has the person told that their code is being sent, before the answer', async () => {
    const said = await slowly('passwordless_start', () => world.order());
    expect(said.meanwhile).toEqual(['One moment, I am sending your code.']);
    expect(said.speech).toContain("I've texted the phone ending 42. What's the code?");
    await world.noFaults();
    expect((await world.confirm(await world.newestCode())).meanwhile).toEqual([]);
  });

  it('or that it is being checked', async () => {
    await world.order();
    const code = await world.newestCode();
    const said = await slowly('token:passwordless_otp', () => world.tell(`my code is ${code}`));
    expect(said.meanwhile).toEqual(['One moment, I am checking your code.']);
    expect(said.speech).toMatch(/^Done\. /);
  });
});

describe('a skill that is disabled', () => {
  type Sent = {
    readonly context: object;
    readonly request: { readonly type: string; readonly requestId: string };
  };

  /** The request of this kind that the Echo sent last, tokens and all. */
  const lastSent = async (type: string): Promise<Sent> => {
    const page = await watch();
    const told = await page.until('"faults"');
    page.close();
    const snapshot = told.split('\n').find((line) => line.startsWith('data: ')) ?? fail('no snapshot');
    const { exchanges } = JSON.parse(snapshot.slice('data: '.length)).snapshot;
    const { number } =
      exchanges.findLast(({ request }: { request: Sent }) => request.request.type === type) ??
      fail(`no ${type} was sent`);
    return JSON.parse((await world.sandbox(`/exchanges/${number}`)).body).request;
  };

  const resend = async (sent: Sent, changes: object = {}) => {
    const envelope = { ...sent, request: { ...sent.request, ...changes } };
    const { status, body } = JSON.parse((await world.sandbox('/skill-requests?raw', envelope)).body);
    expect(status).toBe(200);
    return body;
  };

  it('ends with what waited: a turn with the old userId and token acts on nothing, code and all', async () => {
    const ordered = await world.order();
    const token = await world.tokenOf();
    const code = await world.newestCode();
    await world.sandbox('/link/disable', { user: 'dana' });
    world.tenant.inspect.forgetCalls();
    const turns = [
      ['ConfirmCode', { code: { name: 'code', value: code, confirmationStatus: 'NONE' } }],
      ['OrderPizza', {}],
      ['ResendCode', {}],
      ['CancelTransaction', {}],
      ['TransactionStatus', {}],
    ] as const;
    for (const [name, slots] of turns) {
      const intent = { name, confirmationStatus: 'NONE', slots };
      const requestId = `amzn1.echo-api.request.late-${name}`;
      const answer = await resend(ordered.request ?? fail('nothing was sent'), { requestId, intent });
      expect(answer.response.card).toEqual({ type: 'LinkAccount' });
    }
    expect(world.calls()).toEqual({});
    const mine = await world.fetch(`${world.root}api/transactions`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(JSON.parse(mine.body).transactions[0]).toMatchObject({
      state: 'cancelled',
      reason: 'link_ended',
    });
  });

  it('stays so when the event comes again, and nothing of the next link ends by it', async () => {
    await world.tell('help');
    await world.sandbox('/link/disable', { user: 'dana' });
    const disabled = await lastSent('AlexaSkillEvent.SkillDisabled');
    expect(await resend(disabled)).toEqual({ version: '1.0', response: {} });
    await world.order();
    await resend(disabled);
    expect((await world.confirm(await world.newestCode())).speech).toMatch(/^Done\. /);
  });

  it('is not linked again by the linking event of before, however late that is delivered', async () => {
    const first = await world.tell('help');
    // The Echo of yesterday is linked; a new enablement sends the event anew.
    await world.sandbox('/link/disable', { user: 'dana' });
    const ordered = await world.order();
    expect(ordered.request?.context.System.user.userId).not.toBe(first.request?.context.System.user.userId);
    const linked = await lastSent('AlexaSkillEvent.SkillAccountLinked');
    world.advance(20);
    await world.sandbox('/link/disable', { user: 'dana' });
    world.advance(20);
    const timestamp = new Date(world.now()).toISOString();
    await resend(linked, { requestId: 'amzn1.echo-api.request.delivered-late', timestamp });
    const late = { requestId: 'amzn1.echo-api.request.late', timestamp };
    const answer = await resend(ordered.request ?? fail('nothing was sent'), late);
    expect(answer.response.card).toEqual({ type: 'LinkAccount' });
  });
});
