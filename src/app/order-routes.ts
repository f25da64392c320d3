/** One's orders, and what can be done about them. */
import { Type, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { transactionIdPattern } from '../api/contract.ts';
import { problemTable } from '../api/problems.ts';
import type { Actor } from '../transactions/actor.ts';
import type { Failure, Result } from '../transactions/failures.ts';
import type { AccountState } from '../transactions/model.ts';
import { isFresh, ownForm, type SignedIn, signedInOf, whoIsSignedIn } from './authenticate.ts';
import type { BuiltUi } from './built-ui.ts';
import type { AppContext } from './context.ts';
import { clearCookie, cookieNames, readCookie, setCookie } from './cookies.ts';
import { formToken } from './csrf.ts';
import { deadline, stopAsNotMe, withoutSpaces } from './order-actions.ts';
import { ordersPage, welcomePage } from './orders-page.ts';
import { failureText, type Notice, noticeText } from './page-text.ts';
import { noticeSeconds } from './session-routes.ts';

export const pageLength = 20;

const params = Type.Object({ id: Type.String() });

export const orderRoutes = (instance: FastifyInstance, context: AppContext, ui: BuiltUi | null): void => {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const { options, base } = context;
  const { operations, businessName } = options;
  const preValidation = ownForm(context);

  const showOrders = async (request: FastifyRequest, reply: FastifyReply) => {
    const signedIn = await whoIsSignedIn(context, request);
    if (signedIn === null) {
      return context.sendPage(reply, welcomePage({ base, businessName, ui, signInUrl: context.signInUrl }));
    }
    const notice = noticeText(readCookie(request, cookieNames.notice));
    if (notice !== null) clearCookie(reply, cookieNames.notice);
    return sendOrders(reply, signedIn, { notice });
  };
  // The pages with scripts tell these apart; without them there is one page.
  for (const path of ['/', '/profile', '/activity']) app.get(path, showOrders);

  /** The page as things stand now, with what was done or could not be. */
  const sendOrders = async (
    reply: FastifyReply,
    { session, actor }: SignedIn,
    said: { readonly notice?: string | null; readonly failure?: Failure },
  ) => {
    const [current, records] = await Promise.all([
      operations.current(actor),
      options.history(actor, { limit: pageLength, beforeId: null }),
    ]);
    if (!current.ok) {
      // The account is gone, and with it whatever this session was for.
      await context.sessions.end(session);
      clearCookie(reply, cookieNames.session);
      return context.sendMessage(reply, 'signed_out');
    }
    const now = options.now();
    const { failure } = said;
    const markup = ordersPage({
      base,
      businessName,
      formToken: formToken(context.keys.form, session),
      now,
      state: current.value,
      records,
      ui,
      notice: said.notice ?? null,
      alert: failure === undefined ? null : failureText(failure, now),
    });
    return context.sendPage(reply, markup, failure === undefined ? 200 : problemTable[failure.type].status);
  };

  /** Done: the page is read anew, so that reloading it does nothing twice. Failed: the page says why. */
  const settle = async (
    request: FastifyRequest,
    reply: FastifyReply,
    result: Result<AccountState>,
    notice: Notice,
  ) => {
    if (!result.ok) return sendOrders(reply, signedInOf(request), { failure: result.failure });
    setCookie(reply, cookieNames.notice, notice, noticeSeconds);
    return reply.redirect(context.home, 303);
  };

  /** One step on the transaction named in the address. */
  const step = async (
    request: FastifyRequest<{ Params: { id: string } }>,
    reply: FastifyReply,
    notice: Notice,
    take: (actor: Actor, id: string) => Promise<Result<AccountState>>,
  ) => {
    const signedIn = signedInOf(request);
    const { id } = request.params;
    // An id of another form is nobody's transaction; the database is not asked.
    if (!transactionIdPattern.test(id))
      return sendOrders(reply, signedIn, { failure: { type: 'not_found' } });
    return settle(request, reply, await take(signedIn.actor, id), notice);
  };

  app.post(
    '/transactions/:id/confirm',
    { preValidation, schema: { params, body: Type.Object({ code: Type.String({ maxLength: 64 }) }) } },
    (request, reply) =>
      step(request, reply, 'confirmed', (actor, id) =>
        operations.confirm(actor, id, withoutSpaces(request.body.code), deadline()),
      ),
  );

  app.post('/transactions/:id/resend', { preValidation, schema: { params } }, (request, reply) =>
    step(request, reply, 'code_sent', (actor, id) => operations.resend(actor, id, deadline())),
  );

  app.post('/transactions/:id/cancel', { preValidation, schema: { params } }, (request, reply) =>
    step(request, reply, 'cancelled', (actor, id) => operations.cancel(actor, id, 'asked')),
  );

  app.post('/transactions/:id/not-me', { preValidation, schema: { params } }, (request, reply) =>
    step(request, reply, 'locked', (actor, id) => stopAsNotMe(options, actor, id)),
  );

  app.post(
    '/unlock',
    {
      preValidation,
      schema: { body: Type.Object({ lock: Type.Enum(['owner', 'wrong_codes']) }) },
    },
    async (request, reply) => {
      const signedIn = signedInOf(request);
      const { actor } = signedIn;
      if (!isFresh(context, signedIn)) return reply.redirect(`${context.signInUrl}?again=1`, 303);
      return settle(request, reply, await options.unlock(actor, request.body.lock), 'unlocked');
    },
  );
};
