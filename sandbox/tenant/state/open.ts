/**
 * Opens the state: what the file holds, or a new one. The seed's configuration is set at every start, as an import sets
 * it; people of the seed who are missing are added.
 */
import { installSeed } from '../configuration/install.ts';
import { emptyConfiguration } from '../configuration/kept.ts';
import type { SeedUser, TenantSeed } from '../configuration.ts';
import type { Random } from '../random.ts';
import { createSigningKey } from '../tokens/signing-key.ts';
import { hashPassword } from '../users/passwords.ts';
import { readStateFile } from './file.ts';
import type { KeptState, User } from './schema.ts';
import { createStore, type Store } from './store.ts';

/** Throws where the file is foreign or truncated (see `readStateFile`). */
export const openState = async (
  path: string,
  seed: TenantSeed,
  random: Random,
  now: () => number,
): Promise<Store> => {
  const state = (await readStateFile(path)) ?? (await newState(random));
  installSeed(state.configuration, seed);
  const known = new Set(state.users.flatMap((user) => user.identities.map(identityKey)));
  for (const user of seed.users) {
    if (known.has(identityKey(user.identities[0]))) continue;
    state.users.push(userOfSeed(user, new Date(now()).toISOString()));
    if (user.password !== undefined)
      state.passwords[user.user_id] = await hashPassword(user.password, random);
  }
  const store = createStore(path, state);
  store.changed();
  await store.saved();
  return store;
};

const newState = async (random: Random): Promise<KeptState> => ({
  version: 1,
  signingKeys: [await createSigningKey(random)],
  configuration: emptyConfiguration(),
  encryptionKey: random.token(32),
  users: [],
  passwords: {},
  refreshTokens: [],
  consents: [],
  tickets: [],
  passwordlessCodes: {},
});

const identityKey = (identity: { provider: string; user_id: string }): string =>
  `${identity.provider}|${identity.user_id}`;

const userOfSeed = (seed: SeedUser, at: string): User => {
  const { password: _, note: __, identities, user_metadata, ...profile } = seed;
  return {
    ...profile,
    identities: identities.map((identity) => ({ ...identity })),
    user_metadata: { ...user_metadata },
    app_metadata: {},
    created_at: at,
    updated_at: at,
    logins_count: 0,
  };
};
