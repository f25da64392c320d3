import { type Decision, store } from '../decision.ts';
import type { AccountState, Instant, LockName } from '../model.ts';

/** The owner's own lock: "not me". The other one falls by itself (`withLockWhenDue`). */
export type LockStep = { readonly type: 'lock' };

export type UnlockStep = { readonly type: 'unlock'; readonly lock: LockName };

export const lock = (state: AccountState, _step: LockStep, now: Instant): Decision => {
  if (state.account.lockedAt.owner !== null) return { next: null, result: { ok: true, value: state } };
  return store(withLock(state, 'owner', now));
};

/** Who may open a lock is for the caller to prove: a web session signed in within five minutes (rule 5). */
export const unlock = (state: AccountState, step: UnlockStep): Decision => {
  if (state.account.lockedAt[step.lock] === null) return { next: null, result: { ok: true, value: state } };
  const opened = withLock(state, step.lock, null);
  const account = step.lock === 'wrong_codes' ? { ...opened.account, wrongInARow: 0 } : opened.account;
  return store({ ...opened, account });
};

const withLock = (state: AccountState, lock: LockName, at: Instant | null): AccountState => ({
  ...state,
  account: { ...state.account, lockedAt: { ...state.account.lockedAt, [lock]: at } },
});
