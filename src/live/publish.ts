/** Whoever writes an event publishes it: exactly one instance does, so nothing comes twice. */
import type { ActivityLog } from '../accounts/activity.ts';
import type { LiveMessage } from '../app/contract.ts';
import type { AccountStore } from '../transactions/ports.ts';

/** @param publish goes on after the write; never throws */
export const publishing = (
  stores: { readonly accounts: AccountStore; readonly activity: ActivityLog },
  publish: (accountId: string, message: LiveMessage) => void,
): typeof stores => ({
  accounts: {
    ...stores.accounts,
    write: async (change) => {
      const written = await stores.accounts.write(change);
      if (written === 'written' && change.happenings.length > 0) {
        const types = [...new Set(change.happenings.map(({ type }) => type))];
        publish(change.account.id, { number: change.account.version, types });
      }
      return written;
    },
  },
  activity: {
    ...stores.activity,
    note: async (accountId, activity, now) => {
      const number = await stores.activity.note(accountId, activity, now);
      if (number !== null) publish(accountId, { number, types: [activity.type] });
      return number;
    },
  },
});
