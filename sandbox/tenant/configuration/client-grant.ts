/** What an application may do at an API on its own behalf (client credentials). https://auth0.com/docs/api/management/v2/client-grants */
import { type Static, Type } from '@sinclair/typebox';
import { closed } from './body.ts';

const scope = Type.Array(Type.String({ minLength: 1 }), { uniqueItems: true });

export const newClientGrantBody = Type.Object(
  { client_id: Type.String({ minLength: 1 }), audience: Type.String({ minLength: 1 }), scope },
  closed,
);
export const clientGrantChangesBody = Type.Object({ scope }, closed);
export const clientGrantSchema = Type.Composite([Type.Object({ id: Type.String() }), newClientGrantBody]);

export type ClientGrant = Static<typeof clientGrantSchema>;

/** Stands for `https://{domain}/api/v2/` in what is kept: it depends on the domain. */
export const MANAGEMENT_API = 'MANAGEMENT_API';
