import type { FastifyReply } from 'fastify';
import type { Failure } from '../transactions/failures.ts';
import type { Instant } from '../transactions/model.ts';
import { type ProblemCode, type ProblemMembers, particularsOf, problemTable } from './problems.ts';

export const problemMediaType = 'application/problem+json';

/** Answers with a problem. `type` is the address under which the surface explains the code. */
export const sendProblem = (
  reply: FastifyReply,
  code: ProblemCode,
  members: ProblemMembers = {},
): FastifyReply => {
  const { status, title, detail } = problemTable[code];
  const type = `${reply.server.prefix}/problems/${code}`;
  // Sent as text: no route's response schema may drop a member of it.
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type(`${problemMediaType}; charset=utf-8`)
    .send(JSON.stringify({ type, title, status, code, detail, ...members }));
};

/** Answers with a step's failure; says when to come back where that is known (RFC 9110, 10.2.3). */
export const sendFailure = (reply: FastifyReply, failure: Failure, now: Instant): FastifyReply => {
  const { members, retryAt } = particularsOf(failure, now);
  if (retryAt === null) return sendProblem(reply, failure.type, members);
  reply.header('retry-after', String(Math.max(1, Math.ceil((retryAt - now) / 1000))));
  return sendProblem(reply, failure.type, { ...members, retryAt: new Date(retryAt).toISOString() });
};
