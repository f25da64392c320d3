/** What follows every successful sign-in: a new session, the transaction knows its person, the browser goes on. */
import type { TenantContext } from '../context.ts';
import type { Answer } from '../http/answer.ts';
import type { TenantRequest } from '../http/request.ts';
import type { User } from '../state/schema.ts';
import { noteLogin } from '../users/users.ts';
import { resumeAddress } from './authorize.ts';
import { readSessionSecret, setSession } from './cookies.ts';
import type { SignInTransaction } from './transactions.ts';

export const signedIn = (
  tenant: TenantContext,
  request: TenantRequest,
  transaction: SignInTransaction,
  user: User,
): Answer => {
  tenant.sessions.end(readSessionSecret(request));
  const { secret, session } = tenant.sessions.create(user.user_id);
  transaction.login = {
    userId: user.user_id,
    authenticatedAt: session.authenticatedAt,
    sessionId: session.id,
  };
  noteLogin(tenant.store, user, tenant.now());
  return { type: 'redirect', to: resumeAddress(transaction), cookies: [setSession(secret)] };
};
