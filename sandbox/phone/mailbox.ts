/** The mailbox: a real SMTP server on loopback that keeps what it receives, and a way for the tenant to send through it. */
import type { AddressInfo } from 'node:net';
import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { Message } from './messages.ts';

export type Mailbox = {
  /** `smtp://127.0.0.1:PORT`: any mail program on this machine may send here, to any address. */
  readonly url: string;
  /** Sends by SMTP. Resolves when the server has taken the mail. */
  readonly send: (to: string, subject: string, text: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

export type MailboxOptions = {
  /** 0: any free port. */
  readonly port: number;
  readonly receive: (message: Message) => Promise<void>;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

const sender = 'Pizza on Demand <codes@pizza-on-demand.test>';
const mostBytes = 1_000_000;

export const startMailbox = async ({ port, receive, now }: MailboxOptions): Promise<Mailbox> => {
  const server = new SMTPServer({
    banner: 'the sandbox keeps what you send here',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: mostBytes,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', done);
      stream.on('end', () => {
        if (stream.sizeExceeded) return done(new Error('The message is too long for this mailbox.'));
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        keep(Buffer.concat(chunks), recipients, receive, now).then(() => done(), done);
      });
    },
  });
  // Connections that are cut are their clients' business; a mailbox does not go down with them.
  server.on('error', () => undefined);
  const listening = await listen(server, port);
  const transport = createTransport({ host: '127.0.0.1', port: listening, secure: false, ignoreTLS: true });
  return {
    url: `smtp://127.0.0.1:${listening}`,
    send: async (to, subject, text) => {
      await transport.sendMail({ from: sender, to, subject, text });
    },
    close: async () => {
      transport.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};

const listen = async (server: SMTPServer, port: number): Promise<number> => {
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.server.off('error', reject);
      resolve();
    });
  });
  return (server.server.address() as AddressInfo).port;
};

const keep = async (
  raw: Buffer,
  recipients: readonly string[],
  receive: MailboxOptions['receive'],
  now: () => number,
): Promise<void> => {
  const mail = await PostalMime.parse(raw);
  const text = (mail.text ?? '').trim();
  for (const to of recipients) {
    await receive({ kind: 'email', to, subject: mail.subject ?? '', text, receivedAt: now() });
  }
};
