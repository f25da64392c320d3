/** The client credentials grant (RFC 6749, 4.4), for the Management API. */
import { MANAGEMENT_API } from '../../configuration.ts';
import { managementAudience } from '../../context.ts';
import { textOf } from '../../http/request.ts';
import { createManagementToken } from '../../tokens/access-token.ts';
import { oauthErrors, refuse, succeed } from '../errors.ts';
import type { Grant } from './grant.ts';

export const grantClientCredentials: Grant = async (tenant, client, request) => {
  const audience = textOf(request.fields, 'audience');
  if (audience === null) return refuse(oauthErrors.missing('audience'));
  if (audience !== managementAudience(tenant)) return refuse(oauthErrors.unknownService(audience));
  const allowed = tenant.configuration.client_grants.find(
    (grant) => grant.client_id === client.client_id && grant.audience === MANAGEMENT_API,
  );
  if (allowed === undefined) return refuse(oauthErrors.noClientGrant(audience));
  const asked = textOf(request.fields, 'scope')?.split(' ');
  const scopes = asked ? allowed.scope.filter((scope) => asked.includes(scope)) : allowed.scope;
  const { token, expiresInSeconds } = await createManagementToken(tenant, client.client_id, scopes);
  return succeed({
    access_token: token,
    scope: scopes.join(' '),
    expires_in: expiresInSeconds,
    token_type: 'Bearer',
  });
};
