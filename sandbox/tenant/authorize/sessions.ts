/** The tenant's own sign-in sessions (single sign-on), found by a cookie; in memory, so a restart signs everybody out. */
import { hashToken } from '../hash.ts';
import type { Random } from '../random.ts';

export type Session = {
  /** The `sid` of id_tokens. */
  readonly id: string;
  readonly userId: string;
  /** Epoch milliseconds of the sign-in itself. */
  readonly authenticatedAt: number;
  usedAt: number;
};

export type Sessions = {
  /** Its secret goes into the cookie. */
  readonly create: (userId: string) => { readonly secret: string; readonly session: Session };
  /** null once idle for three days or seven days old: Auth0's defaults. */
  readonly find: (secret: string | undefined) => Session | null;
  readonly end: (secret: string | undefined) => void;
};

const dayMilliseconds = 86_400_000;
const idleMilliseconds = 3 * dayMilliseconds;
const absoluteMilliseconds = 7 * dayMilliseconds;

export const createSessions = (random: Random, now: () => number): Sessions => {
  const sessions = new Map<string, Session>();
  return {
    create: (userId) => {
      const secret = random.token(32);
      const session = { id: random.token(16), userId, authenticatedAt: now(), usedAt: now() };
      sessions.set(hashToken(secret), session);
      return { secret, session };
    },
    find: (secret) => {
      if (secret === undefined) return null;
      const key = hashToken(secret);
      const session = sessions.get(key);
      if (session === undefined) return null;
      if (
        now() - session.usedAt >= idleMilliseconds ||
        now() - session.authenticatedAt >= absoluteMilliseconds
      ) {
        sessions.delete(key);
        return null;
      }
      session.usedAt = now();
      return session;
    },
    end: (secret) => {
      if (secret !== undefined) sessions.delete(hashToken(secret));
    },
  };
};
