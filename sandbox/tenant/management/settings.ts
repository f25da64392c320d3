/** Reading how a tenant is set up: connections, clients, resource servers, client grants. Secrets are left out. */
import { MANAGEMENT_API } from '../configuration.ts';
import { managementAudience, type TenantContext } from '../context.ts';
import { type Answer, json } from '../http/answer.ts';
import { type TenantRequest, textOf } from '../http/request.ts';

export const getConnections = (tenant: TenantContext, request: TenantRequest): Answer => {
  const name = textOf(request.query, 'name');
  const strategies = textOf(request.query, 'strategy')?.split(',');
  return json(
    200,
    tenant.seed.connections.filter(
      (connection) =>
        (name === null || connection.name === name) &&
        (strategies === undefined || strategies.includes(connection.strategy)),
    ),
  );
};

export const getClients = (tenant: TenantContext): Answer =>
  json(
    200,
    tenant.seed.clients.map(({ client_secret: _, ...client }) => client),
  );

export const getResourceServers = (tenant: TenantContext): Answer =>
  json(
    200,
    tenant.seed.resource_servers.map(({ signing_secret: _, ...api }) => api),
  );

export const getClientGrants = (tenant: TenantContext): Answer =>
  json(
    200,
    tenant.seed.client_grants.map((grant) =>
      grant.audience === MANAGEMENT_API ? { ...grant, audience: managementAudience(tenant) } : grant,
    ),
  );
