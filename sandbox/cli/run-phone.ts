/** `npm run phone`: what arrived on the sandbox's phones and in its mailboxes. */
import { parseArgs } from 'node:util';
import { type Static, Type } from '@sinclair/typebox';
import { ask, echoOptionHelp, findEcho } from './sandbox-client.ts';
import { type ExitStatus, paint, type Terminal } from './terminal.ts';

const help = `Show what arrived on the sandbox's phones and in its mailboxes, newest last.

  npm run phone

Options
  --user NAME     only what is for dana, milo or sol
  --locale NAME   how times are written (default en-US)
  --json          prints the messages as JSON
  ${echoOptionHelp}
  --help          this text`;

const messageShape = Type.Object({
  kind: Type.Union([Type.Literal('sms'), Type.Literal('email')]),
  to: Type.String(),
  subject: Type.Union([Type.String(), Type.Null()]),
  text: Type.String(),
  receivedAt: Type.Number(),
  user: Type.Union([Type.String(), Type.Null()]),
});
type Message = Static<typeof messageShape>;
const messagesShape = Type.Object({ live: Type.Boolean(), messages: Type.Array(messageShape) });

/** Never throws; what went wrong is said on the terminal. */
export const runPhone = async (args: readonly string[], terminal: Terminal): Promise<ExitStatus> => {
  const options = readOptions(args, terminal);
  if (options === 'help') {
    terminal.write(help);
    return 0;
  }
  if (typeof options === 'string') {
    terminal.writeError(`${options}\nnpm run phone -- --help says what there is.`);
    return 2;
  }
  const asked = await ask(terminal, new URL('/messages', options.echo).href, null, messagesShape);
  if (!asked.ok) {
    terminal.writeError(asked.message);
    return 1;
  }
  const { live } = asked.body;
  const messages = asked.body.messages.filter(({ user }) => options.user === null || user === options.user);
  if (options.json) terminal.write(JSON.stringify(live ? { live, messages } : messages, null, 2));
  else if (live) terminal.write('Codes go to the real phone or mailbox: this runs with a real Auth0 tenant.');
  else if (messages.length === 0) terminal.write('Nothing has arrived yet.');
  else for (const message of messages) show(terminal, options.clock, message);
  return 0;
};

type Options = {
  readonly user: string | null;
  /** Writes times of day, in the terminal's own time zone. */
  readonly clock: Intl.DateTimeFormat;
  readonly json: boolean;
  readonly echo: string;
};

const readOptions = (args: readonly string[], terminal: Terminal): Options | string => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        user: { type: 'string' },
        json: { type: 'boolean', default: false },
        locale: { type: 'string', default: 'en-US' },
        echo: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return 'help';
    const echo = findEcho(values.echo, terminal);
    if (!echo.ok) return echo.message;
    // Throws a RangeError, which says what is wrong, where the name is no locale's.
    const clock = new Intl.DateTimeFormat(values.locale, { timeStyle: 'medium' });
    return { user: values.user ?? null, clock, json: values.json, echo: echo.url };
  } catch (error) {
    return error instanceof Error ? error.message : 'These options cannot be read.';
  }
};

const show = (terminal: Terminal, clock: Intl.DateTimeFormat, message: Message): void => {
  const { kind, to, subject, text, receivedAt, user } = message;
  const what = paint(terminal, 'bold', `${kind === 'sms' ? 'Text message' : 'Email'} to ${to}`);
  const owner = user === null ? '' : ` (${user})`;
  terminal.write(`${paint(terminal, 'dim', clock.format(receivedAt))}  ${what}${owner}`);
  if (subject !== null) terminal.write(`  ${paint(terminal, 'bold', subject)}`);
  for (const line of text.split('\n')) terminal.write(line === '' ? '' : `  ${line}`);
  terminal.write('');
};
