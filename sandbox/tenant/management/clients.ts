/** Applications: /api/v2/clients. Their secrets are shown when they are made, and never again. */
import { type Client, clientChangesBody, completeClient, newClientBody } from '../configuration/client.ts';
import { findClient, type TenantContext } from '../context.ts';
import { type Answer, json } from '../http/answer.ts';
import type { TenantRequest } from '../http/request.ts';
import { replaceItem, withBody } from './change.ts';
import { managementErrors } from './errors.ts';
import { listed } from './lists.ts';

const show = ({ client_secret: _, ...client }: Client): unknown => client;

export const listClients = (tenant: TenantContext, request: TenantRequest): Answer =>
  listed(request, 'clients', tenant.configuration.clients.map(show));

export const getClient = (tenant: TenantContext, request: TenantRequest): Answer => {
  const client = findClient(tenant, request.params.get('id') ?? '');
  return client === null ? managementErrors.unknown('client') : json(200, show(client));
};

export const createClient = withBody(newClientBody, (tenant, body) => {
  const client = completeClient(body, {
    client_id: tenant.random.token(24),
    client_secret: tenant.random.token(48),
  });
  tenant.configuration.clients.push(client);
  return json(201, client);
});

export const changeClient = withBody(clientChangesBody, (tenant, changes, request) => {
  const client = findClient(tenant, request.params.get('id') ?? '');
  if (client === null) return managementErrors.unknown('client');
  return json(200, show(replaceItem(tenant.configuration.clients, client, { ...client, ...changes })));
});
