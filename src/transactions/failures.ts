import type { Instant, LockName, Transaction } from './model.ts';

/**
 * Every way a step can end without doing what was asked. The union is closed: three tables (api/problems.ts,
 * alexa/say.ts, app/pages) turn each member into an HTTP problem, into speech and into page text, and the compiler
 * misses none.
 */
export type Failure =
  /** A lock is on; only its owner opens it, in the web application (rule 5). */
  | { readonly type: 'locked'; readonly lock: LockName }
  /** Too many replacements in a short time (rule 2). */
  | { readonly type: 'frozen'; readonly until: Instant }
  /** The account has no proven phone or mailbox on an offered channel (rule 7). */
  | { readonly type: 'no_contact' }
  /** The issuer could not be asked for the account's contact; nothing was sent. */
  | { readonly type: 'contact_unavailable' }
  /** No transaction waits for a code. */
  | { readonly type: 'nothing_waiting' }
  /** No such transaction of this account. */
  | { readonly type: 'not_found' }
  /** The transaction ended without effect: expired, refused, superseded or cancelled. */
  | { readonly type: 'ended'; readonly transaction: Transaction }
  | { readonly type: 'already_confirmed'; readonly transaction: Transaction }
  /** Not six digits: costs nothing, is not called wrong. */
  | { readonly type: 'code_malformed'; readonly transaction: Transaction }
  | { readonly type: 'code_wrong'; readonly transaction: Transaction; readonly triesLeft: number }
  /** That was the third wrong code; the transaction is refused, and the account locked where `locked`. */
  | { readonly type: 'refused'; readonly transaction: Transaction; readonly locked: boolean }
  /** The code ran out or was used up; the transaction stands and a new code can be sent. */
  | { readonly type: 'code_expired'; readonly transaction: Transaction }
  /** No code is out: the last sending failed. */
  | { readonly type: 'no_code'; readonly transaction: Transaction }
  /** The code is on its way to the issuer this very moment. */
  | { readonly type: 'still_sending' }
  /** The last sending's outcome is unknown; nothing is sent until then. */
  | { readonly type: 'quiet'; readonly until: Instant }
  | { readonly type: 'resend_too_soon'; readonly transaction: Transaction; readonly at: Instant }
  /** Three sendings were made for this transaction. `codeStands`: the newest code still works. */
  | { readonly type: 'sends_spent'; readonly transaction: Transaction; readonly codeStands: boolean }
  /** The account's sendings an hour or a day are used up. */
  | { readonly type: 'sends_limited'; readonly until: Instant }
  /** The code could not be sent. `certain`: nothing left; otherwise it may still arrive and will not work. */
  | {
      readonly type: 'sending_failed';
      readonly transaction: Transaction;
      readonly certain: boolean;
      readonly formerStands: boolean;
    }
  /** The code could not be checked. `counted`: the try stays counted and this code cannot be tried again. */
  | { readonly type: 'check_failed'; readonly transaction: Transaction; readonly counted: boolean }
  /** Other tries on this transaction are being checked and none is left to reserve. */
  | { readonly type: 'check_in_progress'; readonly transaction: Transaction }
  /** All three tries are used, not all of them wrong; a new request is needed. */
  | { readonly type: 'tries_spent'; readonly transaction: Transaction }
  /** The waiting transaction replaced one from another session: told now, ask for the code again (rule 2). */
  | { readonly type: 'replacement_told'; readonly transaction: Transaction; readonly replacedSummary: string }
  /** The contact turned out not to be this person's; it was dropped and the transaction cancelled. */
  | { readonly type: 'contact_lost'; readonly transaction: Transaction }
  /** This request id (or idempotency key) had its effect before; the transaction as it stands now. */
  | { readonly type: 'replayed'; readonly transaction: Transaction | null }
  /** The same Idempotency-Key came with another body. */
  | { readonly type: 'idempotency_conflict' }
  /** Too many steps on this account at once; nothing was done. */
  | { readonly type: 'busy' };

export type FailureType = Failure['type'];

export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };

export const succeed = <Value>(value: Value): Result<Value> => ({ ok: true, value });
export const fail = (failure: Failure): { readonly ok: false; readonly failure: Failure } => ({
  ok: false,
  failure,
});
