/** GET and POST /u/social: plays the social provider, where one picks who one is, and takes the person over from it. */
import type { SocialConnection } from '../configuration.ts';
import type { TenantContext } from '../context.ts';
import type { Answer } from '../http/answer.ts';
import { type TenantRequest, textOf } from '../http/request.ts';
import { lostPage } from '../pages/message-page.ts';
import { type SocialProblem, socialPage } from '../pages/social-page.ts';
import { isEmailAddress } from '../passwordless/address.ts';
import type { User } from '../state/schema.ts';
import { addUser, findUser, primaryIdentity } from '../users/users.ts';
import { formTargets, socialsOf, withTransaction } from './page-steps.ts';
import { signedIn } from './signed-in.ts';
import type { SignInTransaction } from './transactions.ts';

const show = (
  tenant: TenantContext,
  transaction: SignInTransaction,
  connection: SocialConnection,
  problem: SocialProblem | null,
): Answer => ({
  type: 'page',
  status: problem === null ? 200 : 400,
  page: socialPage({ state: transaction.id, connection, people: peopleOf(tenant, connection), problem }),
  formTargets: formTargets(transaction),
});

const peopleOf = (tenant: TenantContext, connection: SocialConnection): readonly User[] =>
  tenant.store.state.users.filter((user) => primaryIdentity(user).connection === connection.name);

const readConnection = (
  tenant: TenantContext,
  request: TenantRequest,
  transaction: SignInTransaction,
): SocialConnection | null => {
  const source = request.method === 'POST' ? request.fields : request.query;
  const name = textOf(source, 'connection');
  return socialsOf(tenant, transaction).find((connection) => connection.name === name) ?? null;
};

export const showSocial = withTransaction((tenant, request, transaction) => {
  const connection = readConnection(tenant, request, transaction);
  if (connection === null) return { type: 'page', status: 400, page: lostPage };
  return show(tenant, transaction, connection, null);
});

export const submitSocial = withTransaction((tenant, request, transaction) => {
  const connection = readConnection(tenant, request, transaction);
  if (connection === null) return { type: 'page', status: 400, page: lostPage };
  const picked = textOf(request.fields, 'person');
  if (picked !== null) {
    const person = findUser(tenant.store, picked);
    if (person === null || primaryIdentity(person).connection !== connection.name)
      return show(tenant, transaction, connection, 'unknown_person');
    return signedIn(tenant, request, transaction, person);
  }

  const email = textOf(request.fields, 'email')?.trim().toLowerCase() ?? '';
  if (!isEmailAddress(email)) return show(tenant, transaction, connection, 'bad_email');
  const person =
    peopleOf(tenant, connection).find((user) => user.email === email) ??
    addUser(
      tenant.store,
      {
        provider: 'oauth2',
        connection: connection.name,
        isSocial: true,
        profile: { name: email.split('@')[0] ?? email, email, email_verified: true },
      },
      tenant.random,
      tenant.now(),
    );
  return signedIn(tenant, request, transaction, person);
});
