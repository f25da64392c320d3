/**
 * Failures as HTTP problems (RFC 9457). Codes are stable: a caller may switch on them. Nothing here quotes what was
 * sent, so no code, contact or token can come back in an error body (rule 8).
 */
import type { Failure, FailureType } from '../transactions/failures.ts';
import type { Instant, Transaction } from '../transactions/model.ts';

/** What goes wrong before an operation is reached, or within HTTP itself. */
export type HttpProblemCode =
  | 'token_missing'
  | 'token_in_url'
  | 'token_invalid'
  | 'token_expired'
  | 'insufficient_scope'
  | 'keys_unavailable'
  | 'invalid_request'
  | 'unclear'
  | 'unknown_command'
  | 'no_such_resource'
  | 'method_not_allowed'
  | 'body_too_large'
  | 'unsupported_media_type'
  | 'internal_error';

export type ProblemCode = FailureType | HttpProblemCode;

type ProblemEntry = {
  readonly status: number;
  readonly title: string;
  /** What happened and what to do. */
  readonly detail: string;
};

export const problemTable: { readonly [code in ProblemCode]: ProblemEntry } = {
  locked: {
    status: 403,
    title: 'Confirmation is locked',
    detail:
      'A lock is on this account (see `lock`). Its owner opens it in the web application, after signing in again.',
  },
  frozen: {
    status: 429,
    title: 'Too many replacements',
    detail: 'Waiting transactions were replaced too often in a short time. Ask again after `retryAt`.',
  },
  no_contact: {
    status: 409,
    title: 'No proven phone or mailbox',
    detail:
      'This account has no phone or mailbox that can receive codes. Its owner verifies one with the tenant.',
  },
  contact_unavailable: {
    status: 503,
    title: 'Contact could not be looked up',
    detail:
      'The tenant could not be asked where to send the code. Nothing was sent or stored: try again shortly.',
  },
  nothing_waiting: {
    status: 404,
    title: 'Nothing waits for a code',
    detail: 'This account has no transaction waiting for a code. Request one first.',
  },
  not_found: {
    status: 404,
    title: 'No such transaction',
    detail: 'This account has no transaction with this id.',
  },
  ended: {
    status: 409,
    title: 'The transaction has ended',
    detail: 'It ended without effect (see `transactionState`). Request it again if it is still wanted.',
  },
  already_confirmed: {
    status: 409,
    title: 'Already confirmed',
    detail: 'The transaction was confirmed before. Nothing more is needed.',
  },
  code_malformed: {
    status: 422,
    title: 'Not a code',
    detail: 'A code has six digits. This try was not counted: send the code as it was received.',
  },
  code_wrong: {
    status: 422,
    title: 'Wrong code',
    detail: 'The code is not the one that was sent last. `triesLeft` says how many tries are left.',
  },
  refused: {
    status: 422,
    title: 'Refused after too many wrong codes',
    detail: 'That was the last try, and it was wrong. The transaction has ended without effect.',
  },
  code_expired: {
    status: 409,
    title: 'The code has run out',
    detail: 'The transaction still stands: ask for a new code with its `resend`.',
  },
  no_code: {
    status: 409,
    title: 'No code is out',
    detail:
      'The last code could not be sent. The transaction still stands: ask for a new code with its `resend`.',
  },
  still_sending: {
    status: 409,
    title: 'The code is on its way',
    detail: 'A code is being sent at this very moment. Try again in a few seconds.',
  },
  quiet: {
    status: 429,
    title: 'A pause after an uncertain sending',
    detail: 'It is not known whether the last code left. Nothing is sent before `retryAt`.',
  },
  resend_too_soon: {
    status: 429,
    title: 'Too soon for another code',
    detail: 'A code was sent a moment ago. Another can be sent after `retryAt`.',
  },
  sends_spent: {
    status: 409,
    title: 'No more codes for this transaction',
    detail: 'As many codes as allowed were sent for it. Use the last one, or cancel and request again.',
  },
  sends_limited: {
    status: 429,
    title: 'Too many codes sent',
    detail: 'This account has used up the codes it may be sent for now. Try again after `retryAt`.',
  },
  sending_failed: {
    status: 502,
    title: 'The code could not be sent',
    detail:
      'The transaction still stands. `certain` says whether surely nothing left; `formerStands` whether the code before still works. Otherwise ask for a new code with its `resend`.',
  },
  check_failed: {
    status: 502,
    title: 'The code could not be checked',
    detail:
      'Nothing was confirmed. Where `counted` is false, send the same code again; where it is true, ask for a new one with `resend`.',
  },
  check_in_progress: {
    status: 409,
    title: 'Other tries are being checked',
    detail: 'All tries are taken by checks still running. Read the transaction again in a few seconds.',
  },
  tries_spent: {
    status: 409,
    title: 'No tries left',
    detail: 'All tries for this transaction are used. Cancel it and request again.',
  },
  replacement_told: {
    status: 409,
    title: 'This transaction replaced another',
    detail:
      'It replaced one that was asked for elsewhere (see `replacedSummary` and `summary`). The code was neither checked nor counted: if `summary` is what is wanted, send it again.',
  },
  contact_lost: {
    status: 409,
    title: 'The contact is not this person’s',
    detail: 'The code did not prove this person. The contact was removed and the transaction cancelled.',
  },
  replayed: {
    status: 409,
    title: 'Seen before',
    detail: 'This request had its effect before. Read the transaction to see where it stands.',
  },
  idempotency_conflict: {
    status: 422,
    title: 'Idempotency-Key used for another request',
    detail: 'The same Idempotency-Key came with another body before. Use a new key for a new request.',
  },
  busy: {
    status: 503,
    title: 'Too many steps at once',
    detail: 'Too much happened on this account at the same moment. Nothing was done: try again.',
  },
  token_missing: {
    status: 401,
    title: 'Access token missing',
    detail: 'Send an access token in the Authorization header: `Authorization: Bearer …` (RFC 6750, 2.1).',
  },
  token_in_url: {
    status: 400,
    title: 'Access token in the URL',
    detail:
      'URLs end up in logs and histories: this token must be taken for known to others. Get a new one and send it in the Authorization header alone.',
  },
  token_invalid: {
    status: 401,
    title: 'Access token not accepted',
    detail: 'It was not issued by this tenant for this API, or it was altered.',
  },
  token_expired: {
    status: 401,
    title: 'Access token expired',
    detail: 'Get a new one with the refresh token, or sign in again.',
  },
  insufficient_scope: {
    status: 403,
    title: 'Scope missing',
    detail: 'The access token does not carry the scope that this operation needs (see `scope`).',
  },
  keys_unavailable: {
    status: 503,
    title: 'Access token could not be verified',
    detail: 'The tenant’s keys cannot be had at this moment. Try again shortly.',
  },
  invalid_request: {
    status: 400,
    title: 'Request not understood',
    detail:
      'The request does not have the form this operation takes (see /openapi.json). `fields` names what is wrong.',
  },
  unclear: {
    status: 422,
    title: 'A value is missing or not understood',
    detail: 'Ask `question`, put the answer into `value`, and request again. Nothing was stored.',
  },
  unknown_command: {
    status: 422,
    title: 'No such command',
    detail: 'GET /commands lists what can be asked for.',
  },
  no_such_resource: {
    status: 404,
    title: 'Nothing here',
    detail: 'There is nothing at this address. /openapi.json lists what there is.',
  },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    detail: 'This address does not take this method. The Allow header lists those it takes.',
  },
  body_too_large: {
    status: 413,
    title: 'Body too large',
    detail: 'A body may have at most 16 KiB.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'Unsupported media type',
    detail: 'Bodies are JSON: send `Content-Type: application/json`.',
  },
  internal_error: {
    status: 500,
    title: 'Something went wrong here',
    detail:
      'The fault is ours and was noted. Read the transaction to see whether the request had its effect.',
  },
};

/** Members of a problem beyond those of RFC 9457. */
export type ProblemMembers = {
  readonly [name: string]: string | number | boolean | null | readonly string[];
};

export type FailureParticulars = {
  readonly members: ProblemMembers;
  /** Before this the same request fails the same way; null where no such time is known. */
  readonly retryAt: Instant | null;
};

const busyPauseMilliseconds = 1000;

/** What a caller may want to know about this very failure; never an address, never a code. */
export const particularsOf = (failure: Failure, now: Instant): FailureParticulars => {
  switch (failure.type) {
    case 'locked':
      return plain({ lock: failure.lock });
    case 'frozen':
    case 'quiet':
    case 'sends_limited':
      return { members: {}, retryAt: failure.until };
    case 'resend_too_soon':
      return { members: about(failure.transaction), retryAt: failure.at };
    case 'busy':
      return { members: {}, retryAt: now + busyPauseMilliseconds };
    case 'code_wrong':
      return plain({ ...about(failure.transaction), triesLeft: failure.triesLeft });
    case 'refused':
      return plain({ ...about(failure.transaction), locked: failure.locked });
    case 'sending_failed':
      return plain({
        ...about(failure.transaction),
        certain: failure.certain,
        formerStands: failure.formerStands,
      });
    case 'check_failed':
      return plain({ ...about(failure.transaction), counted: failure.counted });
    case 'replacement_told':
      return plain({
        ...about(failure.transaction),
        summary: failure.transaction.summary,
        replacedSummary: failure.replacedSummary,
      });
    case 'ended':
    case 'already_confirmed':
    case 'code_malformed':
    case 'code_expired':
    case 'no_code':
    case 'sends_spent':
    case 'check_in_progress':
    case 'tries_spent':
    case 'contact_lost':
      return plain(about(failure.transaction));
    case 'replayed':
      return plain(failure.transaction ? about(failure.transaction) : {});
    case 'no_contact':
    case 'contact_unavailable':
    case 'nothing_waiting':
    case 'not_found':
    case 'still_sending':
    case 'idempotency_conflict':
      return plain({});
    default:
      return failure satisfies never;
  }
};

const plain = (members: ProblemMembers): FailureParticulars => ({ members, retryAt: null });

const about = (transaction: Transaction): ProblemMembers => ({
  transactionId: transaction.id,
  transactionState: transaction.state,
  reason: transaction.cancelReason,
});
