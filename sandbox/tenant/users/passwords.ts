/** Passwords of the database connection: salted scrypt (RFC 7914), compared in constant time. */
import { scrypt, timingSafeEqual } from 'node:crypto';
import type { Random } from '../random.ts';

const keyBytes = 32;

/** `salt.key`, both base64url. */
export const hashPassword = async (password: string, random: Random): Promise<string> => {
  const salt = random.token(16);
  return `${salt}.${(await derive(password, salt)).toString('base64url')}`;
};

/** Takes as long for an unknown user (`hash` undefined) as for a wrong password. */
export const checkPassword = async (password: string, hash: string | undefined): Promise<boolean> => {
  const [salt = 'no-such-user', key = ''] = hash?.split('.') ?? [];
  const derived = await derive(password, salt);
  const expected = Buffer.from(key, 'base64url');
  return expected.length === keyBytes && timingSafeEqual(derived, expected);
};

const derive = (password: string, salt: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, keyBytes, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
