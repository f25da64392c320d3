/** What applications may do on their own behalf: /api/v2/client-grants. */
import {
  type ClientGrant,
  clientGrantChangesBody,
  MANAGEMENT_API,
  newClientGrantBody,
} from '../configuration/client-grant.ts';
import { findApi, findClient, managementAudience, type TenantContext } from '../context.ts';
import { type Answer, json } from '../http/answer.ts';
import { type TenantRequest, textOf } from '../http/request.ts';
import { replaceItem, withBody } from './change.ts';
import { managementErrors } from './errors.ts';
import { listed } from './lists.ts';
import { managementScopes } from './scopes.ts';

const show = (tenant: TenantContext, grant: ClientGrant): ClientGrant =>
  grant.audience === MANAGEMENT_API ? { ...grant, audience: managementAudience(tenant) } : grant;

export const listClientGrants = (tenant: TenantContext, request: TenantRequest): Answer => {
  const clientId = textOf(request.query, 'client_id');
  const audience = textOf(request.query, 'audience');
  return listed(
    request,
    'client_grants',
    tenant.configuration.client_grants
      .map((grant) => show(tenant, grant))
      .filter(
        (grant) =>
          (clientId === null || grant.client_id === clientId) &&
          (audience === null || grant.audience === audience),
      ),
  );
};

export const createClientGrant = withBody(newClientGrantBody, (tenant, body) => {
  const { client_grants } = tenant.configuration;
  const audience = body.audience === managementAudience(tenant) ? MANAGEMENT_API : body.audience;
  if (findClient(tenant, body.client_id) === null) return managementErrors.unknown('client');
  const unknown = unknownScope(tenant, audience, body.scope);
  if (unknown !== null) return managementErrors.badBody(unknown);
  if (client_grants.some((grant) => grant.client_id === body.client_id && grant.audience === audience))
    return managementErrors.conflict('A resource with the same identifier already exists.');
  const grant = { id: `cgr_${tenant.random.objectId().slice(0, 16)}`, ...body, audience };
  client_grants.push(grant);
  return json(201, show(tenant, grant));
});

export const changeClientGrant = withBody(clientGrantChangesBody, (tenant, { scope }, request) => {
  const { client_grants } = tenant.configuration;
  const grant = client_grants.find(({ id }) => id === request.params.get('id'));
  if (grant === undefined) return managementErrors.unknown('client grant');
  const unknown = unknownScope(tenant, grant.audience, scope);
  if (unknown !== null) return managementErrors.badBody(unknown);
  return json(200, show(tenant, replaceItem(client_grants, grant, { ...grant, scope })));
});

/** What is wrong with the scopes, or null. */
const unknownScope = (tenant: TenantContext, audience: string, scopes: readonly string[]): string | null => {
  const api = findApi(tenant, audience);
  if (audience !== MANAGEMENT_API && api === null) return 'audience names no API of this tenant';
  const known: readonly string[] =
    audience === MANAGEMENT_API ? managementScopes : (api?.scopes.map(({ value }) => value) ?? []);
  const unknown = scopes.find((scope) => !known.includes(scope));
  return unknown === undefined ? null : `Scope '${unknown}' is not known to the API`;
};
