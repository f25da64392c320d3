/**
 * POST /passwordless/start: makes a code for a phone or mailbox and sends it.
 * https://auth0.com/docs/api/authentication/passwordless/get-code-or-link
 */

import type { Client, PasswordlessConnection } from '../configuration.ts';
import { findClient, findConnection, type TenantContext } from '../context.ts';
import { isSameSecret } from '../hash.ts';
import { type Answer, json } from '../http/answer.ts';
import { callerAddress } from '../http/caller-address.ts';
import { isRecord, type TenantRequest, textOf } from '../http/request.ts';
import { answerError, type OAuthError, rateLimited } from '../oauth/errors.ts';
import { findByContact } from '../users/users.ts';
import { isEmailAddress, isPhoneNumber, readAddress } from './address.ts';
import { sendCode } from './messages.ts';

const badRequest = (error: string, error_description: string): OAuthError => ({
  status: 400,
  error,
  error_description,
});

const startErrors = {
  badBody: badRequest('bad.request', 'the body must be JSON or a form'),
  badClient: badRequest('bad.client_id', 'Client not found'),
  unauthenticated: {
    status: 401,
    error: 'unauthorized_client',
    error_description: 'Client authentication is required',
  },
  badSecret: { status: 401, error: 'access_denied', error_description: 'Unauthorized' },
  noConnection: badRequest('bad.connection', 'Connection does not exist'),
  connectionDisabled: badRequest('bad.connection', 'Connection is disabled'),
  signupDisabled: badRequest('bad.connection', 'Public signup is disabled'),
  badPhoneNumber: badRequest('bad.phone_number', 'String does not match pattern: ^\\+[0-9]{1,15}$'),
  badEmail: badRequest('bad.email', 'error in email - email format validation failed'),
  linkUnsupported: badRequest('bad.request', "error in send - this tenant sends codes only: 'code'"),
  providerRefused: (connection: 'sms' | 'email') =>
    badRequest(`${connection}_provider_error`, 'The message could not be sent: the provider refused it.'),
} as const satisfies Record<string, OAuthError | ((connection: 'sms' | 'email') => OAuthError)>;

export const passwordlessStart = async (tenant: TenantContext, request: TenantRequest): Promise<Answer> => {
  const client = authenticate(tenant, request);
  const address = callerAddress(request, 'error' in client ? null : client);
  if (!tenant.startLimit.take(address))
    return answerError(rateLimited(tenant.startLimit.perHour, tenant.startLimit.resetAt(address)));
  if ('error' in client) return answerError(client);

  const wanted = readWanted(tenant, client, request);
  if ('error' in wanted) return answerError(wanted);
  const { connection, contact } = wanted;
  if (connection.options.disable_signup && findByContact(tenant.store, contact) === null)
    return answerError(startErrors.signupDisabled);
  if (!tenant.faults.startSendsNothing) {
    const { length, time_step } = connection.options.totp;
    const drawn = tenant.passwordlessCodes.draw(length, time_step);
    // Where the provider refuses, the former code stays the latest that was sent.
    if (!(await sendCode(tenant, connection, contact.address, drawn.code)))
      return answerError(startErrors.providerRefused(connection.strategy));
    tenant.passwordlessCodes.activate(contact, drawn);
  }
  const _id = tenant.random.objectId();
  return json(
    200,
    connection.strategy === 'sms'
      ? { _id, phone_number: contact.address, phone_verified: false, request_language: null }
      : { _id, email: contact.address, email_verified: false },
  );
};

/** In the body only, as the endpoint has it; a confidential client must bring its secret. */
const authenticate = (tenant: TenantContext, request: TenantRequest): Client | OAuthError => {
  if (request.fields.size === 0) return startErrors.badBody;
  const id = textOf(request.fields, 'client_id');
  const client = id === null ? null : findClient(tenant, id);
  if (client === null) return startErrors.badClient;
  const secret = textOf(request.fields, 'client_secret');
  if (secret === null) return startErrors.unauthenticated;
  return isSameSecret(secret, client.client_secret) ? client : startErrors.badSecret;
};

type Wanted = {
  readonly connection: PasswordlessConnection;
  readonly contact: { readonly connection: 'sms' | 'email'; readonly address: string };
};

const readWanted = (tenant: TenantContext, client: Client, request: TenantRequest): Wanted | OAuthError => {
  const name = textOf(request.fields, 'connection');
  const connection = name === null ? null : findConnection(tenant, name, client);
  if (connection === null) return startErrors.noConnection;
  if (connection === 'disabled') return startErrors.connectionDisabled;
  const { authParams } = request.json ?? {};
  if (authParams !== undefined && !isRecord(authParams)) return startErrors.badBody;
  switch (connection.strategy) {
    case 'sms': {
      const phone = textOf(request.fields, 'phone_number') ?? '';
      if (!isPhoneNumber(phone)) return startErrors.badPhoneNumber;
      return { connection, contact: { connection: 'sms', address: phone } };
    }
    case 'email': {
      const email = textOf(request.fields, 'email') ?? '';
      if (!isEmailAddress(email)) return startErrors.badEmail;
      // Auth0's own default is a link; this tenant plays what Sayso uses.
      if (textOf(request.fields, 'send') !== 'code') return startErrors.linkUnsupported;
      return { connection, contact: { connection: 'email', address: readAddress('email', email) } };
    }
    case 'auth0':
    case 'oauth2':
      return startErrors.noConnection;
    default:
      return connection satisfies never;
  }
};
