import { type Beside, changeOf } from '../change.ts';
import { decide, type Step } from '../decide.ts';
import { fail, type Result } from '../failures.ts';
import type { Limits } from '../limits.ts';
import type { AccountState } from '../model.ts';
import type { AccountStore, Clock } from '../ports.ts';
import { accountTime } from '../time.ts';

export type StepPorts = {
  readonly accounts: AccountStore;
  readonly now: Clock;
  readonly limits: Limits;
};

/**
 * A step may find the account changed under it; every such loss means that somebody else's write held, so among n
 * racers nobody loses more than n - 1 times.
 */
const mostAttempts = 64;

/**
 * Reads the account, decides, and writes where the version still matches; else reads again. A step that knows the
 * state it has just written passes it as `known` and saves a read.
 */
export const takeStep = async (
  ports: StepPorts,
  accountId: string,
  step: Step | ((state: AccountState) => Step),
  options: {
    readonly known?: AccountState;
    /** Look at this transaction instead of the account's latest. */
    readonly transactionId?: string;
    /** What is stored in the same commit, told from the step's own result. */
    readonly beside?: (result: Result<AccountState>) => Beside;
  } = {},
): Promise<Result<AccountState>> => {
  let known = options.known;
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const before = known ?? (await ports.accounts.read(accountId, options.transactionId));
    if (before === null) return fail({ type: 'not_found' });
    const now = accountTime(before, ports.now());
    const { next, result } = decide(
      before,
      typeof step === 'function' ? step(before) : step,
      now,
      ports.limits,
    );
    if (next === null) return result;
    const change = changeOf(before, next, now, options.beside?.(result) ?? {});
    const written = await ports.accounts.write(change);
    switch (written) {
      case 'written':
        return result.ok ? { ok: true, value: { ...result.value, account: change.account } } : result;
      case 'replayed':
        return fail({ type: 'replayed', transaction: before.transaction });
      case 'contact_taken':
        return fail({ type: 'contact_unavailable' });
      case 'stale':
        known = undefined;
        break;
      default:
        return written satisfies never;
    }
  }
  return fail({ type: 'busy' });
};
