/** POST /oauth/token: authenticates the client, then one file per grant. `password` and the like do not exist here. */
import type { CallName } from '../calls.ts';
import { type GrantType, grantTypes } from '../configuration.ts';
import type { TenantContext } from '../context.ts';
import { type Answer, json } from '../http/answer.ts';
import { type TenantRequest, textOf } from '../http/request.ts';
import { authenticateClient } from './client-authentication.ts';
import { answerError, oauthErrors } from './errors.ts';
import { exchangeAuthorizationCode } from './grants/authorization-code.ts';
import { grantClientCredentials } from './grants/client-credentials.ts';
import type { Grant } from './grants/grant.ts';
import { checkPasswordlessCode } from './grants/passwordless-otp.ts';
import { refreshTokens } from './grants/refresh-token.ts';

const grants: Readonly<Record<GrantType, { readonly call: CallName; readonly run: Grant }>> = {
  [grantTypes.authorizationCode]: { call: 'token:authorization_code', run: exchangeAuthorizationCode },
  [grantTypes.refreshToken]: { call: 'token:refresh_token', run: refreshTokens },
  [grantTypes.clientCredentials]: { call: 'token:client_credentials', run: grantClientCredentials },
  [grantTypes.passwordlessOtp]: { call: 'token:passwordless_otp', run: checkPasswordlessCode },
};

const grantOf = (type: string | null): { type: GrantType; call: CallName; run: Grant } | null => {
  for (const known of Object.values(grantTypes)) if (known === type) return { type: known, ...grants[known] };
  return null;
};

export const tokenCallName = (request: TenantRequest): CallName =>
  grantOf(textOf(request.fields, 'grant_type'))?.call ?? 'token:unsupported';

export const token = async (tenant: TenantContext, request: TenantRequest): Promise<Answer> => {
  const asked = textOf(request.fields, 'grant_type');
  if (asked === null) return answerError(oauthErrors.missing('grant_type'));
  const client = authenticateClient(tenant, request);
  if (!client.ok) return answerError(client.error);
  const grant = grantOf(asked);
  if (grant === null) return answerError(oauthErrors.grantUnsupported(asked));
  if (!client.value.grant_types.includes(grant.type)) return answerError(oauthErrors.grantNotAllowed(asked));
  const outcome = await grant.run(tenant, client.value, request);
  if (!outcome.ok) return answerError(outcome.error);
  return json(200, outcome.value, { 'cache-control': 'no-store', pragma: 'no-cache' });
};
