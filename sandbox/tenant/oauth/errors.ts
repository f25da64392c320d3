/** Every refusal of the OAuth endpoints, with the status, error and description that Auth0 gives it. */
import { type Answer, json } from '../http/answer.ts';

export type OAuthError = {
  readonly status: number;
  readonly error: string;
  readonly error_description: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: OAuthError };

export const succeed = <Value>(value: Value): Outcome<Value> => ({ ok: true, value });

export const refuse = (error: OAuthError): { readonly ok: false; readonly error: OAuthError } => ({
  ok: false,
  error,
});

const refusal =
  (status: number, error: string) =>
  (error_description: string): OAuthError => ({ status, error, error_description });

const invalidRequest = refusal(400, 'invalid_request');
const invalidGrant = refusal(403, 'invalid_grant');
const unauthorizedClient = refusal(403, 'unauthorized_client');
const accessDenied = refusal(403, 'access_denied');

export const oauthErrors = {
  missing: (parameter: string) => invalidRequest(`Missing required parameter: ${parameter}`),
  repeated: invalidRequest('A parameter is included more than once.'),
  twoAuthentications: invalidRequest('More than one way of client authentication was used.'),
  badClient: refusal(401, 'access_denied')('Unauthorized'),
  grantUnsupported: (type: string) =>
    refusal(403, 'unsupported_grant_type')(`Unsupported grant type: ${type}`),
  grantNotAllowed: (type: string) => unauthorizedClient(`Grant type '${type}' not allowed for the client.`),
  badCode: invalidGrant('Invalid authorization code'),
  badVerifier: invalidGrant('Failed to verify code verifier'),
  wrongRedirect: refusal(
    401,
    'unauthorized_client',
  )('The redirect URI is wrong. It is not the one the authorization request was made with.'),
  badRefreshToken: invalidGrant('Unknown or invalid refresh token.'),
  unknownService: (audience: string) => accessDenied(`Service not enabled within domain: ${audience}`),
  noClientGrant: (audience: string) =>
    accessDenied(
      `Client is not authorized to access "${audience}". You need to create a "client-grant" associated to this API.`,
    ),
  blockedUser: refusal(401, 'unauthorized')('user is blocked'),
  badRealm: accessDenied('The realm is not a passwordless connection of this application.'),
  wrongCode: (connection: 'sms' | 'email') =>
    invalidGrant(`Wrong ${connection === 'sms' ? 'phone number' : 'email'} or verification code.`),
  triesUsedUp: invalidGrant("You've reached the maximum number of attempts. Please try to login again."),
  codeExpired: invalidGrant('The verification code has expired. Please try to login again.'),
  tooManyAttempts: refusal(
    429,
    'too_many_attempts',
  )(
    "Your account has been blocked after multiple consecutive login attempts. We've sent you a notification via your preferred contact method with instructions on how to unblock it.",
  ),
  mfaRequired: refusal(403, 'mfa_required')('Multifactor authentication required'),
  unavailable: refusal(503, 'temporarily_unavailable')('The service is temporarily unavailable.'),
} as const;

/** 429 with the headers that say when to come back. */
export const rateLimited = (limit: number, resetAt: number): OAuthError => ({
  status: 429,
  error: 'too_many_requests',
  error_description: 'Global limit has been reached',
  headers: {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(Math.ceil(resetAt / 1000)),
  },
});

export const answerError = ({ status, error, error_description, headers = {} }: OAuthError): Answer =>
  json(status, { error, error_description }, headers);
