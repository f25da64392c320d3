import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Mailbox, startMailbox } from './mailbox.ts';
import { type Messages, openMessages } from './messages.ts';

const now = () => 1_800_000_000_000;
let directory: string;
let messages: Messages;
let mailbox: Mailbox;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sayso-phone-'));
  messages = await openMessages(join(directory, 'messages.json'));
  mailbox = await startMailbox({ port: 0, receive: messages.receive, now });
});
afterEach(async () => {
  await mailbox.close();
  await rm(directory, { recursive: true });
});

describe('the mailbox', () => {
  test('receives by SMTP what the tenant sends', async () => {
    await mailbox.send(
      'milo@sayso.test',
      'Your code – für dich',
      'Your code is 048210.\n\nEnjoy: ½ price 🍕\n',
    );
    expect(messages.list()).toEqual([
      {
        kind: 'email',
        to: 'milo@sayso.test',
        subject: 'Your code – für dich',
        text: 'Your code is 048210.\n\nEnjoy: ½ price 🍕',
        receivedAt: now(),
      },
    ]);
  });

  test('takes mail from any program on this machine, once for each recipient', async () => {
    const transport = createTransport(mailbox.url, { from: 'x@sayso.test' });
    await transport.sendMail({ to: ['dana@sayso.test', 'sol@sayso.test'], subject: 'Hi', text: 'Hello' });
    transport.close();
    expect(messages.list().map(({ to }) => to)).toEqual(['dana@sayso.test', 'sol@sayso.test']);
  });

  test('refuses a mail beyond its size and goes on', async () => {
    await expect(mailbox.send('dana@sayso.test', 'long', 'x'.repeat(1_500_000))).rejects.toThrow();
    await mailbox.send('dana@sayso.test', 'short', 'x');
    expect(messages.list().map(({ subject }) => subject)).toEqual(['short']);
  });
});

describe('messages', () => {
  test('are listed newest last, survive a restart, and are for their owner only', async () => {
    const sms = { kind: 'sms', to: '+12025550142', subject: null, receivedAt: now() } as const;
    await messages.receive({ ...sms, text: 'first' });
    await messages.receive({ ...sms, text: 'second' });
    const file = join(directory, 'messages.json');
    const reopened = await openMessages(file);
    expect(reopened.list().map(({ text }) => text)).toEqual(['first', 'second']);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});
