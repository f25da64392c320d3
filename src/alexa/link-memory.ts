/**
 * Which account a person on a link stands for, remembered for a minute, so that a turn does not ask the database for
 * it again; tokens are verified every time. Whoever ends a link calls `forget`: it then acts no more in this process
 * at once, and in other processes at the latest when the minute is over.
 */
import { LRUCache } from 'lru-cache';
import type { Instant } from '../transactions/model.ts';

export type Person = { readonly issuer: string; readonly subject: string };

export type LinkMemory = {
  /** The account's id; null where nothing is remembered of this person on this link. */
  readonly recall: (linkId: string, person: Person, now: Instant) => string | null;
  readonly remember: (linkId: string, person: Person, accountId: string, now: Instant) => void;
  readonly forget: (linkId: string) => void;
};

const rememberedSeconds = 60;
const mostLinks = 5_000;

export const createLinkMemory = (): LinkMemory => {
  const links = new LRUCache<string, Person & { readonly accountId: string; readonly until: Instant }>({
    max: mostLinks,
  });
  return {
    recall: (linkId, { issuer, subject }, now) => {
      const known = links.get(linkId);
      if (known === undefined || now >= known.until) return null;
      return known.issuer === issuer && known.subject === subject ? known.accountId : null;
    },
    remember: (linkId, { issuer, subject }, accountId, now) => {
      links.set(linkId, { issuer, subject, accountId, until: now + rememberedSeconds * 1000 });
    },
    forget: (linkId) => {
      links.delete(linkId);
    },
  };
};
