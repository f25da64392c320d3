import type { Operations } from '../../src/api/operations.ts';
import { fail, succeed } from '../../src/transactions/failures.ts';
import { aState } from './states.ts';

export type Call = { readonly operation: keyof Operations; readonly arguments: readonly unknown[] };

/**
 * Operations that answer with one waiting order of one account, and remember how they were called. Whoever is not
 * that account has nothing.
 */
export const createFakeOperations = (over: Partial<Operations> = {}) => {
  const calls: Call[] = [];
  const state = aState();
  const { account, transaction, challenges } = state;
  const owns = (actor: { accountId: string }, id: string | null): boolean =>
    actor.accountId === account.id && (id === null || id === transaction?.id);
  const answer = async (actor: { accountId: string }, id: string | null) =>
    owns(actor, id) ? succeed(state) : fail({ type: 'not_found' });
  const operations: Operations = {
    request: async () => succeed({ type: 'requested', state }),
    current: (actor) => answer(actor, null),
    list: async (actor) => (owns(actor, null) && transaction ? [{ transaction, challenges }] : []),
    find: async (actor, id) =>
      owns(actor, id) && transaction ? succeed({ transaction, challenges }) : fail({ type: 'not_found' }),
    confirm: (actor, id) => answer(actor, id),
    resend: (actor, id) => answer(actor, id),
    cancel: (actor, id) => answer(actor, id),
    ...over,
  };
  const remember = <Name extends keyof Operations>(operation: Name): Operations[Name] =>
    // One recorder for seven signatures: what goes in and out is the operation's own.
    ((...given: readonly unknown[]) => {
      calls.push({ operation, arguments: given });
      return Reflect.apply(operations[operation], undefined, given);
    }) as Operations[Name];
  return {
    calls,
    operations: {
      request: remember('request'),
      current: remember('current'),
      list: remember('list'),
      find: remember('find'),
      confirm: remember('confirm'),
      resend: remember('resend'),
      cancel: remember('cancel'),
    } satisfies Operations,
  };
};
