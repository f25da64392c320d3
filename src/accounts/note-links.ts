import type { NoteActivity } from './activity.ts';
import type { AccountDirectory } from './ports.ts';

/** The directory, with each link that begins or ends noted among its account's events. */
export const notingLinks = (directory: AccountDirectory, note: NoteActivity): AccountDirectory => {
  const noteBegun = async (accountId: string): Promise<void> =>
    note(accountId, { type: 'link.begun', data: {} });
  return {
    ...directory,
    noteLink: async (link) => {
      const noted = await directory.noteLink(link);
      // Every turn that remembers nothing comes here: only the first one begins it.
      if (noted.linkedAt === link.now && noted.accountId === link.accountId) await noteBegun(link.accountId);
      return noted;
    },
    beginLink: async (link) => {
      const before = await directory.findLink(link.linkId);
      const begun = await directory.beginLink(link);
      // Linked once more, and to the same account: it went on all the time.
      const goesOn = before?.endedAt === null && before.accountId === link.accountId;
      if (!goesOn) await noteBegun(link.accountId);
      return begun;
    },
    endLink: async (linkId, now) => {
      const before = await directory.findLink(linkId);
      const ended = await directory.endLink(linkId, now);
      if (before?.endedAt === null && ended !== null) {
        await note(ended.accountId, { type: 'link.ended', data: {} });
      }
      return ended;
    },
  };
};
