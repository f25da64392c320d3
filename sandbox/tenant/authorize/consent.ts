/** GET and POST /u/consent: may this application do that in your name? */
import { findApi, findClient } from '../context.ts';
import { textOf } from '../http/request.ts';
import { consentPage } from '../pages/consent-page.ts';
import { findUser } from '../users/users.ts';
import { endWith, resumeAddress } from './authorize.ts';
import { rememberConsent } from './consent-rule.ts';
import { formTargets, withTransaction } from './page-steps.ts';

export const showConsent = withTransaction((tenant, _request, transaction) => {
  const { request, login } = transaction;
  const user = login && findUser(tenant.store, login.userId);
  if (!user) return { type: 'redirect', to: resumeAddress(transaction) };
  const api = request.audience === null ? null : findApi(tenant, request.audience);
  return {
    type: 'page',
    status: 200,
    page: consentPage({
      state: transaction.id,
      clientName: findClient(tenant, request.clientId)?.name ?? request.clientId,
      userName: user.email ?? user.name,
      redirectHost: new URL(request.redirectUri).host,
      permissions: [
        ...(request.scopes.includes('profile') || request.scopes.includes('email')
          ? ['See your profile: name and email address']
          : ['Know that it is you']),
        ...(api?.scopes
          .filter((scope) => request.scopes.includes(scope.value))
          .map((scope) => scope.description ?? scope.value) ?? []),
        ...(request.scopes.includes('offline_access') ? ['Go on doing so until you disconnect it'] : []),
      ],
    }),
    formTargets: formTargets(transaction),
  };
});

export const submitConsent = withTransaction((tenant, request, transaction) => {
  if (transaction.login !== null && textOf(request.fields, 'action') !== 'accept')
    return endWith(tenant, transaction, {
      error: 'access_denied',
      error_description: 'User did not authorize the request',
    });
  rememberConsent(tenant, transaction);
  return { type: 'redirect', to: resumeAddress(transaction) };
});
