/**
 * Whether somebody must be asked before an application gets what it wants. First-party applications skip the question
 * where the API allows it and they can be verified; on localhost anything may listen, so there it is always asked.
 * https://auth0.com/docs/get-started/applications/third-party-applications/user-consent-and-third-party-applications
 */
import type { Client, ResourceServer } from '../configuration.ts';
import { findApi, findClient, type TenantContext } from '../context.ts';
import type { SignInTransaction } from './transactions.ts';

export const needsConsent = (tenant: TenantContext, transaction: SignInTransaction): boolean => {
  const { request, login } = transaction;
  if (login === null || transaction.consented) return false;
  const client = findClient(tenant, request.clientId);
  const api = request.audience === null ? null : findApi(tenant, request.audience);
  if (request.prompt === 'consent') return true;
  if (client && maySkip(client, api, request.redirectUri)) return false;
  return !tenant.store.state.consents.some(
    (consent) =>
      consent.userId === login.userId &&
      consent.clientId === request.clientId &&
      consent.audience === request.audience &&
      request.scopes.every((scope) => consent.scopes.includes(scope)),
  );
};

/** Remembers a yes, together with earlier ones for the same application and API. */
export const rememberConsent = (tenant: TenantContext, transaction: SignInTransaction): void => {
  const { request, login } = transaction;
  if (login === null) return;
  transaction.consented = true;
  const { consents } = tenant.store.state;
  const known = consents.find(
    (consent) =>
      consent.userId === login.userId &&
      consent.clientId === request.clientId &&
      consent.audience === request.audience,
  );
  if (known) known.scopes = [...new Set([...known.scopes, ...request.scopes])];
  else
    consents.push({
      userId: login.userId,
      clientId: request.clientId,
      audience: request.audience,
      scopes: [...request.scopes],
    });
  tenant.store.changed();
};

const maySkip = (client: Client, api: ResourceServer | null, redirectUri: string): boolean =>
  client.is_first_party &&
  (api?.skip_consent_for_verifiable_first_party_clients ?? true) &&
  isVerifiable(redirectUri);

/** Auth0 names localhost; loopback addresses are the same machine. */
const isVerifiable = (redirectUri: string): boolean => {
  const { protocol, hostname } = new URL(redirectUri);
  return protocol === 'https:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname);
};
