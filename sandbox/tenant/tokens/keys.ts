/** The tenant's own keys: RS256 pairs, published as a JWK Set, the newest signing. */
import { type CryptoKey, importJWK, type JWK } from 'jose';
import type { Random } from '../random.ts';
import type { SigningKey } from '../state/schema.ts';
import type { Store } from '../state/store.ts';
import { createSigningKey } from './signing-key.ts';

export type Keys = {
  readonly signing: () => Promise<{ readonly kid: string; readonly key: CryptoKey }>;
  readonly publicKeys: () => { readonly keys: JWK[] };
  /** A key nobody publishes, for signatures that must not verify. */
  readonly foreign: () => Promise<CryptoKey>;
  /** Makes a new signing key; the former ones stay published. */
  readonly rotate: () => Promise<void>;
};

export const createKeys = (store: Store, random: Random): Keys => {
  const imported = new Map<string, Promise<CryptoKey>>();
  let foreign: Promise<CryptoKey> | null = null;

  const importOnce = (key: SigningKey): Promise<CryptoKey> => {
    const known = imported.get(key.kid) ?? importPrivate(key);
    imported.set(key.kid, known);
    return known;
  };

  return {
    signing: async () => {
      const [newest] = store.state.signingKeys;
      if (newest === undefined) throw new Error('the tenant has no signing key');
      return { kid: newest.kid, key: await importOnce(newest) };
    },
    publicKeys: () => ({
      keys: store.state.signingKeys.map(({ kid, kty, n, e }) => ({
        kty,
        use: 'sig',
        alg: 'RS256',
        n,
        e,
        kid,
      })),
    }),
    foreign: () => {
      foreign ??= createSigningKey(random).then(importPrivate);
      return foreign;
    },
    rotate: async () => {
      store.state.signingKeys.unshift(await createSigningKey(random));
      store.changed();
      await store.saved();
    },
  };
};

const importPrivate = async (key: SigningKey): Promise<CryptoKey> => {
  const imported = await importJWK(key, 'RS256');
  if (imported instanceof Uint8Array) throw new Error('an RSA key cannot be a secret');
  return imported;
};
