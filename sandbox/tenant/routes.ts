/** Every route of the tenant. */
import { authorize, resume } from './authorize/authorize.ts';
import { showConsent, submitConsent } from './authorize/consent.ts';
import { showLogin, submitLogin } from './authorize/login.ts';
import { logout, oidcLogout, submitLogout } from './authorize/logout.ts';
import { showSignup, submitSignup } from './authorize/signup.ts';
import { showSocial, submitSocial } from './authorize/social.ts';
import { verifyEmail } from './authorize/verify-email.ts';
import type { CallName } from './calls.ts';
import type { TenantContext } from './context.ts';
import type { Answer } from './http/answer.ts';
import type { TenantRequest } from './http/request.ts';
import { withScope } from './management/authorize.ts';
import { deleteIdentity, linkIdentity } from './management/identities.ts';
import { settingsRoutes } from './management/settings-routes.ts';
import { createUser, deleteUser, getUser, getUsersByEmail, updateUser } from './management/users.ts';
import { discovery, jwks } from './oauth/discovery.ts';
import { revoke } from './oauth/revoke.ts';
import { token, tokenCallName } from './oauth/token.ts';
import { userinfo } from './oauth/userinfo.ts';
import { styleSheet } from './pages/style.ts';
import { passwordlessStart } from './passwordless/start.ts';

/**
 * `browser`: addresses people's browsers visit; `form`: posts of the tenant's own pages, whose Origin is checked;
 * `machine`: calls of applications; `management`: the Management API.
 */
export type RouteKind = 'browser' | 'form' | 'machine' | 'management';

export type Route = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly kind: RouteKind;
  readonly call: CallName | ((request: TenantRequest) => CallName);
  readonly handle: (tenant: TenantContext, request: TenantRequest) => Answer | Promise<Answer>;
};

const route = (
  method: Route['method'],
  path: string,
  kind: RouteKind,
  call: Route['call'],
  handle: Route['handle'],
): Route => ({ method, path, kind, call, handle });

const showStyle = (): Answer => ({
  type: 'text',
  status: 200,
  body: styleSheet,
  contentType: 'text/css; charset=utf-8',
});

const users = '/api/v2/users';

export const routes: readonly Route[] = [
  route('GET', '/.well-known/openid-configuration', 'machine', 'discovery', discovery),
  route('GET', '/.well-known/jwks.json', 'machine', 'jwks', jwks),

  route('GET', '/authorize', 'browser', 'authorize', authorize),
  route('GET', '/authorize/resume', 'browser', 'page', resume),
  route('GET', '/u/login', 'browser', 'page', showLogin),
  route('POST', '/u/login', 'form', 'page', submitLogin),
  route('GET', '/u/signup', 'browser', 'page', showSignup),
  route('POST', '/u/signup', 'form', 'page', submitSignup),
  route('GET', '/u/social', 'browser', 'page', showSocial),
  route('POST', '/u/social', 'form', 'page', submitSocial),
  route('GET', '/u/consent', 'browser', 'page', showConsent),
  route('POST', '/u/consent', 'form', 'page', submitConsent),
  route('GET', '/u/email-verification', 'browser', 'page', verifyEmail),
  route('GET', '/v2/logout', 'browser', 'logout', logout),
  route('GET', '/oidc/logout', 'browser', 'logout', oidcLogout),
  route('POST', '/u/logout', 'form', 'logout', submitLogout),
  route('GET', '/assets/tenant.css', 'browser', 'page', showStyle),

  route('POST', '/oauth/token', 'machine', tokenCallName, token),
  route('POST', '/oauth/revoke', 'machine', 'revoke', revoke),
  route('POST', '/passwordless/start', 'machine', 'passwordless_start', passwordlessStart),
  route('GET', '/userinfo', 'machine', 'userinfo', userinfo),
  route('POST', '/userinfo', 'machine', 'userinfo', userinfo),

  route('GET', `${users}/:id`, 'management', 'management:users', withScope('read:users', getUser)),
  route('POST', users, 'management', 'management:users', withScope('create:users', createUser)),
  route('PATCH', `${users}/:id`, 'management', 'management:users', withScope('update:users', updateUser)),
  route('DELETE', `${users}/:id`, 'management', 'management:users', withScope('delete:users', deleteUser)),
  route(
    'GET',
    `${users}-by-email`,
    'management',
    'management:users',
    withScope('read:users', getUsersByEmail),
  ),
  route(
    'POST',
    `${users}/:id/identities`,
    'management',
    'management:users',
    withScope('update:users', linkIdentity),
  ),
  route(
    'DELETE',
    `${users}/:id/identities/:provider/:userId`,
    'management',
    'management:users',
    withScope('update:users', deleteIdentity),
  ),
  ...settingsRoutes,
];
