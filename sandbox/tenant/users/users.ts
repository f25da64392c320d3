/** Finding, making and touching users: the questions every part of the tenant asks of them. */
import type { Random } from '../random.ts';
import type { Identity, User } from '../state/schema.ts';
import type { Store } from '../state/store.ts';

export type Contact = { readonly connection: 'sms' | 'email'; readonly address: string };

export const findUser = (store: Store, userId: string): User | null =>
  store.state.users.find((user) => user.user_id === userId) ?? null;

/** By an identity of any position: linked ones lead to the person they were linked to. */
export const findByIdentity = (
  store: Store,
  wanted: { readonly provider: string; readonly userId: string },
): User | null =>
  store.state.users.find((user) =>
    user.identities.some(
      (identity) => identity.provider === wanted.provider && identity.user_id === wanted.userId,
    ),
  ) ?? null;

/** Whose passwordless identity this contact is. */
export const findByContact = (store: Store, contact: Contact): { user: User; identity: Identity } | null => {
  for (const user of store.state.users)
    for (const [position, identity] of user.identities.entries())
      if (identity.connection === contact.connection && addressOf(user, position) === contact.address)
        return { user, identity };
  return null;
};

/** The phone number or email address of one identity: the primary one's is the user's own. */
const addressOf = (user: User, position: number): string | undefined => {
  const profile = position === 0 ? user : user.identities[position]?.profileData;
  const identity = user.identities[position];
  return identity?.connection === 'sms' ? profile?.phone_number : profile?.email?.toLowerCase();
};

/** Users whose primary identity has this address, of whatever connection (users-by-email). */
export const findByEmail = (store: Store, email: string): readonly User[] =>
  store.state.users.filter((user) => user.email?.toLowerCase() === email.toLowerCase());

/** The database user who signs in with this address. */
export const findDatabaseUser = (store: Store, connection: string, email: string): User | null =>
  findByEmail(store, email).find((user) => primaryIdentity(user).connection === connection) ?? null;

export const primaryIdentity = (user: User): Identity => {
  const [identity] = user.identities;
  if (identity === undefined) throw new Error('a user without identities');
  return identity;
};

export type NewUser = {
  readonly provider: string;
  readonly connection: string;
  readonly isSocial: boolean;
  readonly profile: Partial<
    Pick<
      User,
      'name' | 'nickname' | 'email' | 'email_verified' | 'phone_number' | 'phone_verified' | 'blocked'
    >
  >;
  readonly user_metadata?: User['user_metadata'];
  readonly app_metadata?: User['app_metadata'];
};

/** Adds a user with an id of its own making: `provider|24 hexadecimal digits`. */
export const addUser = (store: Store, wanted: NewUser, random: Random, now: number): User => {
  const id = wanted.isSocial ? `${wanted.connection}|${random.objectId()}` : random.objectId();
  const name = wanted.profile.name ?? wanted.profile.email ?? wanted.profile.phone_number ?? '';
  const at = new Date(now).toISOString();
  const user: User = {
    nickname: name.split('@')[0] ?? name,
    ...wanted.profile,
    name,
    user_id: `${wanted.provider}|${id}`,
    identities: [
      { provider: wanted.provider, connection: wanted.connection, user_id: id, isSocial: wanted.isSocial },
    ],
    user_metadata: wanted.user_metadata ?? {},
    app_metadata: wanted.app_metadata ?? {},
    created_at: at,
    updated_at: at,
    logins_count: 0,
  };
  store.state.users.push(user);
  store.changed();
  return user;
};

/** A user and everything issued to them. */
export const removeUser = (store: Store, userId: string): void => {
  const { state } = store;
  state.users = state.users.filter((user) => user.user_id !== userId);
  state.refreshTokens = state.refreshTokens.filter((token) => token.userId !== userId);
  state.consents = state.consents.filter((consent) => consent.userId !== userId);
  state.tickets = state.tickets.filter((ticket) => ticket.userId !== userId);
  delete state.passwords[userId];
  store.changed();
};

/** Notes a sign-in; a code that came through has verified its contact. */
export const noteLogin = (store: Store, user: User, now: number, through?: Identity): void => {
  const at = new Date(now).toISOString();
  user.last_login = at;
  user.updated_at = at;
  user.logins_count += 1;
  if (through) {
    const verified = through.connection === 'sms' ? { phone_verified: true } : { email_verified: true };
    if (through === user.identities[0]) Object.assign(user, verified);
    else through.profileData = { ...through.profileData, ...verified };
  }
  store.changed();
};
