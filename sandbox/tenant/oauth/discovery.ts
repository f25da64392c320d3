/** What the tenant publishes of itself (OpenID Connect Discovery 1.0) and its keys (RFC 7517). */
import { grantTypes } from '../configuration.ts';
import type { TenantContext } from '../context.ts';
import { type Answer, json } from '../http/answer.ts';
import { oidcScopes } from '../users/claims.ts';

export const discovery = (tenant: TenantContext): Answer =>
  json(200, {
    issuer: tenant.issuer,
    authorization_endpoint: `${tenant.issuer}authorize`,
    token_endpoint: `${tenant.issuer}oauth/token`,
    userinfo_endpoint: `${tenant.issuer}userinfo`,
    jwks_uri: `${tenant.issuer}.well-known/jwks.json`,
    revocation_endpoint: `${tenant.issuer}oauth/revoke`,
    end_session_endpoint: `${tenant.issuer}oidc/logout`,
    scopes_supported: [...oidcScopes, 'offline_access'],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: Object.values(grantTypes),
    code_challenge_methods_supported: ['S256'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    claims_supported: [
      'iss',
      'sub',
      'aud',
      'exp',
      'iat',
      'auth_time',
      'nonce',
      'sid',
      'name',
      'nickname',
      'email',
      'email_verified',
      'phone_number',
    ],
    authorization_response_iss_parameter_supported: true,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
  });

export const jwks = (tenant: TenantContext): Answer =>
  json(200, tenant.keys.publicKeys(), { 'cache-control': 'public, max-age=15' });
