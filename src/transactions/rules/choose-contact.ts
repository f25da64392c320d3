import type { Channel, Contact } from '../model.ts';

/**
 * Where a code goes: the first offered channel on which the account has a proven contact; by default the phone before
 * the mailbox. The asker has no say (OWASP Transaction Authorization, 2.2).
 */
export const chooseContact = (contacts: readonly Contact[], offered: readonly Channel[]): Contact | null => {
  for (const channel of offered) {
    const contact = contacts.find((candidate) => candidate.channel === channel);
    if (contact) return contact;
  }
  return null;
};
