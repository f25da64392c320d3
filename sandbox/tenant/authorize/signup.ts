/** GET and POST /u/signup: a new user of the database connection, whose email address is unproven until its link is opened. */
import type { TenantContext } from '../context.ts';
import type { Answer } from '../http/answer.ts';
import { textOf } from '../http/request.ts';
import { type SignupProblem, signupPage } from '../pages/signup-page.ts';
import { isEmailAddress } from '../passwordless/address.ts';
import { hashPassword } from '../users/passwords.ts';
import { addUser, findDatabaseUser } from '../users/users.ts';
import { databaseOf, formTargets, withTransaction } from './page-steps.ts';
import { signedIn } from './signed-in.ts';
import type { SignInTransaction } from './transactions.ts';
import { mailVerification } from './verify-email.ts';

const show = (
  tenant: TenantContext,
  transaction: SignInTransaction,
  given: { readonly email: string; readonly problem: SignupProblem | null },
): Answer => ({
  type: 'page',
  status: given.problem === null ? 200 : 400,
  page: signupPage({
    state: transaction.id,
    tenantName: tenant.configuration.tenant.friendly_name,
    ...given,
  }),
  formTargets: formTargets(transaction),
});

export const showSignup = withTransaction((tenant, _request, transaction) =>
  show(tenant, transaction, { email: transaction.request.loginHint ?? '', problem: null }),
);

export const submitSignup = withTransaction(async (tenant, request, transaction) => {
  const email = textOf(request.fields, 'email')?.trim().toLowerCase() ?? '';
  const password = textOf(request.fields, 'password') ?? '';
  const again = (problem: SignupProblem): Answer => show(tenant, transaction, { email, problem });
  const connection = databaseOf(tenant, transaction);
  if (connection === null || connection.options.disable_signup) return again('closed');
  if (!isEmailAddress(email)) return again('bad_email');
  if (password.length < 8 || password.length > 72) return again('bad_password');

  const hash = await hashPassword(password, tenant.random);
  if (findDatabaseUser(tenant.store, connection.name, email)) return again('not_possible');
  const user = addUser(
    tenant.store,
    {
      provider: 'auth0',
      connection: connection.name,
      isSocial: false,
      profile: { email, email_verified: false },
    },
    tenant.random,
    tenant.now(),
  );
  tenant.store.state.passwords[user.user_id] = hash;
  await mailVerification(tenant, user.user_id, email);
  return signedIn(tenant, request, transaction, user);
});
