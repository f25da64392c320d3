/** Signing in and out. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { ownForm, signedInOf } from './authenticate.ts';
import { browserName } from './browser-name.ts';
import type { AppContext } from './context.ts';
import { clearCookie, cookieNames, readCookie, setCookie } from './cookies.ts';
import type { Notice } from './page-text.ts';
import { sessionLifetimes } from './sessions.ts';
import { sealSignIn, signInSeconds, unsealSignIn } from './sign-in-cookie.ts';
import type { ReturnPage, SignInKind, SignInOutcome } from './tenant.ts';

export const noticeSeconds = 60;

/** Contacts are refreshed within the sign-in, but never hold it up for longer. */
const refreshMilliseconds = 4000;

export const sessionRoutes = (app: FastifyInstance, context: AppContext): void => {
  const { options, sessions, tenant, keys } = context;

  const beginSignIn = async (reply: FastifyReply, kind: SignInKind, returnTo: ReturnPage) => {
    const begun = await tenant.begin(kind, returnTo);
    if (begun.type === 'unavailable') return context.sendMessage(reply, 'sign_in_unavailable');
    const sealed = sealSignIn(keys.signIn, begun.pending, options.now());
    setCookie(reply, cookieNames.signIn, sealed, signInSeconds);
    return reply.redirect(begun.url, 302);
  };

  app.get('/sign-in', (request, reply) =>
    beginSignIn(reply, asksForFresh(request.query) ? 'fresh' : 'plain', 'orders'),
  );
  app.get('/sign-in/again', (request, reply) => beginSignIn(reply, 'fresh', returnPageOf(request.query)));

  app.get('/callback', async (request, reply) => {
    const cookie = readCookie(request, cookieNames.signIn);
    // Whatever comes of it, it is used up.
    clearCookie(reply, cookieNames.signIn);
    const pending = unsealSignIn(keys.signIn, cookie, options.now());
    if (pending === null) return context.sendMessage(reply, 'sign_in_refused');
    const outcome = await tenant.finish(new URL(request.url, options.publicUrl).search, pending);
    if (outcome.type !== 'signed_in') {
      options.log.warn('app.sign_in_failed', { outcome: outcome.type });
      return context.sendMessage(reply, `sign_in_${outcome.type}`);
    }
    const accountId = await welcome(context, outcome);
    const userAgent = request.headers['user-agent'] ?? '';
    const id = await sessions.begin(readCookie(request, cookieNames.session), {
      accountId,
      authTime: outcome.authTime,
      userAgent,
    });
    await options.note(accountId, { type: 'session.started', data: { browser: browserName(userAgent) } });
    setCookie(reply, cookieNames.session, id, sessionLifetimes.absoluteSeconds);
    // The plain page says so; the pages with scripts see it by themselves.
    if (pending.kind === 'fresh' && pending.returnTo === 'orders') {
      setCookie(reply, cookieNames.notice, 'signed_in_again' satisfies Notice, noticeSeconds);
    }
    return reply.redirect(`${context.home}${pagePaths[pending.returnTo]}`, 303);
  });

  app.post('/sign-out', { preValidation: ownForm(context) }, async (request, reply) => {
    const { session } = signedInOf(request);
    await sessions.end(session);
    await options.note(session.accountId, { type: 'session.ended', data: {} });
    clearCookie(reply, cookieNames.session);
    options.log.info('app.signed_out', { account: session.accountId });
    return reply.redirect(signOutUrl(context), 303);
  });
};

/** The account of who just signed in, known or new, with its contacts refreshed. */
const welcome = async (
  { options }: AppContext,
  { issuer, subject }: Extract<SignInOutcome, { type: 'signed_in' }>,
): Promise<string> => {
  const account = await options.directory.findOrCreate({
    issuer,
    subject,
    newId: options.newId(),
    now: options.now(),
  });
  options.log.info('app.signed_in', { account: account.id });
  try {
    await options.onSignedIn(account, AbortSignal.timeout(refreshMilliseconds));
  } catch (error) {
    options.log.error('app.refresh_failed', { account: account.id }, error);
  }
  return account.id;
};

/**
 * Ends the tenant's session too (Auth0, "Log Users Out of Auth0"). The client names itself: an id_token_hint would put
 * a token into a URL (rule 8).
 */
const signOutUrl = ({ options, home }: AppContext): string => {
  const url = new URL('/v2/logout', options.issuer);
  url.search = new URLSearchParams({ client_id: options.clientId, returnTo: home }).toString();
  return url.href;
};

/** Below the web application's own address. */
const pagePaths: { readonly [page in ReturnPage]: string } = {
  orders: '',
  profile: 'profile',
  activity: 'activity',
};

/** A name, so that nothing a link says can lead anywhere else. */
const returnPageOf = (query: unknown): ReturnPage => {
  const wanted = typeof query === 'object' && query !== null && 'return' in query ? query.return : null;
  return wanted === 'profile' || wanted === 'activity' ? wanted : 'orders';
};

const asksForFresh = (query: unknown): boolean =>
  typeof query === 'object' && query !== null && 'again' in query;
