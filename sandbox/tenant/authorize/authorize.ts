/** GET /authorize and its continuation: reads the request, then asks for what is missing until a code can be issued. */
import { findClient, type TenantContext } from '../context.ts';
import type { Answer, AnswerCookie } from '../http/answer.ts';
import { type TenantRequest, textOf } from '../http/request.ts';
import { errorPage, lostPage } from '../pages/message-page.ts';
import { findUser } from '../users/users.ts';
import { needsConsent } from './consent-rule.ts';
import { readBrowser, readSessionSecret, setBrowser } from './cookies.ts';
import { type RedirectError, readAuthorizationRequest } from './read-request.ts';
import type { SignInTransaction } from './transactions.ts';

export const authorize = (tenant: TenantContext, request: TenantRequest): Answer => {
  const read = readAuthorizationRequest(tenant, request.query);
  switch (read.type) {
    case 'page':
      return { type: 'page', status: read.status, page: errorPage(read.message) };
    case 'redirect':
      return redirectBack(tenant, read.redirectUri, read.state, read.error);
    case 'valid': {
      const known = readBrowser(request);
      const browser = known ?? tenant.random.token(32);
      const transaction = tenant.transactions.start(read.request, browser);
      useSession(tenant, request, transaction);
      return proceed(tenant, transaction, known === undefined ? [setBrowser(browser)] : []);
    }
    default:
      return read satisfies never;
  }
};

/** GET /authorize/resume: where the pages send the browser on. */
export const resume = (tenant: TenantContext, request: TenantRequest): Answer => {
  const transaction = tenant.transactions.find(textOf(request.query, 'state'), readBrowser(request));
  return transaction ? proceed(tenant, transaction) : { type: 'page', status: 400, page: lostPage };
};

export const resumeAddress = (transaction: SignInTransaction): string =>
  `/authorize/resume?state=${transaction.id}`;

/** Takes an earlier sign-in over, unless the request asks for a new one or for a younger one. */
const useSession = (tenant: TenantContext, request: TenantRequest, transaction: SignInTransaction): void => {
  const { prompt, maxAgeSeconds } = transaction.request;
  const session = tenant.sessions.find(readSessionSecret(request));
  if (session === null || prompt === 'login' || findUser(tenant.store, session.userId) === null) return;
  if (maxAgeSeconds !== null && tenant.now() - session.authenticatedAt > maxAgeSeconds * 1000) return;
  const { userId, authenticatedAt, id: sessionId } = session;
  transaction.login = { userId, authenticatedAt, sessionId };
};

const proceed = (
  tenant: TenantContext,
  transaction: SignInTransaction,
  cookies: readonly AnswerCookie[] = [],
): Answer => {
  const { request, login } = transaction;
  if (login === null)
    return request.prompt === 'none'
      ? endWith(tenant, transaction, { error: 'login_required', error_description: 'Login required' })
      : { type: 'redirect', to: firstPage(tenant, transaction), cookies };
  if (needsConsent(tenant, transaction))
    return request.prompt === 'none'
      ? endWith(tenant, transaction, { error: 'consent_required', error_description: 'Consent required' })
      : { type: 'redirect', to: `/u/consent?state=${transaction.id}`, cookies };

  tenant.transactions.end(transaction);
  const authTime = Math.floor(login.authenticatedAt / 1000);
  const code = tenant.authorizationCodes.issue({
    redirectUri: request.redirectUri,
    codeChallenge: request.codeChallenge,
    grant: {
      grantId: tenant.random.token(16),
      clientId: request.clientId,
      userId: login.userId,
      audience: request.audience,
      scopes: request.scopes,
      nonce: request.nonce,
      authTime: request.maxAgeSeconds === null ? null : authTime,
      sessionId: login.sessionId,
    },
  });
  return redirectBack(tenant, request.redirectUri, request.state, { code }, cookies);
};

const firstPage = (tenant: TenantContext, { id, request }: SignInTransaction): string => {
  const client = findClient(tenant, request.clientId);
  const social = tenant.configuration.connections.some(
    (connection) =>
      connection.strategy === 'oauth2' &&
      connection.name === request.connection &&
      client !== null &&
      connection.enabled_clients.includes(client.client_id),
  );
  if (social) return `/u/social?state=${id}&connection=${encodeURIComponent(request.connection ?? '')}`;
  return request.signUpFirst ? `/u/signup?state=${id}` : `/u/login?state=${id}`;
};

/** Ends the transaction with an error that the application is told. */
export const endWith = (
  tenant: TenantContext,
  transaction: SignInTransaction,
  error: RedirectError,
): Answer => {
  tenant.transactions.end(transaction);
  return redirectBack(tenant, transaction.request.redirectUri, transaction.request.state, error);
};

/** With `iss`, so that the application knows which issuer answers (RFC 9207). */
const redirectBack = (
  tenant: TenantContext,
  redirectUri: string,
  state: string | null,
  answer: RedirectError | { readonly code: string },
  cookies: readonly AnswerCookie[] = [],
): Answer => {
  const to = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) to.searchParams.set(name, value);
  if (state !== null) to.searchParams.set('state', state);
  to.searchParams.set('iss', tenant.issuer);
  return { type: 'redirect', to: to.href, cookies };
};
