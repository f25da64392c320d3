/** The link that proves an email address: mailed at sign-up, good once, for five days. */
import type { TenantContext } from '../context.ts';
import { hashToken } from '../hash.ts';
import type { Answer } from '../http/answer.ts';
import { type TenantRequest, textOf } from '../http/request.ts';
import { staleLinkPage, verifiedPage } from '../pages/message-page.ts';
import { findUser } from '../users/users.ts';

const lifetimeMilliseconds = 5 * 86_400_000;

/** A mail that cannot be sent does not undo the sign-up, as at Auth0. */
export const mailVerification = async (
  tenant: TenantContext,
  userId: string,
  email: string,
): Promise<void> => {
  const ticket = tenant.random.token(32);
  const { state } = tenant.store;
  state.tickets = state.tickets.filter(({ expiresAt }) => expiresAt > tenant.now());
  state.tickets.push({
    hash: hashToken(ticket),
    userId,
    email,
    expiresAt: tenant.now() + lifetimeMilliseconds,
  });
  tenant.store.changed();
  const link = `${tenant.issuer}u/email-verification?ticket=${ticket}`;
  const name = tenant.configuration.tenant.friendly_name;
  const text = `Welcome to ${name}.\n\nOpen this link to verify that this mailbox is yours:\n${link}\n\nIf you did not sign up, do nothing.\n`;
  await tenant.deliver.email(email, `Verify your email for ${name}`, text).catch(() => undefined);
};

/** GET /u/email-verification?ticket=… : opening the link is the proof, as at Auth0. */
export const verifyEmail = (tenant: TenantContext, request: TenantRequest): Answer => {
  const hash = hashToken(textOf(request.query, 'ticket') ?? '');
  const { state } = tenant.store;
  const ticket = state.tickets.find((candidate) => candidate.hash === hash);
  const user = ticket && findUser(tenant.store, ticket.userId);
  if (!ticket || !user || ticket.expiresAt <= tenant.now() || user.email !== ticket.email)
    return { type: 'page', status: 400, page: staleLinkPage };
  state.tickets = state.tickets.filter((candidate) => candidate !== ticket);
  user.email_verified = true;
  user.updated_at = new Date(tenant.now()).toISOString();
  tenant.store.changed();
  return { type: 'page', status: 200, page: verifiedPage };
};
