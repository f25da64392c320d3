/** How the address of a contact is stored: readable with the data key alone, and only in the row it was written for. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Channel } from '../transactions/model.ts';
import { type DataKeys, keyedHash } from './keys.ts';

/** Whose address it is: authenticated with it, so a row copied to another account does not open. */
export type Owner = { readonly accountId: string; readonly channel: Channel };

const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM with a fresh random nonce (NIST SP 800-38D, 8.2.2); base64url of nonce, ciphertext and tag. */
export const sealAddress = (keys: DataKeys, owner: Owner, address: string): string =>
  sealText(keys, contextOf(owner), address);

/** The same for any text of a contact's: `context` says what it is and whose, and is authenticated with it. */
export const sealText = (keys: DataKeys, context: string, text: string): string => {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keys.contactSealing, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(context, 'utf8'));
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return sealed.toString('base64url');
};

/** @throws where the row was altered, or sealed with another key: a fault, not an expected failure */
export const openAddress = (keys: DataKeys, owner: Owner, sealed: string, keyId: string): string =>
  openText(keys, contextOf(owner), sealed, keyId);

/** @throws as `openAddress` */
export const openText = (keys: DataKeys, context: string, sealed: string, keyId: string): string => {
  if (keyId !== keys.id) throw new Error('a stored contact was sealed with another DATA_KEY');
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < nonceBytes + tagBytes) throw new Error('a stored contact is damaged');
  const tag = bytes.subarray(bytes.length - tagBytes);
  const decipher = createDecipheriv('aes-256-gcm', keys.contactSealing, bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(context, 'utf8'));
  decipher.setAuthTag(tag);
  const opened = decipher.update(bytes.subarray(nonceBytes, bytes.length - tagBytes));
  return Buffer.concat([opened, decipher.final()]).toString('utf8');
};

/** One hash for all spellings of one address: mailbox names are compared without regard to case, as Auth0 does. */
export const hashAddress = (keys: DataKeys, channel: Channel, address: string): string =>
  keyedHash(keys.contactHashing, `${channel}:${address.normalize('NFC').toLowerCase()}`);

const contextOf = ({ accountId, channel }: Owner): string => `${channel}:${accountId}`;
