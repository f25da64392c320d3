import type { FastifyReply } from 'fastify';
import { deriveKey } from './keys.ts';
import { type MessageName, messagePage } from './message-page.ts';
import type { AppOptions } from './options.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createStreams, type Streams } from './streams.ts';
import { createTenant, type Tenant } from './tenant.ts';

/** What the routes share, made once. */
export type AppContext = {
  readonly options: AppOptions;
  /** Path of the web application: `/wt/app`. */
  readonly base: string;
  /** The same with our origin. */
  readonly home: string;
  readonly signInUrl: string;
  readonly sessions: Sessions;
  readonly tenant: Tenant;
  readonly keys: {
    readonly signIn: Buffer;
    readonly form: Buffer;
    /** Names sessions and links in what the browser sees. */
    readonly entry: Buffer;
    /** Names Pusher's channels. */
    readonly channel: Buffer;
  };
  /** Null where none can be held. */
  readonly streams: Streams | null;
  readonly sendPage: (reply: FastifyReply, markup: string, status?: number) => FastifyReply;
  readonly sendMessage: (reply: FastifyReply, name: MessageName) => FastifyReply;
};

export const createContext = (options: AppOptions, base: string): AppContext => {
  const root = `${new URL(options.publicUrl).origin}${base}`;
  // Absolute, so that whoever came by another of our names goes on where the tenant will send the browser back.
  const signInUrl = `${root}/sign-in`;
  const sessions = createSessions({ store: options.sessions, now: options.now });
  const sendPage = (reply: FastifyReply, markup: string, status = 200): FastifyReply =>
    reply.code(status).type('text/html; charset=utf-8').send(markup);
  return {
    options,
    base,
    home: `${root}/`,
    signInUrl,
    sessions,
    tenant: createTenant({ ...options, redirectUri: `${root}/callback` }),
    keys: {
      signIn: deriveKey(options.dataKey, 'sign-in state'),
      form: deriveKey(options.dataKey, 'form token'),
      entry: deriveKey(options.dataKey, 'entry id'),
      channel: deriveKey(options.dataKey, 'live channel'),
    },
    streams:
      options.live === null ? null : createStreams({ watch: options.live.watch, stands: sessions.stands }),
    sendPage,
    sendMessage: (reply, name) => {
      const { status, markup } = messagePage(name, { base, businessName: options.businessName, signInUrl });
      return sendPage(reply, markup, status);
    },
  };
};
