import type { LearnContacts } from './learn-contacts.ts';
import type { AccountRef } from './ports.ts';

/**
 * Learns an account's contacts within a turn, for one that has none yet. False where the tenant could not be asked, or
 * not before `signal` ended; the asking then goes on, and the next turn finds what it brought.
 * Throws what the store throws.
 */
export const provideContact = async (
  learnContacts: LearnContacts,
  account: AccountRef,
  signal: AbortSignal,
): Promise<boolean> => {
  if (signal.aborted) return false;
  const learning = learnContacts(account);
  let giveUp = () => {};
  const tooLate = new Promise<'too_late'>((resolve) => {
    giveUp = () => resolve('too_late');
    signal.addEventListener('abort', giveUp, { once: true });
  });
  try {
    return (await Promise.race([learning, tooLate])) === 'learnt';
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
};
