import { type Decision, store } from '../decision.ts';
import type { AccountState } from '../model.ts';

export type ExecutedStep = {
  readonly type: 'executed';
  readonly outcome: 'done' | 'failed';
};

/** The command was carried out, or finally could not be. "Done" is said only from here on (rule 10). */
export const executed = (state: AccountState, step: ExecutedStep): Decision => {
  if (state.transaction?.state !== 'confirmed') return { next: null, result: { ok: true, value: state } };
  return store({ ...state, transaction: { ...state.transaction, state: step.outcome } });
};
