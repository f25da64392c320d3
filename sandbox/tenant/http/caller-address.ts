/** Whose address a call counts for. https://auth0.com/docs/get-started/authentication-and-authorization-flow/avoid-common-issues-with-resource-owner-password-flow-and-attack-protection */
import type { Client } from '../configuration.ts';
import type { TenantRequest } from './request.ts';

/** The end user's address where an authenticated client that is trusted to name it does, else the caller's. */
export const callerAddress = (request: TenantRequest, client: Client | null): string => {
  const forwarded = request.headers['auth0-forwarded-for'];
  return client?.is_token_endpoint_ip_header_trusted && typeof forwarded === 'string'
    ? forwarded
    : request.ip;
};
