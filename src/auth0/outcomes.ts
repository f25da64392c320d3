/**
 * What the tenant's answers mean, as two tables: one for `/passwordless/start`, one for the OTP grant. Pure.
 * Source: Auth0 docs, "Passwordless API endpoints" and "Authentication API", `POST /passwordless/start`,
 * `POST /oauth/token`.
 */
import type { StartOutcome } from '../transactions/ports.ts';
import type { Answer } from './ask.ts';

/** 200 (204 as the SDK takes it) is sent; a definite 4xx or no connection is certainly not; all else is unknown. */
export const startOutcome = (answer: Answer): StartOutcome => {
  switch (answer.type) {
    case 'not_asked':
      return { type: 'not_sent', cause: 'unreachable' };
    case 'lost':
      return { type: 'unknown' };
    case 'answered':
      return startAnswered(answer.status);
    default:
      return answer satisfies never;
  }
};

const startAnswered = (status: number): StartOutcome => {
  if (status === 200 || status === 204) return { type: 'sent' };
  if (status === 429) return { type: 'not_sent', cause: 'rate_limited' };
  // 408: somebody on the way gave up waiting, and may have passed the request on.
  const definite = status >= 400 && status < 500 && status !== 408;
  return definite ? { type: 'not_sent', cause: 'refused' } : { type: 'unknown' };
};

/** `taken`: the code was right, if this id_token (null where there is none) says whose it was. */
export type GrantOutcome =
  | { readonly type: 'taken'; readonly idToken: string | null }
  | { readonly type: 'wrong' }
  | { readonly type: 'spent' }
  | { readonly type: 'not_evaluated' }
  | { readonly type: 'unknown' };

/** Errors of the token endpoint by which a code was certainly not looked at, or that end the try without effect. */
const notEvaluated: ReadonlySet<unknown> = new Set([
  'unauthorized_client',
  'invalid_client',
  'invalid_request',
  'unsupported_grant_type',
  'mfa_required',
  'too_many_attempts',
  'too_many_requests',
]);

export const grantOutcome = (answer: Answer): GrantOutcome => {
  switch (answer.type) {
    case 'not_asked':
      return { type: 'not_evaluated' };
    case 'lost':
      return { type: 'unknown' };
    case 'answered':
      return grantAnswered(answer.status, readObject(answer.body));
    default:
      return answer satisfies never;
  }
};

const grantAnswered = (status: number, body: JsonObject | null): GrantOutcome => {
  // A 200 without a token response is not the tenant's answer: a proxy's page, half a body.
  if (status === 200) {
    if (body === null || typeof body.access_token !== 'string') return { type: 'unknown' };
    return { type: 'taken', idToken: typeof body.id_token === 'string' ? body.id_token : null };
  }
  if (status === 401 || status === 429) return { type: 'not_evaluated' };
  if (status !== 400 && status !== 403) return { type: 'unknown' };
  const error = body?.error;
  if (notEvaluated.has(error)) return { type: 'not_evaluated' };
  return error === 'invalid_grant' ? refusal(body?.error_description) : { type: 'unknown' };
};

/** A text we do not know counts as a wrong code. */
const refusal = (description: unknown): GrantOutcome => {
  const text = typeof description === 'string' ? description.toLowerCase() : '';
  const over = text.includes('maximum number of attempts') || text.includes('has expired');
  return { type: over ? 'spent' : 'wrong' };
};

/** The error's name for a log; free text, which may quote a contact, is left out. */
export const errorName = (answer: Answer): string | null => {
  if (answer.type !== 'answered') return answer.type;
  const body = readObject(answer.body);
  const name = body?.error ?? body?.code;
  return typeof name === 'string' && /^[a-z_.]{1,40}$/.test(name) ? name : null;
};

export type JsonObject = { readonly [name: string]: unknown };

/** Null where the text is no JSON object. */
export const readObject = (text: string): JsonObject | null => {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
};

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
