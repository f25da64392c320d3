/** Reads an authorization request (RFC 6749, 4.1.1; OpenID Connect Core, 3.1.2.1) and says what is wrong with it. */
import { grantTypes } from '../configuration.ts';
import { findApi, findClient, findConnection, type TenantContext, userinfoAudience } from '../context.ts';
import { type Fields, textOf } from '../http/request.ts';
import { grantedScopes } from '../oauth/scopes.ts';
import type { AuthorizationRequest } from './transactions.ts';

export type RedirectError = { readonly error: string; readonly error_description: string };

export type ReadRequest =
  | { readonly type: 'valid'; readonly request: AuthorizationRequest }
  /** Told to the application, at its own address. */
  | {
      readonly type: 'redirect';
      readonly redirectUri: string;
      readonly state: string | null;
      readonly error: RedirectError;
    }
  /** Where to redirect to is unknown or not allowed: told to the person, never redirected (RFC 6749, 4.1.2.1). */
  | { readonly type: 'page'; readonly status: number; readonly message: string };

export const readAuthorizationRequest = (tenant: TenantContext, query: Fields): ReadRequest => {
  const page = (status: number, message: string): ReadRequest => ({ type: 'page', status, message });
  const clientId = textOf(query, 'client_id');
  if (clientId === null) return page(400, 'Missing required parameter: client_id');
  const client = findClient(tenant, clientId);
  if (client === null) return page(403, 'Unknown client: the client_id is not one of this tenant.');
  const redirectUri = textOf(query, 'redirect_uri');
  if (redirectUri === null) return page(400, 'Missing required parameter: redirect_uri');
  if (!client.callbacks.includes(redirectUri))
    return page(
      403,
      'Callback URL mismatch. The provided redirect_uri is not in the list of allowed callback URLs.',
    );

  const state = textOf(query, 'state');
  const redirect = (error: string, error_description: string): ReadRequest => ({
    type: 'redirect',
    redirectUri,
    state,
    error: { error, error_description },
  });
  const responseType = textOf(query, 'response_type');
  if (responseType === null) return redirect('invalid_request', 'Missing required parameter: response_type');
  if (responseType !== 'code')
    return redirect('unsupported_response_type', `Unsupported response type: ${responseType}`);
  if (!client.grant_types.includes(grantTypes.authorizationCode))
    return redirect('unauthorized_client', "Grant type 'authorization_code' not allowed for the client.");
  if ((textOf(query, 'response_mode') ?? 'query') !== 'query')
    return redirect('invalid_request', 'Only response_mode=query is supported.');
  if (query.has('request')) return redirect('request_not_supported', 'Request objects are not supported.');
  if (query.has('request_uri'))
    return redirect('request_uri_not_supported', 'Request objects are not supported.');

  const challenge = textOf(query, 'code_challenge');
  const method = textOf(query, 'code_challenge_method');
  if (method !== null && method !== 'S256')
    return redirect('invalid_request', 'code_challenge_method must be S256.');
  if ((challenge === null) !== (method === null) || (challenge !== null && !/^[\w-]{43}$/.test(challenge)))
    return redirect(
      'invalid_request',
      'code_challenge must be a SHA-256 in base64url, with its method S256.',
    );

  const prompt = readPrompt(textOf(query, 'prompt'));
  if (prompt === 'invalid') return redirect('invalid_request', 'prompt must be login, none or consent.');
  const maxAge = textOf(query, 'max_age');
  if (maxAge !== null && !/^\d{1,9}$/.test(maxAge))
    return redirect('invalid_request', 'max_age must be a number of seconds.');

  const connectionName = textOf(query, 'connection');
  const connection = connectionName === null ? null : findConnection(tenant, connectionName, client);
  if (connectionName !== null && connection === null)
    return redirect('invalid_request', 'the connection was not found');
  if (connection === 'disabled') return redirect('invalid_request', 'the connection was disabled');
  if (connection?.strategy === 'sms' || connection?.strategy === 'email')
    return redirect('invalid_request', 'the connection is not one to sign in with on this page');

  const asked = textOf(query, 'audience');
  const audience = asked === userinfoAudience(tenant) ? null : asked;
  const api = audience === null ? null : findApi(tenant, audience);
  if (audience !== null && api === null) return redirect('access_denied', `Service not found: ${audience}`);

  return {
    type: 'valid',
    request: {
      clientId,
      redirectUri,
      state,
      nonce: textOf(query, 'nonce'),
      audience,
      scopes: grantedScopes(textOf(query, 'scope'), api, client),
      codeChallenge: challenge,
      prompt,
      maxAgeSeconds: maxAge === null ? null : Number(maxAge),
      loginHint: textOf(query, 'login_hint'),
      connection: connectionName,
      signUpFirst: textOf(query, 'screen_hint') === 'signup',
    },
  };
};

const readPrompt = (text: string | null): AuthorizationRequest['prompt'] | 'invalid' => {
  switch (text) {
    case null:
    case 'login':
    case 'none':
    case 'consent':
      return text;
    default:
      return 'invalid';
  }
};
