import type { LearnContacts } from '../accounts/learn-contacts.ts';
import { refreshContacts } from '../accounts/refresh-contacts.ts';
import type { AccountState } from '../transactions/model.ts';
import type { Clock } from '../transactions/ports.ts';
import type { Operations } from './operations.ts';

export type RefreshingPorts = {
  readonly learnContacts: LearnContacts;
  /** Begins what nobody waits for; where it fails, the event is logged. */
  readonly inBackground: (event: string, work: () => Promise<unknown>) => void;
  readonly now: Clock;
};

/** Whoever orders with contacts last checked a day ago has them checked again once the turn is answered (rule 7). */
export const refreshingContacts = (
  operations: Operations,
  { learnContacts, inBackground, now }: RefreshingPorts,
): Operations => {
  const refresh = ({ account, contacts }: AccountState): void =>
    inBackground('contacts.refresh_failed', () =>
      refreshContacts(learnContacts, { ...account, contacts }, now()),
    );
  return {
    ...operations,
    request: async (...asked) => {
      const requested = await operations.request(...asked);
      if (requested.ok && requested.value.type === 'requested') refresh(requested.value.state);
      return requested;
    },
  };
};
