import { type Decision, store } from '../decision.ts';
import type { Limits } from '../limits.ts';
import { isOpenChallenge } from '../machine.ts';
import type { AccountState, Contact, Happening, Instant } from '../model.ts';
import { cancelled } from './cancel.ts';

export type ContactsStep = {
  readonly type: 'store_contacts';
  /** All contacts proven to be the account's, as just learnt from the tenant or by a code. */
  readonly contacts: readonly Contact[];
};

/** Replaces the account's contacts. One that changed or lost its proof cancels what waits on it (rule 7). */
export const storeContacts = (
  state: AccountState,
  step: ContactsStep,
  now: Instant,
  limits: Limits,
): Decision => {
  const kept = new Map(step.contacts.map((contact) => [contact.id, contact.address]));
  const gone = state.contacts.filter(({ id, address }) => kept.get(id) !== address);
  const added = step.contacts.filter(({ id }) => !state.contacts.some((contact) => contact.id === id));
  const goneIds = new Set(gone.map(({ id }) => id));
  const waitsOnGone = state.challenges.some(
    (challenge, index) =>
      goneIds.has(challenge.contactId) &&
      (isOpenChallenge(challenge.state) || index === state.challenges.length - 1),
  );
  const next = { ...state, contacts: step.contacts };
  const happenings: Happening[] = [
    ...gone.map(({ channel }) => contactHappening('contact.removed', channel)),
    ...added.map(({ channel }) => contactHappening('contact.added', channel)),
  ];
  return store(waitsOnGone ? cancelled(next, 'contact_changed', now, limits) : next, null, happenings);
};

const contactHappening = (type: 'contact.added' | 'contact.removed', channel: string): Happening => ({
  type,
  transactionId: null,
  data: { channel },
});
