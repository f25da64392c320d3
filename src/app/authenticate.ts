/** Who is signed in, and whether an unsafe request is theirs. The only place in `app` that makes actors. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, authenticatedAs } from '../transactions/actor.ts';
import type { AppContext } from './context.ts';
import { cookieNames, readCookie } from './cookies.ts';
import { isFormToken, isSameOrigin } from './csrf.ts';
import type { WebSession } from './session-port.ts';

export type SignedIn = { readonly session: WebSession; readonly actor: Actor };

/** Whoever this browser is signed in as; null where nobody. */
export const whoIsSignedIn = async (
  { sessions }: AppContext,
  request: FastifyRequest,
): Promise<SignedIn | null> => {
  const session = await sessions.resume(readCookie(request, cookieNames.session));
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

/** Behind `ownForm` only. */
export const signedInOf = (request: FastifyRequest): SignedIn => {
  const signedIn = request.getDecorator<SignedIn | null>('signedIn');
  if (signedIn === null) throw new Error('this route lets requests in that ownForm did not check');
  return signedIn;
};

const formTokenOf = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'form_token' in body ? body.form_token : undefined;
