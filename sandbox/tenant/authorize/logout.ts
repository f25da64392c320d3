/** GET /v2/logout, GET /oidc/logout and the page that asks: end the tenant's session, return to a listed address only. */
import type { Client } from '../configuration.ts';
import { findClient, type TenantContext } from '../context.ts';
import type { Answer } from '../http/answer.ts';
import { type Fields, type TenantRequest, textOf } from '../http/request.ts';
import { logoutPage } from '../pages/logout-page.ts';
import { errorPage, signedOutPage } from '../pages/message-page.ts';
import { verifyOwnJwt } from '../tokens/verify.ts';
import { dropSession, readSessionSecret } from './cookies.ts';

/** https://auth0.com/docs/api/authentication/logout/auth-0-logout */
export const logout = (tenant: TenantContext, request: TenantRequest): Answer => {
  const clientId = textOf(request.query, 'client_id');
  const client = clientId === null ? null : findClient(tenant, clientId);
  const returnTo = textOf(request.query, 'returnTo') ?? client?.allowed_logout_urls[0] ?? null;
  const allowed = client ? client.allowed_logout_urls : [];
  if (returnTo !== null && !allowed.includes(returnTo)) return notAllowed('returnTo');
  return endSession(tenant, request, returnTo);
};

/**
 * OpenID Connect RP-Initiated Logout 1.0. Without an id_token_hint of the person signed in it asks first: anybody can
 * send a browser here.
 */
export const oidcLogout = async (tenant: TenantContext, request: TenantRequest): Promise<Answer> => {
  const hint = await readHint(tenant, textOf(request.query, 'id_token_hint'));
  if (hint === 'invalid')
    return { type: 'page', status: 400, page: errorPage('The id_token_hint is not one of this tenant.') };
  const target = readTarget(tenant, request.query, hint?.clientId ?? null);
  if (target === 'not_allowed') return notAllowed('post_logout_redirect_uri');

  const session = tenant.sessions.find(readSessionSecret(request));
  if (session === null || session.userId === hint?.userId) return endSession(tenant, request, target.to);
  return {
    type: 'page',
    status: 200,
    page: logoutPage({
      clientId: target.client?.client_id ?? '',
      postLogoutRedirectUri: textOf(request.query, 'post_logout_redirect_uri') ?? '',
      state: textOf(request.query, 'state') ?? '',
    }),
    formTargets: target.to === null ? [] : [new URL(target.to).origin],
  };
};

/** POST /u/logout: the answer to the question. */
export const submitLogout = (tenant: TenantContext, request: TenantRequest): Answer => {
  const target = readTarget(tenant, request.fields, null);
  if (target === 'not_allowed') return notAllowed('post_logout_redirect_uri');
  return endSession(tenant, request, target.to);
};

const endSession = (tenant: TenantContext, request: TenantRequest, to: string | null): Answer => {
  tenant.sessions.end(readSessionSecret(request));
  return to === null
    ? { type: 'page', status: 200, page: signedOutPage, cookies: [dropSession] }
    : { type: 'redirect', to, cookies: [dropSession] };
};

const notAllowed = (parameter: string): Answer => ({
  type: 'page',
  status: 400,
  page: errorPage(`The ${parameter} is not in the application's Allowed Logout URLs.`),
});

const readTarget = (
  tenant: TenantContext,
  fields: Fields,
  hintedClientId: string | null,
): { readonly to: string | null; readonly client: Client | null } | 'not_allowed' => {
  const clientId = hintedClientId ?? textOf(fields, 'client_id');
  const client = clientId === null ? null : findClient(tenant, clientId);
  const uri = textOf(fields, 'post_logout_redirect_uri');
  if (uri === null) return { to: null, client };
  if (!client?.allowed_logout_urls.includes(uri)) return 'not_allowed';
  const to = new URL(uri);
  const state = textOf(fields, 'state');
  if (state !== null) to.searchParams.set('state', state);
  return { to: state === null ? uri : to.href, client };
};

/** An id_token may long have expired when somebody signs out. */
const hintAgeSeconds = 365 * 86_400;

const readHint = async (
  tenant: TenantContext,
  hint: string | null,
): Promise<{ userId: string; clientId: string } | 'invalid' | null> => {
  if (hint === null) return null;
  const clientIds = tenant.configuration.clients.map((client) => client.client_id);
  const verified = await verifyOwnJwt(tenant, hint, clientIds, hintAgeSeconds);
  if (verified.type !== 'valid') return 'invalid';
  const { sub, aud } = verified.claims;
  return typeof aud === 'string' ? { userId: sub, clientId: aud } : 'invalid';
};
