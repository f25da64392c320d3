import { PassThrough, Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import { Agent, fetch } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { askFor, intentOf, tell } from '../testing/fake-skill.ts';
import { startWorld, type World } from '../testing/world.ts';
import { runPhone } from './run-phone.ts';
import { runSay } from './run-say.ts';
import type { Terminal } from './terminal.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.say('', { leave: true });
  world.skill.received.length = 0;
  world.skill.answer = () => tell('Hello.');
});

/** A terminal that remembers what it showed; `lines` are typed into it, then Ctrl-D. */
const openTerminal = (lines: readonly string[] = []) => {
  const shown: string[] = [];
  const errors: string[] = [];
  const terminal: Terminal = {
    write: (line) => shown.push(line),
    writeError: (line) => errors.push(line),
    input: lines.length === 0 ? new PassThrough().end() : Readable.from([`${lines.join('\n')}\n`]),
    isTypedInto: false,
    prompt: () => undefined,
    hasColors: false,
    fetch: globalThis.fetch,
    echoPort: undefined,
    openBrowser: null,
  };
  return { terminal, output: () => shown.join('\n'), errors: () => errors.join('\n') };
};

const here = () => ['--echo', world.sandbox.addresses.echo];

describe('say, one thing', () => {
  test('prints what was said, the answer and the card', async () => {
    world.skill.answer = () =>
      tell('It is baked.', { card: { type: 'Simple', title: 'Your cake', content: 'Large\nCherries' } });
    const { terminal, output } = openTerminal();
    expect(await runSay([...here(), 'ask', 'corner bakery', 'to bake a cake'], terminal)).toBe(0);
    expect(output()).toBe(
      [
        'You    ask corner bakery to bake a cake',
        'Alexa  It is baked.',
        'Card   Your cake: Large',
        '       Cherries',
      ].join('\n'),
    );
  });

  test('says how to answer while the microphone is open, and the next one continues', async () => {
    world.skill.answer = () => askFor("What's the code?");
    const first = openTerminal();
    await runSay([...here(), 'ask corner bakery to bake a cake'], first.terminal);
    expect(first.output()).toContain('npm run say -- "…"');
    world.skill.answer = () => tell('Done.');
    const second = openTerminal();
    expect(await runSay([...here(), 'my code is 482109'], second.terminal)).toBe(0);
    expect(second.output()).toContain('Alexa  Done.');
    expect(intentOf(world.skill.received.at(-1) ?? expect.fail()).slots?.code?.value).toBe('482109');
  });

  test('tells an unlinked person where the card leads', async () => {
    world.skill.answer = () => tell('First, connect your account.', { card: { type: 'LinkAccount' } });
    const { terminal, output } = openTerminal();
    expect(await runSay([...here(), '--unlinked', 'open corner bakery'], terminal)).toBe(0);
    expect(output()).toContain('Card   Link your account');
  });

  test('--json prints the raw envelopes', async () => {
    const { terminal, output } = openTerminal();
    await runSay([...here(), '--json', '--user', 'milo', 'open corner bakery'], terminal);
    expect(JSON.parse(output())).toMatchObject({
      request: { request: { type: 'LaunchRequest' } },
      response: tell('Hello.'),
    });
  });

  test('an improper answer is an exit status of 1, with the reason', async () => {
    world.skill.answer = () => 'oops';
    const { terminal, output, errors } = openTerminal();
    expect(await runSay([...here(), 'open corner bakery'], terminal)).toBe(1);
    expect(output()).toContain("There was a problem with the requested skill's response.");
    expect(errors()).toBe('The answer is not JSON.');
  });

  test('so is something that no skill was meant by', async () => {
    const { terminal, errors } = openTerminal();
    expect(await runSay([...here(), 'what time is it'], terminal)).toBe(1);
    expect(errors()).toContain('"ask corner bakery …"');
  });
});

describe('say, to a real tenant, where a browser must link the account', () => {
  const answerWith =
    (url: string): Terminal['fetch'] =>
    () =>
      Promise.resolve(
        Response.json({
          meanwhile: [],
          speech: null,
          reprompt: null,
          card: null,
          screen: null,
          sessionOpen: false,
          session: null,
          request: null,
          response: null,
          link: { url, callback: 'http://localhost:7102/link/callback' },
          alexaError: { type: 'linking_needs_browser', message: 'The account is not linked yet.' },
        }),
      );
  const page = 'https://account.auth0.com/authorize?state=abc';

  const sayAtATerminal = async (url: string, args: readonly string[] = ['open corner bakery']) => {
    const { terminal, output } = openTerminal();
    const opened: string[] = [];
    const openBrowser = async (address: string) => void opened.push(address);
    const status = await runSay(args, { ...terminal, fetch: answerWith(url), openBrowser });
    return { status, opened, output: output() };
  };

  test.each([
    ['one thing', ['open corner bakery']],
    ['a conversation', []],
  ])('opens it, and still shows the address and the callback to allow: %s', async (_name, args) => {
    const { status, opened, output } = await sayAtATerminal(page, args);
    expect(status).toBe(1);
    expect(opened).toEqual([page]);
    expect(output).toContain(`Opening in a browser ${page}`);
    expect(output).toContain('Allow as a callback  http://localhost:7102/link/callback');
  });

  test('opens nothing where nobody sits at the terminal, or who asked for JSON', async () => {
    const { terminal, output } = openTerminal();
    expect(await runSay(['open corner bakery'], { ...terminal, fetch: answerWith(page) })).toBe(1);
    expect(output()).toContain(`Open in a browser    ${page}`);
    expect((await sayAtATerminal(page, ['--json', 'open corner bakery'])).opened).toEqual([]);
  });

  test.each(['file:///etc/passwd', 'http://account.auth0.com/', 'javascript:alert(1)', 'calc.exe'])(
    'hands the system nothing but a page of a tenant: %s',
    async (url) => {
      const { opened, output } = await sayAtATerminal(url);
      expect(opened).toEqual([]);
      expect(output).toContain(url);
    },
  );
});

describe('say, a conversation', () => {
  test('goes on turn by turn until the skill ends it', async () => {
    world.skill.answer = ({ envelope }) =>
      envelope.request.type === 'LaunchRequest' ? askFor('What would you like?') : tell('Done.');
    const { terminal, output } = openTerminal(['my code is 482109', 'never read']);
    expect(await runSay(here(), terminal)).toBe(0);
    expect(output()).toBe(
      [
        'Alexa  What would you like?',
        'You    my code is 482109',
        'Alexa  Done.',
        'The conversation is over.',
      ].join('\n'),
    );
    expect(world.skill.received.map(({ envelope }) => envelope.request.type).slice(-2)).toEqual([
      'LaunchRequest',
      'IntentRequest',
    ]);
  });

  test('ends when the person leaves with Ctrl-D', async () => {
    world.skill.answer = () => askFor('What would you like?');
    const { terminal } = openTerminal();
    expect(await runSay(here(), terminal)).toBe(0);
    expect(world.skill.received.at(-1)?.envelope.request).toMatchObject({
      type: 'SessionEndedRequest',
      reason: 'USER_INITIATED',
    });
  });
});

describe('phone', () => {
  test('says so when nothing has arrived, then prints text messages and mails', async () => {
    const before = openTerminal();
    expect(await runPhone(here(), before.terminal)).toBe(0);
    expect(before.output()).toBe('Nothing has arrived yet.');

    const { addresses, certificates } = world.sandbox;
    const dispatcher = new Agent({ connect: { ca: certificates.tls.rootPem } });
    const client = { client_id: 'bakery-client', client_secret: world.clientSecret };
    const response = await fetch(`${addresses.tenant}/passwordless/start`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...client, connection: 'sms', phone_number: '+12025550142', send: 'code' }),
      dispatcher,
    });
    expect(response.status).toBe(200);
    await dispatcher.close();
    const transport = createTransport(addresses.mailbox ?? '');
    const mail = { from: 'codes@bakery.test', to: 'milo@sayso.test', subject: 'Your new code' };
    await transport.sendMail({ ...mail, text: 'Your code is 048210.\n\nEnjoy.' });
    transport.close();

    const all = openTerminal();
    expect(await runPhone(here(), all.terminal)).toBe(0);
    expect(all.output()).toMatch(/Text message to \+12025550142 \(dana\)\n {2}.*\d{6}/);
    expect(all.output()).toMatch(
      /Email to milo@sayso\.test \(milo\)\n {2}Your new code\n {2}Your code is 048210\.\n\n {2}Enjoy\./,
    );
    const milo = openTerminal();
    await runPhone([...here(), '--user', 'milo', '--json'], milo.terminal);
    expect(JSON.parse(milo.output())).toEqual([
      expect.objectContaining({ kind: 'email', user: 'milo', text: expect.stringContaining('048210') }),
    ]);
  });
});

describe('both commands', () => {
  const commands = [
    ['say', runSay, 'Speak to the sandbox'],
    ['phone', runPhone, 'Show what arrived'],
  ] as const;

  test.each(commands)('%s says plainly that nothing runs', async (_name, run) => {
    const { terminal, errors } = openTerminal();
    const refusing: Terminal = { ...terminal, fetch: () => Promise.reject(new TypeError('fetch failed')) };
    expect(await run([], refusing)).toBe(1);
    expect(errors()).toBe(
      'Nothing answers at http://localhost:7102. Start the sandbox first, in another terminal: npm start\n' +
        'Where it runs on another port, set SANDBOX_ECHO_PORT here as there.',
    );
  });

  test.each(commands)('%s speaks to the port that npm start was given', async (_name, run) => {
    const { terminal } = openTerminal();
    const asked: string[] = [];
    const fetch: Terminal['fetch'] = (input) => {
      asked.push(String(input));
      return Promise.reject(new TypeError('fetch failed'));
    };
    await run([], { ...terminal, fetch, echoPort: '7402' });
    await run([], { ...terminal, fetch, echoPort: '' });
    await run(['--echo', 'http://localhost:7502'], { ...terminal, fetch, echoPort: '7402' });
    expect(asked.map((url) => new URL(url).port)).toEqual(['7402', '7102', '7502']);
  });

  test.each(commands)('%s refuses a SANDBOX_ECHO_PORT that is no port', async (_name, run) => {
    for (const echoPort of ['seven', '0', '65536', '7102.5']) {
      const { terminal, errors } = openTerminal();
      expect(await run([], { ...terminal, echoPort })).toBe(2);
      expect(errors()).toContain('SANDBOX_ECHO_PORT must be a port');
    }
  });

  test.each(commands)('%s --help explains itself', async (_name, run, text) => {
    const { terminal, output } = openTerminal();
    expect(await run(['--help'], terminal)).toBe(0);
    expect(output()).toContain(text);
  });

  test.each(commands)('%s refuses an option it does not know', async (_name, run) => {
    const { terminal, errors } = openTerminal();
    expect(await run(['--loud'], terminal)).toBe(2);
    expect(errors()).toContain('--loud');
    expect(errors()).toContain('--help');
  });

  test.each(commands)('%s takes an address for the Echo only', async (_name, run) => {
    for (const address of ['here', 'localhost:7102', 'mailto:dana@sayso.test']) {
      const { terminal, errors } = openTerminal();
      expect(await run(['--echo', address], terminal)).toBe(2);
      expect(errors()).toContain('--echo must be an address');
    }
  });
});
