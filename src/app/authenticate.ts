/** Who is signed in, and whether an unsafe request is theirs. The only place in `app` that makes actors. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, authenticatedAs } from '../transactions/actor.ts';
import type { Instant } from '../transactions/model.ts';
import type { AppContext } from './context.ts';
import { cookieNames, readCookie } from './cookies.ts';
import { isFormToken, isSameOrigin } from './csrf.ts';
import { sendRefusal } from './data-answers.ts';
import type { WebSession } from './session-port.ts';

export type SignedIn = { readonly session: WebSession; readonly actor: Actor };

/** Whoever this browser is signed in as; null where nobody. `idle`: a page that looks for news by itself. */
export const whoIsSignedIn = async (
  { sessions }: AppContext,
  request: FastifyRequest,
  idle = false,
): Promise<SignedIn | null> => {
  const session = await sessions.resume(readCookie(request, cookieNames.session), idle);
  if (session === null) return null;
  const actor = authenticatedAs({
    accountId: session.accountId,
    surface: 'app',
    session: session.idHash,
    linkId: null,
    request: null,
  });
  return { session, actor };
};

/**
 * The hook before every unsafe route: from our own origin, signed in, with the session's form token; else a page that
 * says so, and the route is not reached (OWASP ASVS 5.0, 3.5.1).
 */
export const ownForm = (context: AppContext) => async (request: FastifyRequest, reply: FastifyReply) => {
  const refuseForeign = (cause: string) => {
    context.options.log.warn('app.foreign_request', { cause, route: request.routeOptions.url });
    return context.sendMessage(reply, 'foreign_request');
  };
  if (!isSameOrigin(request.headers, new URL(context.options.publicUrl).origin)) {
    return refuseForeign('origin');
  }
  const signedIn = await whoIsSignedIn(context, request);
  if (signedIn === null) return context.sendMessage(reply, 'signed_out');
  if (!isFormToken(context.keys.form, signedIn.session, formTokenOf(request.body))) {
    return refuseForeign('token');
  }
  request.setDecorator('signedIn', signedIn);
};

/**
 * The same for what scripts ask: the form token comes in the header `Sayso-Form-Token`, which no other site's page can
 * set, and the refusal is JSON.
 */
export const ownRequest = (context: AppContext) => async (request: FastifyRequest, reply: FastifyReply) => {
  const refuseForeign = (cause: string) => {
    context.options.log.warn('app.foreign_request', { cause, route: request.routeOptions.url });
    return sendRefusal(reply, 'foreign_request');
  };
  if (!isSameOrigin(request.headers, new URL(context.options.publicUrl).origin)) {
    return refuseForeign('origin');
  }
  const signedIn = await whoIsSignedIn(context, request);
  if (signedIn === null) return sendRefusal(reply, 'signed_out');
  if (!isFormToken(context.keys.form, signedIn.session, request.headers['sayso-form-token'])) {
    return refuseForeign('token');
  }
  request.setDecorator('signedIn', signedIn);
};

/**
 * The hook before what a script reads: signed in, else JSON that says so. Pages read by themselves, as long as they
 * are open: that nobody sits before one must still end its session (OWASP ASVS 5.0, 7.3.1).
 */
export const ownReading = (context: AppContext) => async (request: FastifyRequest, reply: FastifyReply) => {
  const signedIn = await whoIsSignedIn(context, request, true);
  if (signedIn === null) return sendRefusal(reply, 'signed_out');
  request.setDecorator('signedIn', signedIn);
};

/** Whether the person proved who they are recently enough to open a lock or change a contact (rule 5). */
export const isFresh = (context: AppContext, { session }: SignedIn): boolean =>
  context.options.now() < freshUntil(session);

export const freshUntil = (session: WebSession): Instant => session.authTime + freshSeconds * 1000;

/** The hook after `ownRequest`, before what needs a fresh sign-in. */
export const freshlySignedIn =
  (context: AppContext) => async (request: FastifyRequest, reply: FastifyReply) => {
    if (!isFresh(context, signedInOf(request))) return sendRefusal(reply, 'fresh_sign_in_needed');
  };

const freshSeconds = 5 * 60;

/** Behind `ownForm`, `ownRequest` and `ownReading` only. */
export const signedInOf = (request: FastifyRequest): SignedIn => {
  const signedIn = request.getDecorator<SignedIn | null>('signedIn');
  if (signedIn === null)
    throw new Error('this route lets requests in that no hook of authenticate.ts checked');
  return signedIn;
};

const formTokenOf = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'form_token' in body ? body.form_token : undefined;
