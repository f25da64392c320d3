import { contactHint } from './contact-hint.ts';
import type { ProvenContact } from './ports.ts';
import type { Contact, Instant, NewId } from './types.ts';

/**
 * The account's contacts as the tenant proves them now. One that was known keeps its id and the time of its proof; one
 * with another address is another contact with an id of its own, which cancels what waits on the former (rule 7).
 */
export const mergeContacts = (
  stored: readonly Contact[],
  proven: readonly ProvenContact[],
  ports: { readonly newId: NewId; readonly now: Instant },
): readonly Contact[] => {
  const merged: Contact[] = [];
  for (const { channel, address, provenAt } of proven) {
    const isSame = (contact: Contact) => contact.channel === channel && contact.address === address;
    if (merged.some(isSame)) continue;
    const known = stored.find(isSame);
    const checkedAt = ports.now;
    merged.push(
      known
        ? { ...known, checkedAt }
        : {
            id: ports.newId(),
            channel,
            address,
            hint: contactHint({ channel, address }),
            provenAt,
            checkedAt,
          },
    );
  }
  return merged;
};
