/** `SessionStore`: signed-in browsers, known by the hash of what their cookie holds. */
import { and, desc, eq, lt, lte, ne, or } from 'drizzle-orm';
import type { SessionStore, WebSession } from '../app/session-port.ts';
import { webSessions } from './schema.ts';
import type { Sql, Statement } from './sql.ts';

/** Every request of a signed-in browser asks this. */
const find: Statement = {
  name: 'sayso_find_session',
  text: `
    SELECT
      id_hash AS "idHash", account_id AS "accountId", auth_time AS "authTime", created_at AS "createdAt",
      seen_at AS "seenAt", user_agent AS "userAgent"
    FROM web_sessions WHERE id_hash = $1`,
};

export const createSessionStore = ({ run, drizzle }: Sql): SessionStore => ({
  insert: async (session) => {
    await drizzle.insert(webSessions).values(session);
  },
  find: async (idHash) => {
    const [session] = await run<WebSession>(find, [idHash]);
    return session ?? null;
  },
  touch: async (idHash, seenAt) => {
    await drizzle
      .update(webSessions)
      .set({ seenAt })
      .where(and(eq(webSessions.idHash, idHash), lt(webSessions.seenAt, seenAt)));
  },
  list: (accountId) =>
    drizzle
      .select()
      .from(webSessions)
      .where(eq(webSessions.accountId, accountId))
      .orderBy(desc(webSessions.createdAt), webSessions.idHash),
  end: async (accountId, idHash) => {
    const ended = await drizzle
      .delete(webSessions)
      .where(and(eq(webSessions.accountId, accountId), eq(webSessions.idHash, idHash)))
      .returning({ idHash: webSessions.idHash });
    return ended.length === 1;
  },
  endOthers: async (accountId, keptIdHash) => {
    const others = keptIdHash === null ? undefined : ne(webSessions.idHash, keptIdHash);
    const ended = await drizzle
      .delete(webSessions)
      .where(and(eq(webSessions.accountId, accountId), others))
      .returning({ idHash: webSessions.idHash });
    return ended.length;
  },
  removeExpired: async ({ idleSince, bornBefore }) => {
    const removed = await drizzle
      .delete(webSessions)
      .where(or(lte(webSessions.seenAt, idleSince), lte(webSessions.createdAt, bornBefore)))
      .returning({ idHash: webSessions.idHash });
    return removed.length;
  },
});
