/** Linking and unlinking: /api/v2/users/{id}/identities. https://auth0.com/docs/manage-users/user-accounts/user-account-linking */
import { readBody } from '../configuration/body.ts';
import type { TenantContext } from '../context.ts';
import { type Answer, json } from '../http/answer.ts';
import type { TenantRequest } from '../http/request.ts';
import type { User } from '../state/schema.ts';
import { verifyOwnJwt } from '../tokens/verify.ts';
import { linkUsers, unlinkIdentity } from '../users/link.ts';
import { findByIdentity, findUser } from '../users/users.ts';
import { linkBody } from './bodies.ts';
import { managementErrors } from './errors.ts';

/** By `{provider, user_id}` (the caller vouches that both are one person) or by `{link_with}`: an id_token of the other. */
export const linkIdentity = async (tenant: TenantContext, request: TenantRequest): Promise<Answer> => {
  const primary = findUser(tenant.store, request.params.get('id') ?? '');
  if (primary === null) return managementErrors.unknownUser;
  const read = readBody(linkBody, request.json);
  if (!read.ok) return managementErrors.badBody(read.problem);
  const { body } = read;

  let secondary: User | null;
  if ('link_with' in body) {
    const clientIds = tenant.configuration.clients.map((client) => client.client_id);
    const token = await verifyOwnJwt(tenant, body.link_with, clientIds);
    if (token.type !== 'valid') return managementErrors.invalidToken;
    secondary = findUser(tenant.store, token.claims.sub);
  } else {
    secondary = findByIdentity(tenant.store, readIdentity(body.provider, String(body.user_id)));
  }
  if (secondary === null) return managementErrors.unknownUser;
  if (secondary === primary)
    return managementErrors.badBody('Main account and secondary account are the same');
  return json(201, linkUsers(tenant.store, primary, secondary, tenant.now()));
};

export const deleteIdentity = (tenant: TenantContext, request: TenantRequest): Answer => {
  const user = findUser(tenant.store, request.params.get('id') ?? '');
  if (user === null) return managementErrors.unknownUser;
  const provider = request.params.get('provider') ?? '';
  const left = unlinkIdentity(
    tenant.store,
    user,
    readIdentity(provider, request.params.get('userId') ?? ''),
    tenant.now(),
  );
  if (left === 'main') return managementErrors.badBody('The main identity cannot be unlinked');
  return left === 'unknown' ? managementErrors.notFound : json(200, left);
};

/** Taken with and without the provider in front. */
const readIdentity = (provider: string, userId: string): { provider: string; userId: string } => ({
  provider,
  userId: userId.startsWith(`${provider}|`) ? userId.slice(provider.length + 1) : userId,
});
