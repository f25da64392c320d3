/** Changes how the sandbox's tenant is set up, as the Deploy CLI would, and puts it back after the test. */
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { onTestFinished } from 'vitest';
import { setupClient } from '../../sandbox/tenant/seed.ts';
import type { World } from '../../test/stories/world.ts';

type ClientCredentials = { readonly id: string; readonly secret: string };
type Changes = Readonly<Record<string, unknown>>;

export type TenantSettings = {
  readonly changeApplication: (change: (application: Changes) => Changes) => Promise<void>;
  readonly changeApi: (change: (api: Changes) => Changes) => Promise<void>;
  /** Of the application, at the Management API. */
  readonly changeScopes: (scopes: readonly string[]) => Promise<void>;
  readonly changeOptions: (connection: string, change: (options: Changes) => Changes) => Promise<void>;
  readonly disableConnection: (connection: string) => Promise<void>;
  readonly changeUser: (userId: string, changes: Changes) => Promise<void>;
};

const tokenSchema = Type.Object({ access_token: Type.String() });
const listSchema = Type.Array(Type.Record(Type.String(), Type.Unknown()));
const entrySchema = Type.Record(Type.String(), Type.Unknown());

export const tenantSettings = (world: World): TenantSettings => {
  const base = `${world.tenantUrl}/api/v2/`;
  const kept = new Map<string, Promise<string>>();
  const json = { 'content-type': 'application/json' };

  const parse = async (answer: ReturnType<World['fetch']>): Promise<unknown> => {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`${status}: ${body}`);
    return body === '' ? null : JSON.parse(body);
  };
  const tokenOf = (client: ClientCredentials): Promise<string> => {
    const token = kept.get(client.id) ?? askForToken(client);
    kept.set(client.id, token);
    return token;
  };
  const askForToken = async (client: ClientCredentials): Promise<string> => {
    const body = {
      grant_type: 'client_credentials',
      client_id: client.id,
      client_secret: client.secret,
      audience: base,
    };
    const answer = await parse(
      world.fetch(`${world.tenantUrl}/oauth/token`, {
        method: 'POST',
        headers: json,
        body: JSON.stringify(body),
      }),
    );
    return Value.Decode(tokenSchema, answer).access_token;
  };
  const send = async (method: string, path: string, body?: object, client: ClientCredentials = setupClient) =>
    parse(
      world.fetch(`${base}${path}`, {
        method,
        headers: { authorization: `Bearer ${await tokenOf(client)}`, ...(body ? json : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }),
    );
  const findIn = async (path: string, name: string, value: string): Promise<Changes> => {
    const entries = Value.Decode(listSchema, await send('GET', path));
    return entries.find((entry) => entry[name] === value) ?? missing(`${path} ${value}`);
  };
  /** Only what was changed is put back. */
  const patch = async (
    path: string,
    before: Changes,
    changes: Changes,
    client: ClientCredentials = setupClient,
  ): Promise<void> => {
    const former = Object.fromEntries(Object.keys(changes).map((key) => [key, before[key]]));
    await send('PATCH', path, changes, client);
    onTestFinished(async () => {
      await send('PATCH', path, former, client);
    });
  };
  const app = { id: world.settings.appClientId, secret: world.settings.appClientSecret };

  return {
    changeApplication: async (change) => {
      const application = await findIn('clients', 'client_id', app.id);
      await patch(`clients/${app.id}`, application, change(application));
    },
    changeApi: async (change) => {
      const api = await findIn('resource-servers', 'identifier', world.settings.apiId);
      await patch(`resource-servers/${api.id}`, api, change(api));
    },
    changeScopes: async (scope) => {
      const grant = await findIn('client-grants', 'client_id', app.id);
      await patch(`client-grants/${grant.id}`, grant, { scope });
    },
    changeOptions: async (name, change) => {
      const connection = await findIn('connections', 'name', name);
      const options = Value.Decode(entrySchema, connection.options);
      await patch(`connections/${connection.id}`, connection, {
        options: { ...options, ...change(options) },
      });
    },
    disableConnection: async (name) => {
      const connection = await findIn('connections', 'name', name);
      const path = `connections/${connection.id}/clients`;
      await send('PATCH', path, [{ client_id: app.id, status: false }]);
      onTestFinished(async () => {
        await send('PATCH', path, [{ client_id: app.id, status: true }]);
      });
    },
    changeUser: async (userId, changes) => {
      const path = `users/${encodeURIComponent(userId)}`;
      const user = Value.Decode(entrySchema, await send('GET', path, undefined, app));
      await patch(path, user, changes, app);
    },
  };
};

const missing = (what: string): never => {
  throw new Error(`the tenant has no ${what}`);
};
