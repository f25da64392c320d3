import type { SessionStore, WebSession } from '../../src/app/session-port.ts';

/** Sessions in memory, as the port's comments have them. */
export const createMemorySessions = (): SessionStore & { readonly all: () => readonly WebSession[] } => {
  const sessions = new Map<string, WebSession>();
  const remove = (those: (session: WebSession) => boolean): number => {
    const gone = [...sessions.values()].filter(those);
    for (const { idHash } of gone) sessions.delete(idHash);
    return gone.length;
  };
  return {
    all: () => [...sessions.values()],
    insert: async (session) => {
      if (sessions.has(session.idHash)) throw new Error('this session is there already');
      sessions.set(session.idHash, session);
    },
    find: async (idHash) => sessions.get(idHash) ?? null,
    touch: async (idHash, seenAt) => {
      const session = sessions.get(idHash);
      if (session && session.seenAt < seenAt) sessions.set(idHash, { ...session, seenAt });
    },
    list: async (accountId) =>
      [...sessions.values()]
        .filter((session) => session.accountId === accountId)
        .sort((a, b) => b.createdAt - a.createdAt),
    end: async (accountId, idHash) =>
      remove((session) => session.accountId === accountId && session.idHash === idHash) === 1,
    endOthers: async (accountId, kept) =>
      remove((session) => session.accountId === accountId && session.idHash !== kept),
    removeExpired: async ({ idleSince, bornBefore }) =>
      remove(({ seenAt, createdAt }) => seenAt <= idleSince || createdAt <= bornBefore),
  };
};
