/**
 * Connections and the applications that may use them: /api/v2/connections. Their options have scopes of their own.
 * https://auth0.com/docs/troubleshoot/product-lifecycle/deprecations-and-migrations/migrate-connection-options-scope
 */
import { Type } from '@sinclair/typebox';
import { closed } from '../configuration/body.ts';
import {
  type Connection,
  changeConnection,
  completeConnection,
  connectionChangesBody,
  newConnectionBody,
} from '../configuration/connection.ts';
import { findClient, type TenantContext } from '../context.ts';
import { type Answer, json } from '../http/answer.ts';
import { type TenantRequest, textOf } from '../http/request.ts';
import { replaceItem, withBody } from './change.ts';
import { managementErrors } from './errors.ts';
import { listed, listedByCheckpoint } from './lists.ts';
import type { ManagementScope } from './scopes.ts';

const enabledClientsBody = Type.Array(
  Type.Object({ client_id: Type.String({ minLength: 1 }), status: Type.Boolean() }, closed),
  { minItems: 1, maxItems: 50 },
);

const readOptions: ManagementScope = 'read:connections_options';
const updateOptions: ManagementScope = 'update:connections_options';

const show = ({ options, ...connection }: Connection, granted: readonly string[]): object =>
  granted.includes(readOptions) ? { ...connection, options } : connection;

export const listConnections = (
  tenant: TenantContext,
  request: TenantRequest,
  granted: readonly string[],
): Answer => {
  const name = textOf(request.query, 'name');
  const strategies = textOf(request.query, 'strategy')?.split(',');
  return listed(
    request,
    'connections',
    tenant.configuration.connections
      .filter(
        (connection) =>
          (name === null || connection.name === name) &&
          (strategies === undefined || strategies.includes(connection.strategy)),
      )
      .map((connection) => show(connection, granted)),
  );
};

export const getConnection = (
  tenant: TenantContext,
  request: TenantRequest,
  granted: readonly string[],
): Answer => {
  const connection = find(tenant, request);
  return connection === null ? managementErrors.unknown('connection') : json(200, show(connection, granted));
};

export const createConnection = withBody(newConnectionBody, (tenant, body) => {
  const { connections } = tenant.configuration;
  if (connections.some(({ name }) => name === body.name))
    return managementErrors.conflict('A connection with the same name already exists');
  const completed = completeConnection(body, `con_${tenant.random.objectId().slice(0, 16)}`);
  if (!completed.ok) return managementErrors.badBody(completed.problem);
  connections.push(completed.connection);
  return json(201, completed.connection);
});

export const changeConnectionSettings = withBody(
  connectionChangesBody,
  (tenant, changes, request, granted) => {
    if (changes.options !== undefined && !granted.includes(updateOptions))
      return managementErrors.insufficientScope(updateOptions);
    const connection = find(tenant, request);
    if (connection === null) return managementErrors.unknown('connection');
    const changed = changeConnection(connection, changes);
    if (!changed.ok) return managementErrors.badBody(changed.problem);
    const { connections } = tenant.configuration;
    return json(200, show(replaceItem(connections, connection, changed.connection), granted));
  },
);

export const listEnabledClients = (tenant: TenantContext, request: TenantRequest): Answer => {
  const connection = find(tenant, request);
  if (connection === null) return managementErrors.unknown('connection');
  return listedByCheckpoint(
    request,
    'clients',
    connection.enabled_clients.map((client_id) => ({ client_id })),
  );
};

export const changeEnabledClients = withBody(enabledClientsBody, (tenant, changes, request) => {
  const connection = find(tenant, request);
  if (connection === null) return managementErrors.unknown('connection');
  const stranger = changes.find(({ client_id }) => findClient(tenant, client_id) === null);
  if (stranger !== undefined) return managementErrors.badBody('client_id names no client of this tenant');
  const enabled = new Set(connection.enabled_clients);
  for (const { client_id, status } of changes) {
    if (status) enabled.add(client_id);
    else enabled.delete(client_id);
  }
  connection.enabled_clients = [...enabled];
  return { type: 'empty', status: 204 };
});

const find = (tenant: TenantContext, request: TenantRequest): Connection | null =>
  tenant.configuration.connections.find(({ id }) => id === request.params.get('id')) ?? null;
