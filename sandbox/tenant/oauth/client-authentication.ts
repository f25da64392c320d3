/** Who is calling: client_secret_post or client_secret_basic (RFC 6749, 2.3.1); the secret is always required. */
import type { Client } from '../configuration.ts';
import { findClient, type TenantContext } from '../context.ts';
import { isSameSecret } from '../hash.ts';
import { type TenantRequest, textOf } from '../http/request.ts';
import { type Outcome, oauthErrors, refuse, succeed } from './errors.ts';

/** Errors: 401 `access_denied` for an unknown client, a wrong secret and none; 400 for two ways at once. */
export const authenticateClient = (tenant: TenantContext, request: TenantRequest): Outcome<Client> => {
  const basic = readBasic(request.headers.authorization);
  const id = textOf(request.fields, 'client_id');
  const secret = textOf(request.fields, 'client_secret');
  if (basic !== null && secret !== null) return refuse(oauthErrors.twoAuthentications);
  if (basic !== null && id !== null && id !== basic.id) return refuse(oauthErrors.badClient);

  const given = basic ?? (id !== null && secret !== null ? { id, secret } : null);
  const client = given && findClient(tenant, given.id);
  if (!given || !client || !isSameSecret(given.secret, client.client_secret))
    return refuse(oauthErrors.badClient);
  return succeed(client);
};

const readBasic = (header: string | undefined): { id: string; secret: string } | null => {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) return null;
  const id = decodeForm(text.slice(0, colon));
  const secret = decodeForm(text.slice(colon + 1));
  return id === null || secret === null ? null : { id, secret };
};

/** Both halves are form-encoded before they are joined. */
const decodeForm = (text: string): string | null => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
};
