import type { Failure, FailureType } from '../../src/transactions/failures.ts';
import { aTransaction, noon } from './states.ts';

const transaction = aTransaction();

/** One of every failure there is; the compiler asks for those that are new. */
export const everyFailure: { readonly [type in FailureType]: Extract<Failure, { type: type }> } = {
  locked: { type: 'locked', lock: 'wrong_codes' },
  frozen: { type: 'frozen', until: noon + 90_500 },
  no_contact: { type: 'no_contact' },
  contact_unavailable: { type: 'contact_unavailable' },
  nothing_waiting: { type: 'nothing_waiting' },
  not_found: { type: 'not_found' },
  ended: { type: 'ended', transaction: aTransaction({ state: 'cancelled', cancelReason: 'asked' }) },
  already_confirmed: { type: 'already_confirmed', transaction: aTransaction({ state: 'done' }) },
  code_malformed: { type: 'code_malformed', transaction },
  code_wrong: { type: 'code_wrong', transaction, triesLeft: 2 },
  refused: { type: 'refused', transaction: aTransaction({ state: 'refused' }), locked: false },
  code_expired: { type: 'code_expired', transaction },
  no_code: { type: 'no_code', transaction },
  still_sending: { type: 'still_sending' },
  quiet: { type: 'quiet', until: noon + 60_000 },
  resend_too_soon: { type: 'resend_too_soon', transaction, at: noon + 30_000 },
  sends_spent: { type: 'sends_spent', transaction, codeStands: true },
  sends_limited: { type: 'sends_limited', until: noon + 3_600_000 },
  sending_failed: { type: 'sending_failed', transaction, certain: true, formerStands: false },
  check_failed: { type: 'check_failed', transaction, counted: false },
  check_in_progress: { type: 'check_in_progress', transaction },
  tries_spent: { type: 'tries_spent', transaction },
  replacement_told: { type: 'replacement_told', transaction, replacedSummary: 'a small pizza' },
  contact_lost: { type: 'contact_lost', transaction },
  replayed: { type: 'replayed', transaction },
  idempotency_conflict: { type: 'idempotency_conflict' },
  busy: { type: 'busy' },
};
