import type { LearnContacts } from './learn-contacts.ts';
import type { AccountRef } from './ports.ts';
import type { Contact, Instant } from './types.ts';

/** A proof is asked about again when it was last seen so long ago (rule 7). */
const checkAfterHours = 24;

/** Whether any of an account's contacts was last checked a day or more ago. */
export const contactsAreOld = (contacts: readonly Contact[], now: Instant): boolean =>
  contacts.some(({ checkedAt }) => now - checkedAt >= checkAfterHours * 3_600_000);

/**
 * Asks the tenant anew for an account whose contacts are old; does nothing for one whose contacts are not. For after
 * the turn: nobody waits for it. True where it asked and learnt.
 */
export const refreshContacts = async (
  learnContacts: LearnContacts,
  account: AccountRef & { readonly contacts: readonly Contact[] },
  now: Instant,
): Promise<boolean> => contactsAreOld(account.contacts, now) && (await learnContacts(account)) === 'learnt';
