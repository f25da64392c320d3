/**
 * The passwordless OTP grant: a code that came to a phone or mailbox, for tokens of the person whose contact it is.
 * The subject is the primary user where the passwordless identity was linked to one.
 * https://auth0.com/docs/api/authentication/passwordless/authenticate-user
 */
import { findApi, findConnection, type TenantContext } from '../../context.ts';
import { callerAddress } from '../../http/caller-address.ts';
import { textOf } from '../../http/request.ts';
import { readAddress } from '../../passwordless/address.ts';
import type { Identity, User } from '../../state/schema.ts';
import { issueTokens } from '../../tokens/issue.ts';
import { addUser, type Contact, findByContact, noteLogin } from '../../users/users.ts';
import { oauthErrors, refuse, succeed } from '../errors.ts';
import { grantedScopes, wantsRefreshToken } from '../scopes.ts';
import type { Grant } from './grant.ts';

export const checkPasswordlessCode: Grant = async (tenant, client, request) => {
  const username = textOf(request.fields, 'username');
  const otp = textOf(request.fields, 'otp');
  const realm = textOf(request.fields, 'realm');
  if (username === null) return refuse(oauthErrors.missing('username'));
  if (otp === null) return refuse(oauthErrors.missing('otp'));
  if (realm === null) return refuse(oauthErrors.missing('realm'));

  const connection = findConnection(tenant, realm, client);
  if (connection === null || connection === 'disabled') return refuse(oauthErrors.badRealm);
  if (connection.strategy !== 'sms' && connection.strategy !== 'email') return refuse(oauthErrors.badRealm);
  const audience = textOf(request.fields, 'audience');
  const api = audience === null ? null : findApi(tenant, audience);
  if (audience !== null && api === null) return refuse(oauthErrors.unknownService(audience));

  const contact = { connection: connection.strategy, address: readAddress(connection.strategy, username) };
  const attempt = {
    isProtected: connection.options.brute_force_protection,
    identifier: contact.address,
    ip: callerAddress(request, client),
  };
  if (tenant.shield.isBlocked(attempt)) return refuse(oauthErrors.tooManyAttempts);
  const checked = tenant.passwordlessCodes.check(contact, otp);
  if (checked === 'wrong') {
    tenant.shield.countFailure(attempt);
    return refuse(oauthErrors.wrongCode(contact.connection));
  }
  if (checked === 'used_up') return refuse(oauthErrors.triesUsedUp);
  if (checked === 'expired') return refuse(oauthErrors.codeExpired);
  tenant.shield.forget(attempt);

  const { user, identity } = findByContact(tenant.store, contact) ?? signUp(tenant, contact);
  if (user.blocked) return refuse(oauthErrors.blockedUser);
  if (tenant.faults.mfaRequired) return refuse(oauthErrors.mfaRequired);
  noteLogin(tenant.store, user, tenant.now(), identity);
  const scopes = grantedScopes(textOf(request.fields, 'scope'), api, client);
  const grant = {
    grantId: tenant.random.token(16),
    clientId: client.client_id,
    userId: user.user_id,
    audience,
    scopes,
    nonce: null,
    authTime: null,
    sessionId: null,
  };
  return succeed(
    await issueTokens(tenant, client, user, grant, {
      refreshToken: wantsRefreshToken(scopes),
      subject: tenant.faults.wrongSubject ? somebodyElse(tenant, user) : user.user_id,
    }),
  );
};

/** The first login with a contact nobody has makes a user of its own, where the connection allows sign-ups. */
const signUp = (
  tenant: TenantContext,
  { connection, address }: Contact,
): { user: User; identity?: Identity } => ({
  user: addUser(
    tenant.store,
    {
      provider: connection,
      connection,
      isSocial: false,
      profile:
        connection === 'sms'
          ? { phone_number: address, phone_verified: true }
          : { email: address, email_verified: true },
    },
    tenant.random,
    tenant.now(),
  ),
});

const somebodyElse = (tenant: TenantContext, user: User): string =>
  tenant.store.state.users.find((other) => other !== user)?.user_id ?? 'auth0|somebody-else';
