/** What every page of a sign-in begins with: its transaction, or the page that says it is lost. */
import type { DatabaseConnection, SocialConnection } from '../configuration.ts';
import type { TenantContext } from '../context.ts';
import type { Answer } from '../http/answer.ts';
import { type TenantRequest, textOf } from '../http/request.ts';
import { lostPage } from '../pages/message-page.ts';
import { readBrowser } from './cookies.ts';
import type { SignInTransaction } from './transactions.ts';

export type PageStep = (
  tenant: TenantContext,
  request: TenantRequest,
  transaction: SignInTransaction,
) => Answer | Promise<Answer>;

/** The state is in the address of a page and in the fields of its form. */
export const withTransaction =
  (step: PageStep) =>
  (tenant: TenantContext, request: TenantRequest): Answer | Promise<Answer> => {
    const source = request.method === 'POST' ? request.fields : request.query;
    const transaction = tenant.transactions.find(textOf(source, 'state'), readBrowser(request));
    return transaction ? step(tenant, request, transaction) : { type: 'page', status: 400, page: lostPage };
  };

/** The last form of a sign-in ends at the application by redirects, which form-action covers too. */
export const formTargets = (transaction: SignInTransaction): readonly string[] => [
  new URL(transaction.request.redirectUri).origin,
];

/** The database connection of the transaction's application; null where it has none or another one was asked for. */
export const databaseOf = (
  tenant: TenantContext,
  transaction: SignInTransaction,
): DatabaseConnection | null => {
  const { clientId, connection: wanted } = transaction.request;
  for (const connection of tenant.configuration.connections)
    if (
      connection.strategy === 'auth0' &&
      connection.enabled_clients.includes(clientId) &&
      (wanted === null || wanted === connection.name)
    )
      return connection;
  return null;
};

export const socialsOf = (
  tenant: TenantContext,
  transaction: SignInTransaction,
): readonly SocialConnection[] =>
  tenant.configuration.connections.filter(
    (connection): connection is SocialConnection =>
      connection.strategy === 'oauth2' &&
      connection.enabled_clients.includes(transaction.request.clientId) &&
      (transaction.request.connection === null || transaction.request.connection === connection.name),
  );
