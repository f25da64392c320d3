import { beforeEach, describe, expect, it } from 'vitest';
import { createLearnContacts } from './learn-contacts.ts';
import { endLink } from './links.ts';
import type { ContactPorts, Link, ProfileAnswer, ProvenContact } from './ports.ts';
import { provideContact } from './provide-contact.ts';
import { contactsAreOld, refreshContacts } from './refresh-contacts.ts';
import type { Contact } from './types.ts';

const start = Date.UTC(2026, 0, 15, 12);
const hour = 3_600_000;
const dana = { id: 'account-1', issuer: 'https://tenant.sayso.test/', subject: 'auth0|dana' };
const forever = new AbortController().signal;

let now: number;
let stored: readonly Contact[];
/** Addresses that are other accounts'. */
let foreign: Set<string>;
let answers: (() => Promise<ProfileAnswer>)[];
let asked: number;
let ids: number;
let events: string[];

const ports: ContactPorts = {
  profiles: {
    readContacts: () => {
      asked += 1;
      return answers.shift()?.() ?? Promise.resolve({ type: 'unavailable' });
    },
  },
  storeContacts: async (_, next) => {
    const contacts = next(stored);
    if (contacts.some(({ address }) => foreign.has(address))) return 'taken';
    stored = contacts;
    return 'stored';
  },
  now: () => now,
  newId: () => {
    ids += 1;
    return `contact-${ids}`;
  },
  log: {
    info: () => undefined,
    warn: (event) => {
      events.push(event);
    },
    error: () => undefined,
  },
};

beforeEach(() => {
  now = start;
  stored = [];
  foreign = new Set();
  answers = [];
  asked = 0;
  ids = 0;
  events = [];
});

const phone = (address = '+12025550142'): ProvenContact => ({ channel: 'sms', address, provenAt: now });
const mailbox: ProvenContact = { channel: 'email', address: 'dana@example.com', provenAt: start };

const tenantSays = (...contacts: ProvenContact[]) => {
  answers.push(() => Promise.resolve({ type: 'found', contacts }));
};

const learn = () => createLearnContacts(ports)(dana);

describe('contacts', () => {
  it('are learnt at first use, with a hint of each', async () => {
    tenantSays(phone(), mailbox);
    expect(await provideContact(createLearnContacts(ports), dana, forever)).toBe(true);
    expect(stored).toEqual([
      {
        id: 'contact-1',
        channel: 'sms',
        address: '+12025550142',
        hint: '42',
        provenAt: start,
        checkedAt: start,
      },
      {
        id: 'contact-2',
        channel: 'email',
        address: 'dana@example.com',
        hint: 'd…@example.com',
        provenAt: start,
        checkedAt: start,
      },
    ]);
  });

  it('that did not change keep their id and the time of their proof', async () => {
    tenantSays(phone());
    await learn();
    now += 25 * hour;
    tenantSays(phone(), phone());
    await learn();
    expect(stored).toMatchObject([{ id: 'contact-1', provenAt: start, checkedAt: now }]);
  });

  it('that changed are others, with ids of their own', async () => {
    tenantSays(phone());
    await learn();
    tenantSays(phone('+12025550199'));
    await learn();
    expect(stored).toMatchObject([{ id: 'contact-2', address: '+12025550199', hint: '99' }]);
  });

  it('that lost their proof are dropped', async () => {
    tenantSays(phone(), mailbox);
    await learn();
    tenantSays(mailbox);
    await learn();
    expect(stored.map(({ id }) => id)).toEqual(['contact-2']);
  });

  it('of a person who is gone are dropped', async () => {
    tenantSays(phone());
    await learn();
    answers.push(() => Promise.resolve({ type: 'gone' }));
    expect(await provideContact(createLearnContacts(ports), dana, forever)).toBe(true);
    expect(stored).toEqual([]);
    expect(events).toEqual(['contacts.person_gone']);
  });

  it('stand while the tenant cannot be asked', async () => {
    tenantSays(phone());
    await learn();
    const before = stored;
    expect(await provideContact(createLearnContacts(ports), dana, forever)).toBe(false);
    expect(stored).toBe(before);
  });

  it('of another account are refused, and nothing else is', async () => {
    tenantSays(phone('+12025550111'));
    await learn();
    foreign.add('+12025550142');
    tenantSays(phone('+12025550142'), mailbox);
    await learn();
    expect(stored).toMatchObject([{ channel: 'email', address: 'dana@example.com' }]);
    expect(events).toEqual(['contacts.taken_by_another_account']);
  });

  it('that were lost are dropped also where the new one is another account’s', async () => {
    tenantSays(phone('+12025550111'));
    await learn();
    foreign.add('+12025550142');
    tenantSays(phone('+12025550142'));
    await learn();
    expect(stored).toEqual([]);
  });
});

describe('the tenant', () => {
  it('is asked once for all who come at the same time, and again for who comes later', async () => {
    tenantSays(phone());
    tenantSays(phone());
    const learnContacts = createLearnContacts(ports);
    await Promise.all([
      learnContacts(dana),
      provideContact(learnContacts, dana, forever),
      learnContacts(dana),
    ]);
    expect(asked).toBe(1);
    await learnContacts(dana);
    expect(asked).toBe(2);
  });

  it('that is slow does not hold up the turn; what it says is there for the next', async () => {
    const slow = { answer: (_: ProfileAnswer) => {} };
    answers.push(
      () =>
        new Promise((resolve) => {
          slow.answer = resolve;
        }),
    );
    const learnContacts = createLearnContacts(ports);
    const turn = new AbortController();
    const providing = provideContact(learnContacts, dana, turn.signal);
    turn.abort();
    expect(await providing).toBe(false);
    const next = provideContact(learnContacts, dana, forever);
    slow.answer({ type: 'found', contacts: [phone()] });
    expect(await next).toBe(true);
    expect(stored).toHaveLength(1);
    expect(asked).toBe(1);
  });

  it('is not asked in a turn that is over', async () => {
    expect(await provideContact(createLearnContacts(ports), dana, AbortSignal.abort())).toBe(false);
    expect(asked).toBe(0);
  });

  it('is asked again a day after it was last asked', async () => {
    tenantSays(phone());
    tenantSays(phone());
    const learnContacts = createLearnContacts(ports);
    await learnContacts(dana);
    now += 24 * hour - 1;
    expect(await refreshContacts(learnContacts, { ...dana, contacts: stored }, now)).toBe(false);
    expect(asked).toBe(1);
    now += 1;
    expect(contactsAreOld(stored, now)).toBe(true);
    expect(await refreshContacts(learnContacts, { ...dana, contacts: stored }, now)).toBe(true);
    expect(asked).toBe(2);
    expect(contactsAreOld(stored, now)).toBe(false);
  });
});

describe('the end of a link', () => {
  const link: Link = { linkId: 'link-1', accountId: dana.id, linkedAt: start, endedAt: start + hour };

  const end = async (known: Link | null) => {
    const steps: string[] = [];
    await endLink(
      {
        directory: {
          endLink: async (linkId, at) => {
            steps.push(`end ${linkId} at ${at - start}`);
            return known;
          },
        },
        cancelThrough: async ({ accountId, linkId }) => {
          steps.push(`cancel ${accountId} ${linkId}`);
        },
        now: () => now,
      },
      'link-1',
    );
    return steps;
  };

  it('comes before the cancelling of what waits through it', async () => {
    expect(await end(link)).toEqual(['end link-1 at 0', 'cancel account-1 link-1']);
  });

  it('cancels nothing where nobody knows the link', async () => {
    expect(await end(null)).toEqual(['end link-1 at 0']);
  });
});
