import { UsersClient } from 'auth0/users';
import type { Channel } from '../accounts/types.ts';
import { type Fetch, until } from './ask.ts';
import type { Kept } from './kept.ts';
import { isObject, type JsonObject } from './outcomes.ts';

/** One way in which a user signs in; a linked one carries its own profile, the first has the user's. */
export type Identity = {
  readonly provider: string;
  readonly connection: string;
  /** Without the provider. */
  readonly id: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly phoneNumber: string | null;
  readonly phoneVerified: boolean;
};

/** What we read of an Auth0 user; unknown fields are ignored. */
export type User = {
  readonly id: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly phoneNumber: string | null;
  /** `user_metadata.phone_number`: the user's own claim, editable by anybody who is signed in as them. */
  readonly claimedPhoneNumber: string | null;
  readonly identities: readonly Identity[];
  readonly loginsCount: number;
  /** The subject for whom we made this user, null where we did not. */
  readonly madeFor: string | null;
};

/** A call's value, or why there is none: the HTTP status; null where no answer came. */
export type Called<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly status: number | null };

export type Users = {
  readonly get: (userId: string, signal: AbortSignal) => Promise<Called<User>>;
  /** Those whose own address this is, of every connection. */
  readonly findByEmail: (email: string, signal: AbortSignal) => Promise<Called<readonly User[]>>;
  /** A new passwordless user whose contact counts as `verified`; 409 where there is one already. */
  readonly createPasswordless: (
    user: {
      readonly channel: Channel;
      readonly address: string;
      readonly madeFor: string;
      readonly verified: boolean;
    },
    signal: AbortSignal,
  ) => Promise<Called<User>>;
  /** Makes an identity of another user one more of this user. */
  readonly link: (
    userId: string,
    identity: Pick<Identity, 'provider' | 'id'>,
    signal: AbortSignal,
  ) => Promise<Called<null>>;
  /** Makes a linked identity a user of its own again; the user's first one stays. */
  readonly unlink: (
    userId: string,
    identity: Pick<Identity, 'provider' | 'id'>,
    signal: AbortSignal,
  ) => Promise<Called<null>>;
};

/** Where a user that we made says for whom; app_metadata is not the user's to edit. */
const madeForKey = 'sayso_made_for';

/** A turn has no time for more, and the SDK's own two retries would take it. */
const timeoutInSeconds = 3;

/**
 * The calls of the Management API that contacts need (scopes read:users, create:users, update:users), each once;
 * a 401 drops the kept token and asks once more with a new one. Errors are values; every call ends with its signal.
 */
export const createUsers = (options: {
  readonly domain: string;
  readonly fetch: Fetch;
  readonly token: Kept<string>;
}): Users => {
  const { domain, fetch, token } = options;
  const clientFor = (accessToken: string): UsersClient =>
    new UsersClient({
      baseUrl: `https://${domain}/api/v2`,
      token: accessToken,
      fetch: (input, init) => fetch(input, { ...init, redirect: 'manual' }),
      maxRetries: 0,
      timeoutInSeconds,
    });

  const call = async <Value>(
    signal: AbortSignal,
    send: (client: UsersClient) => Promise<unknown>,
    read: (answer: unknown) => Value | null,
    mayRenew = true,
  ): Promise<Called<Value>> => {
    const accessToken = await until(signal, token.get());
    if (accessToken === null) return { ok: false, status: null };
    try {
      const value = read(await until(signal, send(clientFor(accessToken))));
      return value === null ? { ok: false, status: null } : { ok: true, value };
    } catch (error) {
      const status = statusOf(error);
      if (status !== 401) return { ok: false, status };
      token.forget(accessToken);
      return mayRenew ? call(signal, send, read, false) : { ok: false, status };
    }
  };

  return {
    get: (userId, signal) =>
      call(signal, (users) => users.get(userId, {}, { abortSignal: signal }), readUser),
    findByEmail: (email, signal) =>
      call(signal, (users) => users.listUsersByEmail({ email }, { abortSignal: signal }), readUsers),
    createPasswordless: ({ channel, address, madeFor, verified }, signal) =>
      call(
        signal,
        (users) =>
          users.create(
            {
              connection: channel,
              ...(channel === 'sms'
                ? { phone_number: address, phone_verified: verified }
                : { email: address, email_verified: verified, verify_email: false }),
              app_metadata: { [madeForKey]: madeFor },
            },
            { abortSignal: signal },
          ),
        readUser,
      ),
    link: async (userId, { provider, id }, signal) => {
      // Nothing but a passwordless identity is ever linked from here.
      if (provider !== 'sms' && provider !== 'email') return { ok: false, status: null };
      const linked = await call(
        signal,
        (users) => users.identities.link(userId, { provider, user_id: id }, { abortSignal: signal }),
        (answer) => (Array.isArray(answer) ? answer : null),
      );
      return linked.ok ? { ok: true, value: null } : linked;
    },
    unlink: async (userId, { provider, id }, signal) => {
      if (provider !== 'sms' && provider !== 'email') return { ok: false, status: null };
      const unlinked = await call(
        signal,
        (users) => users.identities.delete(userId, provider, id, { abortSignal: signal }),
        (answer) => (Array.isArray(answer) ? answer : null),
      );
      return unlinked.ok ? { ok: true, value: null } : unlinked;
    },
  };
};

/** Of the SDK's `ManagementError`; null for timeouts and connections that failed. */
const statusOf = (error: unknown): number | null =>
  isObject(error) && typeof error.statusCode === 'number' ? error.statusCode : null;

const readUsers = (answer: unknown): readonly User[] | null => {
  if (!Array.isArray(answer)) return null;
  return answer.map(readUser).filter((user) => user !== null);
};

export const readUser = (answer: unknown): User | null => {
  if (!isObject(answer) || typeof answer.user_id !== 'string') return null;
  const id = answer.user_id;
  const listed: readonly unknown[] = Array.isArray(answer.identities) ? answer.identities : [];
  return {
    id,
    email: text(answer.email),
    emailVerified: answer.email_verified === true,
    phoneNumber: text(answer.phone_number),
    claimedPhoneNumber: isObject(answer.user_metadata) ? text(answer.user_metadata.phone_number) : null,
    identities: listed.filter(isObject).map((identity) => readIdentity(identity, answer)),
    loginsCount: typeof answer.logins_count === 'number' ? answer.logins_count : 0,
    madeFor: isObject(answer.app_metadata) ? text(answer.app_metadata[madeForKey]) : null,
  };
};

const readIdentity = (identity: JsonObject, user: JsonObject): Identity => {
  const provider = text(identity.provider) ?? '';
  // Auth0 has numbers here for some providers.
  const id = typeof identity.user_id === 'number' ? String(identity.user_id) : (text(identity.user_id) ?? '');
  const isFirst = `${provider}|${id}` === user.user_id;
  const linked = isObject(identity.profileData) ? identity.profileData : {};
  const profile = isFirst ? user : linked;
  return {
    provider,
    connection: text(identity.connection) ?? '',
    id,
    email: text(profile.email),
    emailVerified: profile.email_verified === true,
    phoneNumber: text(profile.phone_number),
    phoneVerified: profile.phone_verified === true,
  };
};

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
