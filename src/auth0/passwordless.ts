import type { AuthClient } from '@auth0/auth0-auth-js';
import type { Log } from '../observability/log.ts';
import type { Contact } from '../transactions/model.ts';
import type { CheckOutcome, Clock, CodeIssuer } from '../transactions/ports.ts';
import { type Answer, ask, type CallOptions, type Fetch, until } from './ask.ts';
import { verifyIdToken } from './id-token.ts';
import type { TenantKeys } from './keys.ts';
import { errorName, grantOutcome, readObject, startOutcome } from './outcomes.ts';

export type CodeIssuerOptions = {
  readonly client: AuthClient;
  readonly fetch: Fetch;
  /** `https://account.auth0.com/`, with its slash. */
  readonly issuer: string;
  readonly clientId: string;
  readonly keys: TenantKeys;
  readonly now: Clock;
  readonly log: Log;
};

/** We need to know who proved themselves and nothing else: no access to any API comes of a code. */
const scope = 'openid';

/**
 * Codes by Auth0 Passwordless: the tenant makes, sends and checks them. One call a start, one call a check, provided
 * that discovery and keys are warm; nothing is retried, since a second start would replace the first one's code and a
 * second check would use up a try. Neither method throws.
 */
export const createCodeIssuer = (options: CodeIssuerOptions): CodeIssuer => {
  const { client, fetch, keys, log } = options;
  const idTokens = { ...options, findKey: keys.find };

  const start: CodeIssuer['start'] = async (contact, signal) => {
    const answer = await ask(fetch, signal, (call) => requestCode(client, contact, call));
    const outcome = startOutcome(answer);
    if (outcome.type !== 'sent')
      log.warn('auth0.code_not_sent', { outcome: outcome.type, ...loggable(answer) });
    return outcome;
  };

  const check: CodeIssuer['check'] = async (contact, code, signal) => {
    // A code asked about is used up: without keys to verify the answer, better not ask.
    if (!(await until(signal, keys.warmUp()))) {
      log.warn('auth0.keys_unavailable', { code: 'not_asked' });
      return { type: 'not_evaluated' };
    }
    const answer = await ask(fetch, signal, (call) => exchangeCode(client, contact, code, call));
    const outcome = grantOutcome(answer);
    switch (outcome.type) {
      case 'taken':
        return outcome.idToken === null ? refuse('absent') : identify(outcome.idToken, signal);
      case 'not_evaluated':
      case 'unknown':
        log.warn('auth0.code_not_checked', { outcome: outcome.type, ...loggable(answer) });
        return outcome;
      case 'wrong':
      case 'spent':
        return outcome;
      default:
        return outcome satisfies never;
    }
  };

  /** The code is used up by now, so a try is not given back where a new key cannot be had. */
  const identify = async (idToken: string, signal: AbortSignal): Promise<CheckOutcome> => {
    const verdict = await until(signal, verifyIdToken(idTokens, idToken));
    switch (verdict?.type) {
      case 'verified':
        return { type: 'right', subject: verdict.subject };
      case 'refused':
        return refuse(verdict.reason);
      case 'unavailable':
      case undefined:
        log.warn('auth0.keys_unavailable', { code: 'used' });
        return { type: 'unknown' };
      default:
        return verdict satisfies never;
    }
  };

  const refuse = (reason: string): CheckOutcome => {
    log.error('auth0.id_token_refused', { reason });
    return { type: 'unverified' };
  };

  return { start, check };
};

const requestCode = (client: AuthClient, contact: Contact, call: CallOptions): Promise<void> => {
  switch (contact.channel) {
    case 'email':
      return client.passwordless.sendEmail({ email: contact.address, send: 'code' }, call);
    case 'sms':
      return client.passwordless.sendSms(
        { phoneNumber: contact.address },
        { ...call, customFetch: askForCode(call.customFetch) },
      );
    default:
      return contact.channel satisfies never;
  }
};

/** `/passwordless/start` sends a link unless told otherwise, and the SDK does not say so for text messages. */
const askForCode =
  (fetch: Fetch): Fetch =>
  (input, init) => {
    const body = typeof init?.body === 'string' ? readObject(init.body) : null;
    return fetch(input, body === null ? init : { ...init, body: JSON.stringify({ ...body, send: 'code' }) });
  };

const exchangeCode = (
  client: AuthClient,
  contact: Contact,
  code: string,
  call: CallOptions,
): Promise<unknown> => {
  switch (contact.channel) {
    case 'email':
      return client.getTokenByPasswordlessEmail({ email: contact.address, code, scope }, call);
    case 'sms':
      return client.getTokenByPasswordlessSms({ phoneNumber: contact.address, code, scope }, call);
    default:
      return contact.channel satisfies never;
  }
};

const loggable = (answer: Answer): { readonly status: number | null; readonly error: string | null } => ({
  status: answer.type === 'answered' ? answer.status : null,
  error: errorName(answer),
});
