import { expect, it } from 'vitest';
import { notingLinks } from './note-links.ts';
import type { AccountDirectory, Link } from './ports.ts';

it('a link is noted when it begins and when it ends, each once', async () => {
  const links = new Map<string, Link>();
  const store = (link: Link): Link => {
    links.set(link.linkId, link);
    return link;
  };
  const directory: AccountDirectory = {
    findOrCreate: async () => ({ id: 'dana', issuer: '', subject: '' }),
    findLink: async (linkId) => links.get(linkId) ?? null,
    noteLink: async ({ linkId, accountId, now }) =>
      links.get(linkId) ?? store({ linkId, accountId, linkedAt: now, endedAt: null }),
    beginLink: async ({ linkId, accountId, now }) =>
      store({ linkId, accountId, linkedAt: now, endedAt: null }),
    endLink: async (linkId, now) => {
      const link = links.get(linkId);
      return link ? store({ ...link, endedAt: link.endedAt ?? now }) : null;
    },
    hash: (value) => value,
  };
  const noted: string[] = [];
  const noting = notingLinks(directory, async (accountId, { type }) => {
    noted.push(`${accountId} ${type}`);
  });
  await noting.noteLink({ linkId: 'echo', accountId: 'dana', now: 1 });
  await noting.noteLink({ linkId: 'echo', accountId: 'dana', now: 2 });
  await noting.endLink('echo', 3);
  await noting.endLink('echo', 4);
  await noting.endLink('unknown', 4);
  await noting.beginLink({ linkId: 'echo', accountId: 'milo', now: 5 });
  await noting.beginLink({ linkId: 'echo', accountId: 'milo', now: 6 });
  expect(noted).toEqual(['dana link.begun', 'dana link.ended', 'milo link.begun']);
});
