/** `npm run say`: one utterance, or a conversation. */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type Static, Type } from '@sinclair/typebox';
import { ask, echoOptionHelp, findEcho } from './sandbox-client.ts';
import { type ExitStatus, paint, type Terminal } from './terminal.ts';

const help = `Speak to the sandbox's Echo.

  npm run say -- "ask pizza on demand to get me a large pizza"   says one thing
  npm run say                                                    opens a conversation
  npm run say -- --locale de-DE "öffne pizza on demand"          says it to a German Echo

Options
  --user NAME     who speaks: dana (default), milo or sol
  --locale NAME   the Echo's language: en-US (default), en-GB, de-DE, fr-FR, es-ES or it-IT;
                  an open conversation keeps its own
  --unlinked      an Echo whose account is not linked
  --no-screen     an Echo without a screen
  --json          prints the raw request and response envelopes
  ${echoOptionHelp}
  --help          this text

In a conversation: Enter alone is silence, Ctrl-D leaves.
Exit status: 0, or 1 where the Echo got no proper answer, or 2 for a wrong option.`;

const text = Type.Union([Type.String(), Type.Null()]);
const saidShape = Type.Object({
  meanwhile: Type.Array(Type.String()),
  speech: text,
  reprompt: text,
  card: Type.Union([
    Type.Null(),
    Type.Object({
      type: Type.String(),
      title: Type.Optional(Type.String()),
      content: Type.Optional(Type.String()),
      text: Type.Optional(Type.String()),
    }),
  ]),
  screen: Type.Union([Type.Null(), Type.Array(Type.Object({ text: Type.String() }))]),
  sessionOpen: Type.Boolean(),
  session: text,
  request: Type.Unknown(),
  response: Type.Unknown(),
  link: Type.Union([Type.Null(), Type.Object({ url: Type.String(), callback: Type.String() })]),
  alexaError: Type.Union([Type.Null(), Type.Object({ type: Type.String(), message: Type.String() })]),
});
type Said = Static<typeof saidShape>;

type Options = {
  readonly utterance: string;
  readonly speaker: {
    readonly user?: string;
    readonly locale?: string;
    readonly unlinked: boolean;
    readonly screen: boolean;
  };
  readonly json: boolean;
  readonly echo: string;
};

/** Never throws; what went wrong is said on the terminal. */
export const runSay = async (args: readonly string[], terminal: Terminal): Promise<ExitStatus> => {
  const options = readOptions(args, terminal);
  if (options === 'help') {
    terminal.write(help);
    return 0;
  }
  if (typeof options === 'string') {
    terminal.writeError(`${options}\nnpm run say -- --help says what there is.`);
    return 2;
  }
  return options.utterance === '' ? converse(options, terminal) : sayOnce(options, terminal);
};

const readOptions = (args: readonly string[], terminal: Terminal): Options | string => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        user: { type: 'string' },
        locale: { type: 'string' },
        unlinked: { type: 'boolean', default: false },
        'no-screen': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        echo: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return 'help';
    const echo = findEcho(values.echo, terminal);
    if (!echo.ok) return echo.message;
    const { user, locale, unlinked } = values;
    return {
      utterance: positionals.join(' ').trim(),
      speaker: {
        ...(user === undefined ? {} : { user }),
        ...(locale === undefined ? {} : { locale }),
        unlinked,
        screen: !values['no-screen'],
      },
      json: values.json,
      echo: echo.url,
    };
  } catch (error) {
    return error instanceof Error ? error.message : 'These options cannot be read.';
  }
};

const sayOnce = async (options: Options, terminal: Terminal): Promise<ExitStatus> => {
  const asked = await say(options, terminal, { utterance: options.utterance });
  if (asked === null) return 1;
  if (options.json) terminal.write(JSON.stringify(asked, null, 2));
  else {
    terminal.write(`${label(terminal, 'You')}${options.utterance}`);
    await show(terminal, asked);
    if (asked.sessionOpen) {
      terminal.write('');
      terminal.write(
        paint(terminal, 'dim', 'The microphone stays open for 30 seconds. Answer with: npm run say -- "…"'),
      );
    }
  }
  return asked.alexaError === null ? 0 : 1;
};

/** Opens the skill, then a turn for each line, until the skill ends the session or the person leaves. */
const converse = async (options: Options, terminal: Terminal): Promise<ExitStatus> => {
  let said = await say(options, terminal, { session: 'new' });
  if (said === null) return 1;
  await showTurn(options, terminal, said);
  if (said.alexaError !== null) return 1;

  if (!said.sessionOpen) return 0;

  const { session } = said;
  const lines = createInterface({ input: terminal.input });
  const prompt = () => {
    if (terminal.isTypedInto && !options.json) terminal.prompt(label(terminal, 'You'));
  };
  try {
    prompt();
    for await (const line of lines) {
      if (!terminal.isTypedInto && !options.json) terminal.write(`${label(terminal, 'You')}${line}`);
      said = await say(options, terminal, { session, utterance: line });
      if (said === null) return 1;
      await showTurn(options, terminal, said);
      if (said.alexaError !== null) return 1;
      if (!said.sessionOpen) {
        if (!options.json) terminal.write(paint(terminal, 'dim', 'The conversation is over.'));
        return 0;
      }
      prompt();
    }
    if (terminal.isTypedInto && !options.json) terminal.write('');
    return (await say(options, terminal, { session, leave: true })) === null ? 1 : 0;
  } finally {
    lines.close();
  }
};

const say = async (options: Options, terminal: Terminal, turn: object): Promise<Said | null> => {
  const asked = await ask(
    terminal,
    new URL('/say', options.echo).href,
    { ...options.speaker, ...turn },
    saidShape,
  );
  if (asked.ok) return asked.body;
  terminal.writeError(asked.message);
  return null;
};

const showTurn = async (options: Options, terminal: Terminal, said: Said): Promise<void> => {
  if (options.json) terminal.write(JSON.stringify(said));
  else await show(terminal, said);
};

const show = async (terminal: Terminal, said: Said): Promise<void> => {
  for (const speech of said.meanwhile) terminal.write(`${label(terminal, 'Alexa')}${speech}`);
  if (said.speech !== null) terminal.write(`${label(terminal, 'Alexa')}${said.speech}`);
  if (said.speech === null && said.alexaError === null)
    terminal.write(`${label(terminal, 'Alexa')}(says nothing)`);
  if (said.card !== null) terminal.write(`${label(terminal, 'Card')}${cardText(said.card)}`);
  if (said.screen !== null) {
    const texts = said.screen.map(({ text }) => text).join(' · ');
    terminal.write(`${label(terminal, 'Screen')}${texts}`);
  }
  if (said.alexaError !== null) terminal.writeError(paint(terminal, 'red', said.alexaError.message));
  if (said.link !== null) {
    const opened = await openSignIn(terminal, said.link.url);
    terminal.write(`${opened ? 'Opening in a browser' : 'Open in a browser   '} ${said.link.url}`);
    terminal.write(`Allow as a callback  ${said.link.callback}`);
  }
};

/** A tenant's pages are https; whatever else an answer named is shown, and not handed to the system. */
const openSignIn = async (terminal: Terminal, address: string): Promise<boolean> => {
  const isPage = URL.canParse(address) && new URL(address).protocol === 'https:';
  if (terminal.openBrowser === null || !isPage) return false;
  await terminal.openBrowser(new URL(address).href);
  return true;
};

const cardText = (card: NonNullable<Said['card']>): string => {
  if (card.type === 'LinkAccount') return 'Link your account (in the Alexa app this opens the sign-in page)';
  const body = (card.content ?? card.text ?? '').split('\n').join(`\n${' '.repeat(labelWidth)}`);
  return card.title === undefined ? body : `${card.title}: ${body}`;
};

const labelWidth = 7;

const label = (terminal: Terminal, name: 'You' | 'Alexa' | 'Card' | 'Screen'): string =>
  paint(terminal, name === 'Alexa' ? 'cyan' : 'dim', name.padEnd(labelWidth));
