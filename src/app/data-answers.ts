/** How `/app/data` answers: JSON, an action by its result and one sentence. */
import type { FastifyReply } from 'fastify';
import { problemTable } from '../api/problems.ts';
import type { Failure } from '../transactions/failures.ts';
import type { Instant } from '../transactions/model.ts';
import type { ActionRefusal, ActionResult } from './contract.ts';
import { failureText } from './page-text.ts';

const refusals: {
  readonly [code in ActionRefusal]: { readonly status: number; readonly message: string };
} = {
  fresh_sign_in_needed: {
    status: 403,
    message: 'For this we must be sure that it is you: sign in once more, then try again.',
  },
  signed_out: { status: 401, message: 'Your session has ended. Nothing was done: sign in and try again.' },
  foreign_request: {
    status: 403,
    message: 'This did not come from our page, so nothing was done. Reload the page and try again.',
  },
  not_found: { status: 404, message: 'There is nothing here.' },
  invalid: {
    status: 400,
    message: 'We did not understand that, and nothing was done. Reload the page and try again.',
  },
  too_many_streams: {
    status: 429,
    message: 'Too many pages of yours are open at once. Close some; this one asks for news now and then.',
  },
  fault: {
    status: 500,
    message:
      'Something went wrong here. The fault is ours and was noted; look again to see where things stand.',
  },
};

const send = (reply: FastifyReply, status: number, result: ActionResult): FastifyReply =>
  reply.code(status).type('application/json; charset=utf-8').send(JSON.stringify(result));

export const sendRefusal = (reply: FastifyReply, code: ActionRefusal): FastifyReply => {
  const { status, message } = refusals[code];
  return send(reply, status, { ok: false, code, message });
};

export const sendDone = (reply: FastifyReply, message: string): FastifyReply =>
  send(reply, 200, { ok: true, message });

export const sendFailure = (reply: FastifyReply, failure: Failure, now: Instant): FastifyReply =>
  send(reply, problemTable[failure.type].status, {
    ok: false,
    code: failure.type,
    message: failureText(failure, now),
  });

/** A failure of another union than the rules of confirmation, in its own words. */
export const sendOther = (
  reply: FastifyReply,
  failure: { readonly code: string; readonly status: number; readonly message: string },
): FastifyReply => send(reply, failure.status, { ok: false, code: failure.code, message: failure.message });
