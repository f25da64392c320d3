import { mergeContacts } from './merge-contacts.ts';
import type { AccountRef, ContactPorts, ProvenContact } from './ports.ts';
import type { Contact } from './types.ts';

/**
 * `learnt`: what is stored is what the tenant says, perhaps no contact at all.
 * `unavailable`: the tenant could not be asked; what was stored stands.
 */
export type Learnt = 'learnt' | 'unavailable';

/** Throws only what the store throws. */
export type LearnContacts = (account: AccountRef) => Promise<Learnt>;

/** Enough for reading a user, making an identity and linking it; a turn waits for less. */
const deadlineSeconds = 10;

/**
 * Asks the tenant for a person's proven contacts and stores them: at first use, at sign-in, at linking, and when they
 * were last checked a day ago. One asking per account at a time: whoever comes meanwhile gets the same answer.
 */
export const createLearnContacts = (ports: ContactPorts): LearnContacts => {
  const learning = new Map<string, Promise<Learnt>>();
  return (account) => {
    const underWay = learning.get(account.id);
    if (underWay !== undefined) return underWay;
    const begun = learn(ports, account, AbortSignal.timeout(deadlineSeconds * 1000)).finally(() =>
      learning.delete(account.id),
    );
    learning.set(account.id, begun);
    return begun;
  };
};

/**
 * A contact that changed or lost its proof is dropped, and what waits on it cancelled; so are all of them where the
 * person is gone. One that is another account's is refused.
 */
const learn = async (ports: ContactPorts, account: AccountRef, signal: AbortSignal): Promise<Learnt> => {
  const answer = await ports.profiles.readContacts(account.subject, signal);
  switch (answer.type) {
    case 'unavailable':
      return 'unavailable';
    case 'gone':
      ports.log.warn('contacts.person_gone', { accountId: account.id });
      await ports.storeContacts(account.id, () => []);
      return 'learnt';
    case 'found':
      await storeProven(ports, account, answer.contacts);
      return 'learnt';
    default:
      return answer satisfies never;
  }
};

const storeProven = async (
  ports: ContactPorts,
  account: AccountRef,
  proven: readonly ProvenContact[],
): Promise<void> => {
  const merge = (stored: readonly Contact[], accepted: readonly ProvenContact[]) =>
    mergeContacts(stored, accepted, { newId: ports.newId, now: ports.now() });
  const all = await ports.storeContacts(account.id, (stored) => merge(stored, proven));
  if (all !== 'taken') return;

  // Somebody else's is among them. First those that this account has already, and so drops what it lost; then each of
  // the others for itself.
  ports.log.warn('contacts.taken_by_another_account', { accountId: account.id });
  const accepted = new Set<ProvenContact>();
  for (const candidate of [null, ...proven]) {
    const tried = await ports.storeContacts(account.id, (stored) =>
      merge(
        stored,
        proven.filter(
          (contact) => contact === candidate || accepted.has(contact) || stored.some(isSame(contact)),
        ),
      ),
    );
    if (tried === 'stored' && candidate !== null) accepted.add(candidate);
  }
};

const isSame =
  (proven: ProvenContact) =>
  (contact: Contact): boolean =>
    contact.channel === proven.channel && contact.address === proven.address;
