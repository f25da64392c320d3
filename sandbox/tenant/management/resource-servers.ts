/** APIs: /api/v2/resource-servers. Their signing keys are shown when they are made, and never again. */
import {
  changeResourceServer,
  completeResourceServer,
  newResourceServerBody,
  type ResourceServer,
  resourceServerChangesBody,
} from '../configuration/resource-server.ts';
import type { TenantContext } from '../context.ts';
import { type Answer, json } from '../http/answer.ts';
import type { TenantRequest } from '../http/request.ts';
import { replaceItem, withBody } from './change.ts';
import { managementErrors } from './errors.ts';
import { listed } from './lists.ts';

const show = ({ signing_secret: _, ...api }: ResourceServer): unknown => api;

export const listResourceServers = (tenant: TenantContext, request: TenantRequest): Answer =>
  listed(request, 'resource_servers', tenant.configuration.resource_servers.map(show));

export const createResourceServer = withBody(newResourceServerBody, (tenant, body) => {
  const { resource_servers } = tenant.configuration;
  if (resource_servers.some(({ identifier }) => identifier === body.identifier))
    return managementErrors.conflict('The specified identifier already exists');
  const api = completeResourceServer(body, tenant.random.objectId(), tenant.random.token);
  resource_servers.push(api);
  return json(201, api);
});

/** By id or by identifier, as Auth0 takes both. */
export const changeApi = withBody(resourceServerChangesBody, (tenant, changes, request) => {
  const { resource_servers } = tenant.configuration;
  const key = request.params.get('id');
  const api = resource_servers.find(({ id, identifier }) => id === key || identifier === key);
  if (api === undefined) return managementErrors.unknown('resource server');
  return json(
    200,
    show(replaceItem(resource_servers, api, changeResourceServer(api, changes, tenant.random.token))),
  );
});
