/**
 * Account linking as Alexa does it: the authorization code flow with PKCE, the client's secret in the body, as the
 * skill's account linking asks for it (RFC 6749, 4.1 and 2.3.1; RFC 7636). Alexa gives up a token call after 4.5 seconds.
 */
import { createHash } from 'node:crypto';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';

export type AuthorizationServer = {
  /** `https://localhost:7101`, no slash at the end. */
  readonly origin: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly audience: string;
  readonly redirectUri: string;
  readonly fetch: typeof globalThis.fetch;
};

export const scopes =
  'openid profile email offline_access transactions:read transactions:request transactions:confirm';

export type Tokens = {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
};

export type TokenAnswer =
  | { readonly type: 'tokens'; readonly tokens: Tokens }
  /** A definite no: link anew. */
  | { readonly type: 'refused'; readonly message: string }
  /** No answer, or none that says anything about the grant. */
  | { readonly type: 'unavailable'; readonly message: string };

export const authorizeUrl = (server: AuthorizationServer, state: string, verifier: string): string => {
  const query = new URLSearchParams({
    client_id: server.clientId,
    response_type: 'code',
    state,
    scope: scopes,
    redirect_uri: server.redirectUri,
    audience: server.audience,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  return `${server.origin}/authorize?${query}`;
};

export const exchangeCode = (
  server: AuthorizationServer,
  code: string,
  verifier: string,
  now: () => number,
): Promise<TokenAnswer> =>
  askForTokens(
    server,
    { grant_type: 'authorization_code', code, redirect_uri: server.redirectUri, code_verifier: verifier },
    null,
    now,
  );

/** A server that does not rotate refresh tokens sends none: the old one stays. */
export const refreshTokens = (
  server: AuthorizationServer,
  refreshToken: string,
  now: () => number,
): Promise<TokenAnswer> =>
  askForTokens(server, { grant_type: 'refresh_token', refresh_token: refreshToken }, refreshToken, now);

const timeLimitMs = 4_500;

const tokenShape = Type.Object({
  access_token: Type.String({ minLength: 1 }),
  /** Seconds. Linking breaks at Alexa without it. */
  expires_in: Type.Number({ exclusiveMinimum: 0 }),
  refresh_token: Type.Optional(Type.String({ minLength: 1 })),
});
const errorShape = Type.Object({ error: Type.String(), error_description: Type.Optional(Type.String()) });

const askForTokens = async (
  server: AuthorizationServer,
  form: Readonly<Record<string, string>>,
  formerRefreshToken: string | null,
  now: () => number,
): Promise<TokenAnswer> => {
  const askedAt = now();
  let status: number;
  let json: unknown;
  try {
    const response = await server.fetch(`${server.origin}/oauth/token`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
      },
      body: new URLSearchParams({
        ...form,
        client_id: server.clientId,
        client_secret: server.clientSecret,
      }).toString(),
      redirect: 'error',
      signal: AbortSignal.timeout(timeLimitMs),
    });
    status = response.status;
    json = await response.json();
  } catch {
    return { type: 'unavailable', message: `${server.origin}/oauth/token did not answer.` };
  }
  if (status === 200 && Value.Check(tokenShape, json)) {
    const tokens: Tokens = {
      accessToken: json.access_token,
      refreshToken: json.refresh_token ?? formerRefreshToken,
      expiresAt: askedAt + json.expires_in * 1000,
    };
    return { type: 'tokens', tokens };
  }
  const said = Value.Check(errorShape, json) ? `${json.error}: ${json.error_description ?? ''}` : 'no reason';
  const message = `${server.origin}/oauth/token answered ${status} (${said}).`;
  return { type: status >= 400 && status < 500 && status !== 429 ? 'refused' : 'unavailable', message };
};
