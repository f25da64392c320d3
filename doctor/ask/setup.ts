/** How the tenant is set up, by the Management API, read with the client of the Deploy CLI. Only GETs. */
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { Settings } from '../../src/settings.ts';
import { tryAgain } from '../finding.ts';
import { once } from '../once.ts';
import type { Reach } from '../outside.ts';
import { type Answer, call, describe } from './call.ts';
import { askForToken } from './tenant.ts';

/** Credentials by the Deploy CLI's own names, AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET. */
export type SetupClient = { readonly id: string; readonly secret: string };

/** What was never set is left out of an answer, or null. */
const maybe = <Schema extends TSchema>(schema: Schema) => Type.Optional(Type.Union([schema, Type.Null()]));

const connectionSchema = Type.Object({
  id: Type.String(),
  name: Type.String(),
  strategy: Type.String(),
  enabled_clients: maybe(Type.Array(Type.String())),
  options: maybe(
    Type.Object({
      disable_signup: maybe(Type.Boolean()),
      totp: maybe(Type.Object({ length: maybe(Type.Number()), time_step: maybe(Type.Number()) })),
    }),
  ),
});

const clientSchema = Type.Object({
  client_id: Type.String(),
  refresh_token: maybe(Type.Object({ rotation_type: maybe(Type.String()), leeway: maybe(Type.Number()) })),
});

const apiSchema = Type.Object({
  identifier: Type.String(),
  signing_alg: maybe(Type.String()),
  signing_secret: maybe(Type.String()),
  token_lifetime: maybe(Type.Number()),
  allow_offline_access: maybe(Type.Boolean()),
  scopes: maybe(Type.Array(Type.Object({ value: Type.String() }))),
});

const enabledClientsSchema = Type.Object({
  clients: Type.Array(Type.Object({ client_id: Type.String() })),
  next: maybe(Type.String()),
});

export type SetupConnection = Static<typeof connectionSchema>;
export type SetupApplication = Static<typeof clientSchema>;
export type SetupApi = Static<typeof apiSchema>;

/** `hidden`: it could not be read; `because` is a sentence that says what would show it. `absent`: there is none. */
export type Read<What> =
  | { readonly type: 'read'; readonly value: What }
  | { readonly type: 'absent' }
  | { readonly type: 'hidden'; readonly because: string };

export type Setup = {
  readonly connection: (name: string) => Promise<Read<SetupConnection>>;
  /** Whether our application may use the connection. */
  readonly isEnabled: (connection: SetupConnection) => Promise<Read<boolean>>;
  /** Our application. */
  readonly application: () => Promise<Read<SetupApplication>>;
  /** Our API. */
  readonly api: () => Promise<Read<SetupApi>>;
};

const setupCredentials =
  'Set AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET to those of a machine-to-machine application that may use the Management API with read:connections, read:connections_options, read:clients and read:resource_servers.';

/** Auth0's own pages of 100 at most; no tenant of this size has more than so many. */
const pageSize = 100;
const mostPages = 20;

export const createSetup = (options: {
  readonly client: SetupClient | null;
  readonly settings: Settings;
  readonly reach: Reach;
  readonly now: () => number;
}): Setup => {
  const { client, settings, reach, now } = options;
  const domain = settings.managementDomain;
  const audience = `https://${domain}/api/v2/`;

  const token = once(async (): Promise<Read<string>> => {
    if (client === null) return { type: 'hidden', because: setupCredentials };
    const asked = await askForToken(reach, now, domain, {
      client_id: client.id,
      client_secret: client.secret,
      audience,
    });
    return asked.type === 'granted'
      ? { type: 'read', value: asked.token }
      : {
          type: 'hidden',
          because: `The set-up client got no token: ${describe(asked.answer)}. ${setupCredentials}`,
        };
  });

  const get = async (path: string, scope: string): Promise<Read<unknown>> => {
    const bearer = await token();
    if (bearer.type !== 'read') return bearer;
    const answer: Answer = await call(reach.fetch, now, `${audience}${path}`, {
      headers: { authorization: `Bearer ${bearer.value}`, accept: 'application/json' },
    });
    if (answer.type === 'answered' && answer.status === 200) return { type: 'read', value: answer.json };
    if (answer.type === 'answered' && answer.status === 404) return { type: 'absent' };
    const isScope = answer.type === 'answered' && answer.status === 403;
    return {
      type: 'hidden',
      because: isScope
        ? `Grant the set-up client ${scope} of the Management API.`
        : `The Management API: ${describe(answer)}. ${tryAgain}`,
    };
  };

  /** Every entry of a list that is as we read it; entries of another form are left out. */
  const list = async <Schema extends TSchema>(
    path: string,
    scope: string,
    schema: Schema,
  ): Promise<Read<readonly Static<Schema>[]>> => {
    const found: Static<Schema>[] = [];
    for (let page = 0; page < mostPages; page += 1) {
      const separator = path.includes('?') ? '&' : '?';
      const read = await get(`${path}${separator}page=${page}&per_page=${pageSize}`, scope);
      if (read.type !== 'read') return read;
      if (!Array.isArray(read.value))
        return { type: 'hidden', because: 'The Management API answered no list.' };
      const entries: readonly unknown[] = read.value;
      for (const entry of entries) if (Value.Check(schema, entry)) found.push(entry);
      if (entries.length < pageSize) break;
    }
    return { type: 'read', value: found };
  };

  const first = <Value>(read: Read<readonly Value[]>, isIt: (value: Value) => boolean): Read<Value> => {
    if (read.type !== 'read') return read;
    const value = read.value.find(isIt);
    return value === undefined ? { type: 'absent' } : { type: 'read', value };
  };

  // Secrets of clients are not even asked for.
  const clientFields = 'fields=client_id,refresh_token&include_fields=true';
  const applications = once(() => list(`clients?${clientFields}`, 'read:clients', clientSchema));
  const apis = once(() => list('resource-servers', 'read:resource_servers', apiSchema));
  const connections = once(() => list('connections', 'read:connections', connectionSchema));

  /** The newer way (`/connections/{id}/clients`), and the older one where a tenant does not have it. */
  const isEnabled = async (connection: SetupConnection): Promise<Read<boolean>> => {
    if (connection.enabled_clients?.includes(settings.appClientId)) return { type: 'read', value: true };
    let from: string | null = null;
    for (let page = 0; page < mostPages; page += 1) {
      const query: string = from === null ? '' : `&from=${encodeURIComponent(from)}`;
      const path = `connections/${encodeURIComponent(connection.id)}/clients?take=${pageSize}${query}`;
      const read = await get(path, 'read:connections');
      if (read.type === 'absent') {
        return connection.enabled_clients === undefined
          ? { type: 'hidden', because: 'The Management API does not say which clients it is enabled for.' }
          : { type: 'read', value: false };
      }
      if (read.type === 'hidden') return read;
      if (!Value.Check(enabledClientsSchema, read.value))
        return { type: 'hidden', because: 'The Management API answered in a form that is not known.' };
      const { clients, next } = read.value;
      if (clients.some(({ client_id: id }) => id === settings.appClientId))
        return { type: 'read', value: true };
      if (!next) return { type: 'read', value: false };
      from = next;
    }
    return { type: 'read', value: false };
  };

  return {
    connection: async (name) => first(await connections(), (connection) => connection.name === name),
    isEnabled,
    application: async () => first(await applications(), ({ client_id: id }) => id === settings.appClientId),
    api: async () => first(await apis(), ({ identifier }) => identifier === settings.apiId),
  };
};
