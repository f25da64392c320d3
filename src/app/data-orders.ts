/** Orders as data, and what can be done about them. */
import { Type, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { transactionIdPattern } from '../api/contract.ts';
import type { Actor } from '../transactions/actor.ts';
import type { Result } from '../transactions/failures.ts';
import { freshlySignedIn, ownReading, ownRequest, signedInOf } from './authenticate.ts';
import type { AppContext } from './context.ts';
import type { OrdersData } from './contract.ts';
import { sendDone, sendFailure, sendRefusal } from './data-answers.ts';
import { deadline, stopAsNotMe, withoutSpaces } from './order-actions.ts';
import { pageLength } from './order-routes.ts';
import { type Notice, noticeText } from './page-text.ts';
import { presentLocks, presentOrder, presentWaiting } from './present-orders.ts';

const params = Type.Object({ id: Type.String() });
const empty = Type.Object({});

export const dataOrders = (instance: FastifyInstance, context: AppContext): void => {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const { options } = context;
  const { operations } = options;
  const own = ownRequest(context);

  app.get(
    '/orders',
    {
      preValidation: ownReading(context),
      schema: {
        querystring: Type.Object({
          before: Type.Optional(Type.String({ pattern: transactionIdPattern.source })),
        }),
      },
    },
    async (request, reply): Promise<OrdersData | FastifyReply> => {
      const { actor } = signedInOf(request);
      // The state before the list: the list then holds at least the events up to the state's number.
      const current = await operations.current(actor);
      if (!current.ok) return sendRefusal(reply, 'signed_out');
      const [records, links] = await Promise.all([
        options.history(actor, { limit: pageLength, beforeId: request.query.before ?? null }),
        options.links(actor),
      ]);
      const { account, transaction, challenges } = current.value;
      const past = records.filter((record) => record.transaction.state !== 'requested');
      return {
        number: account.version,
        waiting: transaction?.state === 'requested' ? presentWaiting({ transaction, challenges }) : null,
        locks: presentLocks(current.value),
        linked: links.filter(({ endedAt }) => endedAt === null).length,
        past: past.map((record) => presentOrder(record.transaction)),
        before: records.length < pageLength ? null : (records.at(-1)?.transaction.id ?? null),
      };
    },
  );

  const settle = (reply: FastifyReply, result: Result<unknown>, notice: Notice): FastifyReply =>
    result.ok ? sendDone(reply, noticeText(notice) ?? '') : sendFailure(reply, result.failure, options.now());

  /** An id of another form is nobody's transaction; the database is not asked. */
  const act = async (
    reply: FastifyReply,
    id: string,
    notice: Notice,
    take: () => Promise<Result<unknown>>,
  ): Promise<FastifyReply> =>
    transactionIdPattern.test(id)
      ? settle(reply, await take(), notice)
      : sendFailure(reply, { type: 'not_found' }, options.now());

  app.post(
    '/orders/:id/confirm',
    {
      preValidation: own,
      schema: { params, body: Type.Object({ code: Type.String({ maxLength: 64 }) }) },
    },
    (request, reply) => {
      const { id } = request.params;
      const { actor } = signedInOf(request);
      const code = withoutSpaces(request.body.code);
      return act(reply, id, 'confirmed', () => operations.confirm(actor, id, code, deadline()));
    },
  );

  const steps: {
    readonly [name in 'resend' | 'cancel']: {
      readonly notice: Notice;
      readonly take: (actor: Actor, id: string) => Promise<Result<unknown>>;
    };
  } = {
    resend: { notice: 'code_sent', take: (actor, id) => operations.resend(actor, id, deadline()) },
    cancel: { notice: 'cancelled', take: (actor, id) => operations.cancel(actor, id, 'asked') },
  };
  for (const [name, { notice, take }] of Object.entries(steps)) {
    app.post(
      `/orders/:id/${name}`,
      { preValidation: own, schema: { params, body: empty } },
      (request, reply) => {
        const { id } = request.params;
        return act(reply, id, notice, () => take(signedInOf(request).actor, id));
      },
    );
  }

  app.post(
    '/orders/:id/not-me',
    { preValidation: own, schema: { params, body: Type.Object({ lock: Type.Boolean() }) } },
    (request, reply) => {
      const { id } = request.params;
      const { actor } = signedInOf(request);
      return request.body.lock
        ? act(reply, id, 'locked', () => stopAsNotMe(options, actor, id))
        : act(reply, id, 'cancelled', () => operations.cancel(actor, id, 'not_me'));
    },
  );

  app.post('/orders/clear', { preValidation: own, schema: { body: empty } }, async (request, reply) => {
    await options.clearHistory(signedInOf(request).actor);
    return sendDone(reply, noticeText('history_cleared') ?? '');
  });

  app.post('/locks/owner/set', { preValidation: own, schema: { body: empty } }, async (request, reply) =>
    settle(reply, await options.lock(signedInOf(request).actor), 'lock_set'),
  );

  for (const lock of ['owner', 'wrong_codes'] as const) {
    app.post(
      `/locks/${lock}/open`,
      { preValidation: [own, freshlySignedIn(context)], schema: { body: empty } },
      async (request, reply) =>
        settle(reply, await options.unlock(signedInOf(request).actor, lock), 'unlocked'),
    );
  }
};
