/** Linking: an identity of another user becomes one more of this one; that other user is no more. */
import type { Identity, User } from '../state/schema.ts';
import type { Store } from '../state/store.ts';
import { primaryIdentity, removeUser } from './users.ts';

/** Moves every identity of `secondary` to `primary`; as at Auth0 the metadata of `secondary` is lost. */
export const linkUsers = (store: Store, primary: User, secondary: User, now: number): readonly Identity[] => {
  const [first, ...linked] = secondary.identities;
  removeUser(store, secondary.user_id);
  if (first) primary.identities.push({ ...first, profileData: profileDataOf(secondary) }, ...linked);
  primary.updated_at = new Date(now).toISOString();
  store.changed();
  return primary.identities;
};

/** Takes one linked identity out, back into a user of its own. The primary one stays: `main`. */
export const unlinkIdentity = (
  store: Store,
  user: User,
  wanted: { readonly provider: string; readonly userId: string },
  now: number,
): readonly Identity[] | 'main' | 'unknown' => {
  const main = primaryIdentity(user);
  const matches = (identity: Identity): boolean =>
    identity.provider === wanted.provider && identity.user_id === wanted.userId;
  if (matches(main)) return 'main';
  const leaving = user.identities.find(matches);
  if (leaving === undefined) return 'unknown';

  const at = new Date(now).toISOString();
  user.identities = user.identities.filter((identity) => identity !== leaving);
  user.updated_at = at;
  const { profileData = {}, ...identity } = leaving;
  const name = profileData.name ?? profileData.email ?? profileData.phone_number ?? '';
  store.state.users.push({
    ...profileData,
    name,
    nickname: name.split('@')[0] ?? name,
    user_id: `${identity.provider}|${identity.user_id}`,
    identities: [identity],
    user_metadata: {},
    app_metadata: {},
    created_at: at,
    updated_at: at,
    logins_count: 0,
  });
  store.changed();
  return user.identities;
};

const profileDataOf = (user: User): NonNullable<Identity['profileData']> => ({
  name: user.name,
  ...(user.email === undefined ? {} : { email: user.email, email_verified: user.email_verified ?? false }),
  ...(user.phone_number === undefined
    ? {}
    : { phone_number: user.phone_number, phone_verified: user.phone_verified ?? false }),
});
