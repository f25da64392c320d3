import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { askFor, intentOf, tell } from './testing/fake-skill.ts';
import { skillId, startWorld, type World } from './testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  for (const user of ['dana', 'milo']) await world.say('', { user, leave: true });
  world.skill.received.length = 0;
  world.skill.answer = () => tell('Hello.');
  world.sandbox.tenant?.inspect.forgetCalls();
});

const last = () => {
  const received = world.skill.received.at(-1);
  if (!received) throw new Error('the skill was not asked');
  return received;
};

describe('a one-shot request', () => {
  test('reaches the skill in an envelope like Alexa’s, signed over its bytes', async () => {
    const said = await world.say('Alexa, ask Corner Bakery to bake me a large cake with cherries and gravel');
    expect(said).toMatchObject({ speech: 'Hello.', sessionOpen: false, alexaError: null });
    const { envelope, isSigned, chainUrl } = last();
    expect(isSigned).toBe(true);
    expect(chainUrl).toBe(world.sandbox.certificates.signing.chainUrl);
    const user = { userId: expect.stringMatching(/^amzn1\.ask\.account\./), accessToken: expect.any(String) };
    const application = { applicationId: skillId };
    expect(envelope).toMatchObject({
      version: '1.0',
      session: {
        new: true,
        sessionId: expect.stringMatching(/^amzn1\.echo-api\.session\./),
        application,
        user,
      },
      context: {
        System: { application, user, device: { deviceId: expect.stringMatching(/^amzn1\.ask\.device\./) } },
      },
      request: {
        type: 'IntentRequest',
        requestId: expect.stringMatching(/^amzn1\.echo-api\.request\./),
        locale: 'en-US',
        dialogState: 'STARTED',
      },
    });
    expect(envelope.request.timestamp).toBe(new Date(world.clock.at).toISOString().replace(/\.\d+Z/, 'Z'));
    const authority = `amzn1.er-authority.echo-sdk.${skillId}`;
    const large = {
      resolutionsPerAuthority: [
        {
          authority: `${authority}.Size`,
          status: { code: 'ER_SUCCESS_MATCH' },
          values: [{ value: { name: 'large', id: 'large' } }],
        },
      ],
    };
    expect(intentOf(last())).toEqual({
      name: 'BakeIntent',
      confirmationStatus: 'NONE',
      slots: {
        size: {
          name: 'size',
          confirmationStatus: 'NONE',
          source: 'USER',
          value: 'large',
          resolutions: large,
          slotValue: { type: 'Simple', value: 'large', resolutions: large },
        },
        fillings: {
          name: 'fillings',
          confirmationStatus: 'NONE',
          source: 'USER',
          slotValue: {
            type: 'List',
            values: [
              expect.objectContaining({ type: 'Simple', value: 'cherries' }),
              {
                type: 'Simple',
                value: 'gravel',
                resolutions: {
                  resolutionsPerAuthority: [
                    {
                      authority: `${authority}.Filling`,
                      status: { code: 'ER_SUCCESS_NO_MATCH' },
                      values: [],
                    },
                  ],
                },
              },
            ],
          },
        },
      },
    });
  });

  test('that addresses no skill is nobody’s turn', async () => {
    const said = await world.say('what time is it');
    expect(said).toMatchObject({
      speech: "Sorry, I don't know that one.",
      alexaError: { type: 'not_for_skill' },
    });
    expect(world.skill.received).toEqual([]);
  });

  test('in a language that the skill does not speak says so', async () => {
    const said = await world.say('open corner bakery', { locale: 'fr-FR' });
    expect(said.alexaError).toMatchObject({
      type: 'unknown_locale',
      message: expect.stringContaining('en-US'),
    });
  });
});

describe('a session', () => {
  test('stays open for an answer without the invocation name, and attributes come back', async () => {
    world.skill.answer = () => askFor('Which code?', {}, { asked: 'code' });
    const first = await world.say('open corner bakery');
    expect(first).toMatchObject({ sessionOpen: true, reprompt: 'Still there?' });
    world.skill.answer = () => tell('Done.');
    const second = await world.say('my code is four eight two one zero nine');
    expect(second).toMatchObject({ speech: 'Done.', sessionOpen: false });
    expect(last().envelope.session).toMatchObject({
      new: false,
      sessionId: first.session,
      attributes: { asked: 'code' },
    });
    expect(intentOf(last()).slots?.code?.value).toBe('482109');
    expect((await world.say('my code is 482109')).alexaError?.type).toBe('not_for_skill');
  });

  test('is replaced when the skill is addressed anew', async () => {
    world.skill.answer = () => askFor('What would you like?');
    const first = await world.say('open corner bakery');
    await world.say('tell corner bakery my code is 482109');
    const [, ended, next] = world.skill.received;
    expect(ended?.envelope.request).toMatchObject({ type: 'SessionEndedRequest', reason: 'USER_INITIATED' });
    expect(next?.envelope.session?.new).toBe(true);
    expect(next?.envelope.session?.sessionId).not.toBe(first.session);
  });

  test('ends after silence, the reprompt and silence again', async () => {
    world.skill.answer = () => askFor('What would you like?');
    const { session } = await world.say('', { session: 'new' });
    expect(await world.say('', { session })).toMatchObject({ speech: 'Still there?', sessionOpen: true });
    expect(await world.say('', { session })).toMatchObject({ speech: null, sessionOpen: false });
    expect(last().envelope.request).toMatchObject({
      type: 'SessionEndedRequest',
      reason: 'EXCEEDED_MAX_REPROMPTS',
    });
    expect((await world.say('help', { session })).alexaError?.type).toBe('no_session');
  });

  test('ends when the person leaves', async () => {
    world.skill.answer = () => askFor('What would you like?');
    const { session } = await world.say('', { session: 'new' });
    await world.say('exit', { session });
    expect(last().envelope.request).toMatchObject({ type: 'SessionEndedRequest', reason: 'USER_INITIATED' });
  });

  test('of one person is not another’s', async () => {
    world.skill.answer = () => askFor('What would you like?');
    await world.say('open corner bakery');
    expect((await world.say('yes', { user: 'milo' })).alexaError?.type).toBe('not_for_skill');
  });
});

describe('a question for one slot', () => {
  const elicit = {
    directives: [
      {
        type: 'Dialog.ElicitSlot',
        slotToElicit: 'size',
        updatedIntent: {
          name: 'BakeIntent',
          confirmationStatus: 'NONE',
          slots: {
            size: { name: 'size', confirmationStatus: 'NONE' },
            fillings: { name: 'fillings', confirmationStatus: 'NONE', value: 'cherries' },
          },
        },
      },
    ],
  };

  test('is answered by the bare value; what was filled before is sent along', async () => {
    world.skill.answer = () => askFor('What size?', elicit);
    await world.say('ask corner bakery for a cake with cherries');
    world.skill.answer = () => tell('Baking.');
    await world.say('a big one');
    expect(last().envelope.request).toMatchObject({
      dialogState: 'IN_PROGRESS',
      intent: {
        name: 'BakeIntent',
        slots: {
          size: {
            value: 'big',
            resolutions: { resolutionsPerAuthority: [{ values: [{ value: { id: 'large' } }] }] },
          },
          fillings: { value: 'cherries' },
        },
      },
    });
  });

  test('for a slot that the dialog model does not list is refused, as Alexa refuses it', async () => {
    const directives = [{ type: 'Dialog.ElicitSlot', slotToElicit: 'fillings' }];
    world.skill.answer = () => askFor('What on it?', { directives });
    const said = await world.say('ask corner bakery to bake a cake');
    expect(said.alexaError).toMatchObject({
      type: 'invalid_response',
      message: expect.stringContaining('fillings'),
    });
  });
});

describe('an answer that Alexa would not take', () => {
  const speech = (outputSpeech: object) => ({ version: '1.0', response: { outputSpeech } });
  test.each([
    ['no JSON', '<html>', 'not JSON'],
    ['no response', { version: '1.0' }, 'not valid at /response'],
    ['another version', { version: '2.0', response: {} }, 'version'],
    ['speech of more than 8000 characters', tell('x'.repeat(8_001)), '8000 characters'],
    [
      'SSML that does not nest',
      speech({ type: 'SSML', ssml: '<speak>a <b>c</speak>' }),
      'not well-formed SSML',
    ],
    [
      'SSML with a bare ampersand',
      speech({ type: 'SSML', ssml: '<speak>ham & eggs</speak>' }),
      'not well-formed SSML',
    ],
    ['status 500', { status: 500 }, 'status 500'],
    ['status 400', { status: 400 }, 'status 400'],
  ])('%s', async (_name, answer, message) => {
    world.skill.answer = () => answer;
    const said = await world.say('open corner bakery');
    expect(said.speech).toBe("There was a problem with the requested skill's response.");
    expect(said.alexaError).toMatchObject({
      type: 'invalid_response',
      message: expect.stringContaining(message),
    });
    expect(last().envelope.request).toMatchObject({
      type: 'SessionEndedRequest',
      reason: 'ERROR',
      error: { type: 'INVALID_RESPONSE' },
    });
  });

  test('one that comes too late', async () => {
    const impatient = await startWorld({ timeLimitMs: 50 });
    try {
      let answer: (late: object) => void = () => undefined;
      const late = new Promise<object>((resolve) => {
        answer = resolve;
      });
      impatient.skill.answer = () => late;
      const said = await impatient.say('open corner bakery', { unlinked: true });
      answer({});
      expect(said).toMatchObject({
        speech: "There was a problem with the requested skill's response.",
        alexaError: { type: 'timeout' },
      });
    } finally {
      await impatient.close();
    }
  });

  test('well-formed SSML is read aloud', async () => {
    const ssml = '<speak>Ham &amp; eggs<break time="1s"/>for <emphasis>two</emphasis>.</speak>';
    world.skill.answer = () => speech({ type: 'SSML', ssml });
    expect((await world.say('open corner bakery')).speech).toBe('Ham & eggs for two.');
  });
});

describe('account linking', () => {
  test('each person is linked by walking the tenant’s login, and the skill is told', async () => {
    for (const user of ['milo', 'sol']) {
      await world.say('open corner bakery', { user });
      const [event, launch] = world.skill.received.splice(0);
      expect(event?.envelope.request.type).toBe('AlexaSkillEvent.SkillAccountLinked');
      const token = launch?.envelope.context.System.user.accessToken ?? '';
      const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
      expect(claims.sub).toBe(
        world.sandbox.tenant?.inspect.users().find(({ nickname }) => nickname === user)?.user_id,
      );
      expect(claims.aud).toContain('https://bakery.test/api');
      expect(claims.scope).toContain('transactions:confirm');
    }
  });

  test('the second turn needs no call to the tenant', async () => {
    await world.say('open corner bakery');
    world.sandbox.tenant?.inspect.forgetCalls();
    await world.say('open corner bakery');
    expect(Object.values(world.sandbox.tenant?.inspect.calls() ?? {}).every((count) => count === 0)).toBe(
      true,
    );
  });

  test('a token about to expire is refreshed, and the person stays the same to the skill', async () => {
    await world.say('open corner bakery');
    const before = last().envelope.context.System.user;
    world.clock.at += 86_400_000 - 30_000;
    await world.say('open corner bakery');
    const after = last().envelope.context.System.user;
    expect(after.userId).toBe(before.userId);
    expect(after.accessToken).not.toBe(before.accessToken);
    expect(world.sandbox.tenant?.inspect.calls()).toMatchObject({ 'token:refresh_token': 1, authorize: 0 });
  });

  test('where refreshing is refused the Echo links anew', async () => {
    await world.say('open corner bakery', { user: 'milo' });
    world.clock.at += 400 * 86_400_000;
    await world.say('open corner bakery', { user: 'milo' });
    expect(world.sandbox.tenant?.inspect.calls()).toMatchObject({ 'token:authorization_code': 1 });
    expect(last().envelope.context.System.user.accessToken).toEqual(expect.any(String));
  });

  test('an unlinked Echo sends no token and asks the tenant nothing', async () => {
    await world.say('open corner bakery', { unlinked: true });
    expect(last().envelope.context.System.user.accessToken).toBeUndefined();
    expect(last().envelope.session?.user.accessToken).toBeUndefined();
    expect(world.sandbox.tenant?.inspect.calls().authorize).toBe(0);
  });

  test('somebody who is not known cannot be linked, and the message says who is', async () => {
    const said = await world.say('open corner bakery', { user: 'zoe' });
    expect(said.alexaError).toMatchObject({
      type: 'linking_failed',
      message: expect.stringContaining('dana, milo, sol'),
    });
  });

  test('disabling the skill ends the link; enabling it again brings another userId', async () => {
    await world.say('open corner bakery', { user: 'milo' });
    const before = last().envelope.context.System.user.userId;
    await world.post('/link/disable', { user: 'milo' });
    expect(last().envelope).toMatchObject({
      context: { System: { user: { userId: before } } },
      request: { type: 'AlexaSkillEvent.SkillDisabled' },
    });
    await world.say('open corner bakery', { user: 'milo' });
    expect(last().envelope.context.System.user.userId).not.toBe(before);
  });

  test('a tenant that is down is said to be, without a turn', async () => {
    await world.post('/link/disable', { user: 'milo' });
    world.skill.received.length = 0;
    await world.post('/faults', { tenant: { down: 'reset' } });
    const said = await world.say('open corner bakery', { user: 'milo' });
    await world.post('/faults', { reset: true });
    expect(said.alexaError).toMatchObject({
      type: 'linking_failed',
      message: expect.stringContaining('did not answer'),
    });
    expect(world.skill.received).toEqual([]);
  });
});

describe('what is heard wrongly', () => {
  test('digits, where the switch says so', async () => {
    await world.post('/faults', { echo: { mishearing: 'drops_leading_zero' } });
    await world.say('tell corner bakery my code is 048210');
    await world.post('/faults', { reset: true });
    expect(intentOf(last()).slots?.code?.value).toBe('48210');
  });
});

describe('after a restart', () => {
  test('links, messages, certificates and the locker’s keys are still there', async () => {
    const own = await startWorld();
    let restarted: World | null = null;
    try {
      await own.say('open corner bakery');
      const before = own.skill.received.at(-1)?.envelope.context.System.user;
      await own.post('/locker/open', { locker: 'dana' }, { 'idempotency-key': 'tx-1' });
      restarted = await own.restart();
      await restarted.say('open corner bakery');
      expect(own.skill.received.at(-1)?.envelope.context.System.user).toEqual(before);
      expect(restarted.sandbox.tenant?.inspect.calls().authorize).toBe(0);
      expect(await (await restarted.get('/locker')).json()).toMatchObject({ openings: [{ key: 'tx-1' }] });
    } finally {
      await (restarted ?? own).close();
    }
  });
});

describe('a real tenant in the sandbox’s place', () => {
  test('the account is linked in a browser; the Echo gives the address and takes the callback', async () => {
    const live = await startWorld({
      live: {
        domain: world.sandbox.addresses.tenantDomain,
        clientId: 'bakery-client',
        clientSecret: 'secret',
        audience: 'https://bakery.test/api',
      },
    });
    try {
      const said = await live.say('open corner bakery');
      expect(said.alexaError?.type).toBe('linking_needs_browser');
      const url = new URL(said.link?.url ?? '');
      expect(url.origin).toBe(world.sandbox.addresses.tenant);
      expect(url.searchParams.get('redirect_uri')).toBe(live.sandbox.addresses.linkCallback);
      expect(said.link?.callback).toBe(live.sandbox.addresses.linkCallback);
      const forged = await live.get('/link/callback?state=made-up&code=abc');
      expect(forged.status).toBe(400);
      expect(await forged.text()).toContain('was not started here');
      expect(await (await live.get('/messages')).json()).toEqual({ live: true, messages: [] });
      expect(live.sandbox.tenant).toBeNull();
    } finally {
      await live.close();
    }
  });
});

describe('the door', () => {
  test('turns away other hosts, other origins and other content types', async () => {
    const { echo } = world.sandbox.addresses;
    const port = new URL(echo).port;
    const elsewhere = await rawStatus(port, { host: `sandbox.evil.test:${port}` });
    expect(elsewhere).toBe(421);
    expect(await rawStatus(port, { host: 'localhost:1' })).toBe(421);
    expect((await world.get('/messages', { origin: 'https://evil.test' })).status).toBe(403);
    expect((await world.get('/messages', { origin: 'null' })).status).toBe(403);
    expect((await world.get('/messages', { origin: echo })).status).toBe(200);
    for (const path of ['/say', '/faults', '/skill-requests', '/locker/open', '/link/disable']) {
      expect((await world.post(path, '{}', { 'content-type': 'text/plain' })).status).toBe(415);
    }
  });

  test('refuses what is no JSON, and too much of it', async () => {
    expect((await world.post('/say', '{')).status).toBe(400);
    expect((await world.post('/say', { utterance: 'x'.repeat(500_000) })).status).toBe(413);
    expect((await world.post('/say', { utterance: 7 })).status).toBe(400);
  });

  test('lists its addresses on a plain page', async () => {
    const response = await world.get('/');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await response.text()).toContain('POST /skill-requests');
  });
});

describe('the switches', () => {
  test('can be read and turned, all of a request or nothing', async () => {
    const before = await (await world.get('/faults')).json();
    expect(before).toMatchObject({
      tenant: { down: 'no' },
      locker: { down: false },
      echo: { mishearing: 'none' },
    });
    const refused = await world.post('/faults', { locker: { down: true }, tenant: { down: 'maybe' } });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toEqual({ error: 'tenant.down must be one of no, reset, unavailable.' });
    expect(await (await world.get('/faults')).json()).toEqual(before);
    for (const wrong of [
      { moon: {} },
      { locker: { up: true } },
      { locker: { down: 'yes' } },
      { locker: { slowMilliseconds: -1 } },
      [{}],
    ]) {
      expect((await world.post('/faults', wrong)).status).toBe(400);
    }
    await world.post('/faults', { locker: { down: true } });
    expect((await world.post('/locker/open', { locker: 'x' }, { 'idempotency-key': 'k' })).status).toBe(503);
    await world.post('/faults', { reset: true });
    expect(await (await world.get('/faults')).json()).toEqual(before);
  });
});

/** fetch does not let one choose the Host header. */
const rawStatus = (port: string, headers: Readonly<Record<string, string>>): Promise<number> =>
  new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: '/messages', headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
