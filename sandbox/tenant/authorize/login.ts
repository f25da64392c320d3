/** GET and POST /u/login: email and password of the database connection. */
import type { TenantContext } from '../context.ts';
import type { Answer } from '../http/answer.ts';
import { textOf } from '../http/request.ts';
import { type LoginProblem, loginPage } from '../pages/login-page.ts';
import { checkPassword } from '../users/passwords.ts';
import { findDatabaseUser } from '../users/users.ts';
import { databaseOf, formTargets, socialsOf, withTransaction } from './page-steps.ts';
import { signedIn } from './signed-in.ts';
import type { SignInTransaction } from './transactions.ts';

const show = (
  tenant: TenantContext,
  transaction: SignInTransaction,
  given: { readonly username: string; readonly problem: LoginProblem | null },
): Answer => ({
  type: 'page',
  status: given.problem === null ? 200 : 400,
  page: loginPage({
    state: transaction.id,
    tenantName: tenant.configuration.tenant.friendly_name,
    database: databaseOf(tenant, transaction),
    socials: socialsOf(tenant, transaction),
    demoUsers: tenant.users,
    ...given,
  }),
  formTargets: formTargets(transaction),
});

export const showLogin = withTransaction((tenant, _request, transaction) =>
  show(tenant, transaction, { username: transaction.request.loginHint ?? '', problem: null }),
);

export const submitLogin = withTransaction(async (tenant, request, transaction) => {
  const username = textOf(request.fields, 'username')?.trim() ?? '';
  const password = textOf(request.fields, 'password') ?? '';
  const again = (problem: LoginProblem): Answer => show(tenant, transaction, { username, problem });
  if (username === '') return again('no_username');
  if (password === '') return again('no_password');

  const identifier = username.toLowerCase();
  const connection = databaseOf(tenant, transaction);
  const isProtected = connection?.options.brute_force_protection ?? true;
  const attempt = { isProtected, identifier, ip: request.ip };
  if (tenant.shield.isBlocked(attempt)) return again('blocked');
  const user = connection && findDatabaseUser(tenant.store, connection.name, identifier);
  const right = await checkPassword(password, user ? tenant.store.state.passwords[user.user_id] : undefined);
  if (!user || !right || user.blocked) {
    tenant.shield.countFailure(attempt);
    return again('wrong');
  }
  tenant.shield.forget(attempt);
  return signedIn(tenant, request, transaction, user);
});
