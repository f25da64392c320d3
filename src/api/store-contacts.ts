import type { ContactPorts } from '../accounts/ports.ts';
import { type StepPorts, takeStep } from '../transactions/steps/take-step.ts';

/** Contacts are stored by the same guarded write as everything else about an account. */
export const storeContactsWith =
  (ports: StepPorts): ContactPorts['storeContacts'] =>
  async (accountId, next) => {
    const stored = await takeStep(ports, accountId, ({ contacts }) => ({
      type: 'store_contacts',
      contacts: next(contacts),
    }));
    if (stored.ok) return 'stored';
    return stored.failure.type === 'contact_unavailable' ? 'taken' : 'no_account';
  };
