/**
 * Server-sent events (HTML Standard, "Server-sent events"): one stream per open page, with the events of its own
 * account, as long as its session stands.
 */
import { PassThrough, type Readable } from 'node:stream';
import type { LiveMessage } from './contract.ts';
import type { WebSession } from './session-port.ts';

/** What `live` offers. */
export type WatchAccount = (
  accountId: string,
  after: number,
  deliver: (event: {
    readonly number: number;
    readonly happenings: readonly { readonly type: string }[];
  }) => void,
) => () => void;

export type Streams = {
  /** Null where the session has too many open already. */
  readonly open: (session: WebSession, after: number) => Readable | null;
  /** Ends the streams of an account whose sessions have all ended. */
  readonly closeOf: (accountId: string) => void;
  readonly closeAll: () => void;
};

/** Pages of one browser share a stream; some more for browsers that cannot. */
const mostPerSession = 8;

/** Keeps proxies from closing a silent connection, and finds sessions that outlived themselves. */
const heartbeatSeconds = 15;

/** A reader that is this far behind is sent away; it comes back with the last number it has. */
const mostUnreadBytes = 64 * 1024;

/** How long a browser waits before it connects again. */
const retryMilliseconds = 1000;

type OpenStream = { readonly session: WebSession; readonly close: () => void };

export const createStreams = (ports: {
  readonly watch: WatchAccount;
  readonly stands: (session: WebSession) => Promise<boolean>;
}): Streams => {
  const streams = new Set<OpenStream>();

  const open = (session: WebSession, after: number): Readable | null => {
    const own = [...streams].filter((stream) => stream.session.idHash === session.idHash);
    if (own.length >= mostPerSession) return null;
    const output = new PassThrough();
    const write = (text: string): void => {
      if (output.writableEnded) return;
      if (output.writableLength > mostUnreadBytes) stream.close();
      else output.write(text);
    };

    const check = (): void => {
      ports.stands(session).then(
        (stands) => stands || stream.close(),
        // Nothing is known of the session: whoever comes back is asked for it.
        () => stream.close(),
      );
    };

    write(`retry: ${retryMilliseconds}\n\n`);
    const leave = ports.watch(session.accountId, after, ({ number, happenings }) => {
      const types = [...new Set(happenings.map(({ type }) => type))];
      write(eventText({ number, types }));
      if (types.some((type) => type.startsWith('session.'))) check();
    });
    const heartbeat = setInterval(() => {
      write(':\n\n');
      check();
    }, heartbeatSeconds * 1000);
    heartbeat.unref();

    const stream: OpenStream = { session, close: () => void output.end() };
    const forget = (): void => {
      clearInterval(heartbeat);
      leave();
      streams.delete(stream);
    };
    output.once('close', forget);
    output.once('finish', forget);
    streams.add(stream);
    return output;
  };

  return {
    open,
    closeOf: (accountId) => {
      for (const stream of streams) if (stream.session.accountId === accountId) stream.close();
    },
    closeAll: () => {
      for (const stream of streams) stream.close();
    },
  };
};

const eventText = (message: LiveMessage): string =>
  `event: changed\nid: ${message.number}\ndata: ${JSON.stringify(message)}\n\n`;
