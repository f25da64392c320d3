/** Web sessions: begun at sign-in with a new id, resumed by cookie, ended by lifetime or by their owner. */
import { createHash, randomBytes } from 'node:crypto';
import type { Instant } from '../transactions/model.ts';
import type { Clock } from '../transactions/ports.ts';
import type { SessionStore, WebSession } from './session-port.ts';

/** OWASP ASVS 5.0, 7.3.1 and 7.3.2. */
export const sessionLifetimes = {
  /** Without a request for this long, it has ended. */
  idleSeconds: 30 * 60,
  /** However busy, it ends after this long. */
  absoluteSeconds: 12 * 60 * 60,
  /** `seenAt` is written at most this often, so that reading a page costs no write each time. */
  touchSeconds: 60,
} as const;

const idBytes = 32;
/** 32 bytes in base64url; anything else was never given out. */
const idPattern = /^[A-Za-z0-9_-]{43}$/;
const longestUserAgent = 200;

export type Sessions = {
  /** A new session, under an id nobody knew before: what the browser brought along is ended, never reused. */
  readonly begin: (
    cookie: string | undefined,
    signedIn: { readonly accountId: string; readonly authTime: Instant; readonly userAgent: string },
  ) => Promise<string>;
  /**
   * The session of this cookie; null where there is none, or it has outlived itself. `idle`: the request is not the
   * person's doing (an open page that looks for news), and its idle time goes on.
   */
  readonly resume: (cookie: string | undefined, idle?: boolean) => Promise<WebSession | null>;
  /** Whether it has neither ended nor outlived itself. Not a request of the person: its idle time goes on. */
  readonly stands: (session: WebSession) => Promise<boolean>;
  /** Those that stand, newest first. */
  readonly list: (accountId: string) => Promise<readonly WebSession[]>;
  readonly end: (session: WebSession) => Promise<void>;
  /** Ends all of the account's but this one. Returns how many. */
  readonly endOthers: (session: WebSession) => Promise<number>;
};

export const createSessions = (ports: { readonly store: SessionStore; readonly now: Clock }): Sessions => {
  const { store, now } = ports;

  const find = async (cookie: string | undefined): Promise<WebSession | null> =>
    cookie !== undefined && idPattern.test(cookie) ? store.find(hashId(cookie)) : null;

  return {
    begin: async (cookie, { accountId, authTime, userAgent }) => {
      const former = await find(cookie);
      if (former) await store.end(former.accountId, former.idHash);
      const id = randomBytes(idBytes).toString('base64url');
      const at = now();
      await store.insert({
        idHash: hashId(id),
        accountId,
        authTime: Math.min(authTime, at),
        createdAt: at,
        seenAt: at,
        userAgent: userAgent.slice(0, longestUserAgent),
      });
      return id;
    },
    resume: async (cookie, idle = false) => {
      const session = await find(cookie);
      if (session === null) return null;
      const at = now();
      if (hasEnded(session, at)) {
        await store.end(session.accountId, session.idHash);
        return null;
      }
      const isDue = at >= session.seenAt + sessionLifetimes.touchSeconds * 1000;
      if (isDue && !idle) await store.touch(session.idHash, at);
      return session;
    },
    stands: async ({ idHash }) => {
      const session = await store.find(idHash);
      return session !== null && !hasEnded(session, now());
    },
    list: async (accountId) => {
      const at = now();
      return (await store.list(accountId)).filter((session) => !hasEnded(session, at));
    },
    endOthers: ({ accountId, idHash }) => store.endOthers(accountId, idHash),
    end: async (session) => {
      await store.end(session.accountId, session.idHash);
    },
  };
};

/** For the store's own clean-up: what no reader accepts any more. */
export const expiredSessions = (
  at: Instant,
): { readonly idleSince: Instant; readonly bornBefore: Instant } => ({
  idleSince: at - sessionLifetimes.idleSeconds * 1000,
  bornBefore: at - sessionLifetimes.absoluteSeconds * 1000,
});

const hasEnded = (session: WebSession, at: Instant): boolean =>
  at >= session.seenAt + sessionLifetimes.idleSeconds * 1000 ||
  at >= session.createdAt + sessionLifetimes.absoluteSeconds * 1000;

/** The id carries 256 bits of its own: a plain hash cannot be guessed back. */
const hashId = (id: string): string => createHash('sha256').update(id).digest('hex');
