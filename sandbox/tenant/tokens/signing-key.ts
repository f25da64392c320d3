/** Makes the keys that id_tokens are signed with. */
import { exportJWK, generateKeyPair } from 'jose';
import type { Random } from '../random.ts';
import type { SigningKey } from '../state/schema.ts';

/** A 2048-bit RSA key that can be written to the state file. */
export const createSigningKey = async (random: Random): Promise<SigningKey> => {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const { n, e, d, p, q, dp, dq, qi } = await exportJWK(privateKey);
  const parts = { n, e, d, p, q, dp, dq, qi };
  if (!hasEveryPart(parts)) throw new Error('the new RSA key lacks a part');
  return { kid: random.token(16), kty: 'RSA', ...parts };
};

type RsaParts = Omit<SigningKey, 'kid' | 'kty'>;

const hasEveryPart = (parts: { [part in keyof RsaParts]: string | undefined }): parts is RsaParts =>
  Object.values(parts).every((part) => part !== undefined);
