import type { OverdueReader } from '../ports.ts';
import { type StepPorts, takeStep } from './take-step.ts';

/**
 * Stores, and so publishes, what the clock has decided about accounts nobody asked for. Correctness never waits for
 * it: every read applies the same rule. Returns how many accounts it caught up with.
 */
export const sweep = async (
  ports: StepPorts & { readonly overdue: OverdueReader },
  limit = 100,
): Promise<number> => {
  const accountIds = await ports.overdue.findOverdue(ports.now(), limit);
  for (const accountId of accountIds) await takeStep(ports, accountId, { type: 'catch_up' });
  return accountIds.length;
};
