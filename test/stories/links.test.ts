/** An Echo and an account: not linked, linked, refreshed, disabled; and envelopes that somebody pastes. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => world.nextDay());

it('an Echo that is not linked is told how to link, and nothing happens', async () => {
  const said = await world.say('ask pizza on demand to get me a large pizza', { unlinked: true });
  expect(said.speech).toBe(
    "First, connect your Pizza on Demand account. I've put a link in your Alexa app. Then ask me again.",
  );
  expect(said.card).toEqual({ type: 'LinkAccount' });
  expect(said.sessionOpen).toBe(false);
  expect((await world.say('tell pizza on demand my code is 482109', { unlinked: true })).card).toEqual({
    type: 'LinkAccount',
  });
});

it('a token that has expired on its way is no token', async () => {
  await world.faults({ tenant: { tokensExpired: true } });
  const said = await world.order();
  expect(said.card).toEqual({ type: 'LinkAccount' });
});

it('the Echo refreshes its token by itself, and the order it made before can be confirmed', async () => {
  await world.order();
  await world.confirm(await world.newestCode());
  world.advance(86_400 - 120);
  await world.order();
  world.advance(121);
  world.tenant.inspect.forgetCalls();
  expect((await world.confirm(await world.newestCode())).speech).toMatch(/^Done\. /);
  expect(world.calls()).toMatchObject({ 'token:refresh_token': 1 });
});

it('disabling the skill ends that link and what waited through it, and nothing else', async () => {
  await world.order('get me a small pizza', 'dana');
  await world.order('get me a small pizza', 'milo');
  const dana = await world.tokenOf('dana');
  await world.sandbox('/link/disable', { user: 'dana' });
  const mine = await world.fetch(`${world.root}api/transactions`, {
    headers: { authorization: `Bearer ${dana}` },
  });
  expect(JSON.parse(mine.body).transactions[0]).toMatchObject({ state: 'cancelled', reason: 'link_ended' });
  expect((await world.confirm(await world.newestCode('milo'), 'milo')).speech).toMatch(/^Done\. /);

  // What was asked for elsewhere stands when a link ends.
  const requested = await world.fetch(`${world.root}api/transactions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${dana}`, 'content-type': 'application/json' },
    body: JSON.stringify({ command: 'OrderPizza', values: { size: 'small' } }),
  });
  expect(requested.status).toBe(201);
  await world.tell('help');
  await world.sandbox('/link/disable', { user: 'dana' });
  expect(await world.latest()).toMatchObject({ state: 'requested' });
});

it('a device that another account takes over ends the former link, and what waited through it', async () => {
  const { request } = await world.order();
  const dana = await world.tokenOf('dana');
  const milo = await world.tokenOf('milo');
  world.advance(2);
  const timestamp = new Date(world.now()).toISOString();
  const linked = {
    version: '1.0',
    context: request?.context,
    request: {
      type: 'AlexaSkillEvent.SkillAccountLinked',
      requestId: 'amzn1.echo-api.request.taken-over',
      timestamp,
      eventCreationTime: timestamp,
      body: { accessToken: milo },
    },
  };
  const answer = JSON.parse((await world.sandbox('/skill-requests?raw', linked)).body);
  expect(answer).toMatchObject({ status: 200, body: { response: {} } });
  const mine = await world.fetch(`${world.root}api/transactions`, {
    headers: { authorization: `Bearer ${dana}` },
  });
  expect(JSON.parse(mine.body).transactions[0]).toMatchObject({ state: 'cancelled', reason: 'link_ended' });
  // For those that come after, the device is Dana's again.
  await world.sandbox('/link/disable', { user: 'dana' });
});

it('a skill that is enabled again links anew and works', async () => {
  const before = (await world.tell('help')).request?.context.System.user.userId;
  await world.sandbox('/link/disable', { user: 'dana' });
  const ordered = await world.order();
  expect(ordered.request?.context.System.user.userId).not.toBe(before);
  expect((await world.confirm(await world.newestCode())).speech).toMatch(/^Done\. /);
});

it('whoever replays the userId of a link that has ended is told to link', async () => {
  const { request } = await world.order();
  await world.sandbox('/link/disable', { user: 'dana' });
  const fresh = {
    ...request,
    request: { ...request?.request, requestId: 'amzn1.echo-api.request.of-the-past' },
  };
  const answer = JSON.parse((await world.sandbox('/skill-requests?raw', fresh)).body);
  expect(answer.body.response.card).toEqual({ type: 'LinkAccount' });
});

describe('an envelope pasted from the developer console', () => {
  const pasted = (intent: object) => ({
    version: '1.0',
    session: {
      new: true,
      sessionId: 'amzn1.echo-api.session.pasted',
      application: { applicationId: 'amzn1.ask.skill.somebody-elses' },
      user: { userId: 'amzn1.ask.account.PASTED' },
    },
    context: {
      System: {
        application: { applicationId: 'amzn1.ask.skill.somebody-elses' },
        user: { userId: 'amzn1.ask.account.PASTED', accessToken: 'from-another-tenant' },
        device: { deviceId: 'amzn1.ask.device.PASTED', supportedInterfaces: {} },
        apiEndpoint: 'https://api.amazonalexa.com',
        apiAccessToken: 'opaque',
      },
    },
    request: {
      type: 'IntentRequest',
      requestId: 'amzn1.echo-api.request.pasted',
      locale: 'en-US',
      timestamp: '2017-08-24T16:00:00Z',
      intent,
    },
  });
  const order = pasted({
    name: 'OrderPizza',
    confirmationStatus: 'NONE',
    slots: {
      size: {
        name: 'size',
        value: 'medium',
        confirmationStatus: 'NONE',
        resolutions: {
          resolutionsPerAuthority: [
            {
              authority: 'amzn1.er-authority.echo-sdk.amzn1.ask.skill.somebody-elses.PizzaSize',
              status: { code: 'ER_SUCCESS_MATCH' },
              values: [{ value: { name: 'medium', id: 'medium' } }],
            },
          ],
        },
      },
    },
  });

  it('is freshened, signed and answered', async () => {
    const ordered = JSON.parse((await world.sandbox('/skill-requests', order)).body);
    expect(ordered).toMatchObject({ status: 200 });
    expect(JSON.stringify(ordered.body)).toContain('a medium pizza');
    const slots = { code: { name: 'code', value: await world.newestCode(), confirmationStatus: 'NONE' } };
    const confirmed = JSON.parse(
      (
        await world.sandbox(
          '/skill-requests',
          pasted({ name: 'ConfirmCode', confirmationStatus: 'NONE', slots }),
        )
      ).body,
    );
    expect(JSON.stringify(confirmed.body)).toContain('Your medium pizza with tomato and cheese is ordered');
  });

  it('is refused as it is: it is old, and another skill’s', async () => {
    const transactions = (await world.transactions()).length;
    const answer = JSON.parse((await world.sandbox('/skill-requests?raw', order)).body);
    expect(answer).toMatchObject({ status: 400, body: {} });
    expect(await world.transactions()).toHaveLength(transactions);
  });
});
