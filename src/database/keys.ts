/** The keys of the database, each derived for one purpose from the one secret of the settings (RFC 5869, HKDF-SHA-256). */
import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

export type DataKeys = {
  /** Names the data key without giving it away; stored, so that a database is never opened with another one. */
  readonly id: string;
  /** AES-256-GCM, for the addresses of contacts. */
  readonly contactSealing: KeyObject;
  /** HMAC-SHA-256, to find an address again without reading it. */
  readonly contactHashing: KeyObject;
  /** HMAC-SHA-256, to find an Alexa userId again without reading it. */
  readonly userIdHashing: KeyObject;
  /** HMAC-SHA-256, over a file of exported data: only whoever has the data key can have written it. */
  readonly exportSigning: KeyObject;
};

/** @param dataKey at least 32 random bytes */
export const deriveKeys = (dataKey: Uint8Array): DataKeys => {
  if (dataKey.byteLength < 32) throw new RangeError('the data key must have at least 32 bytes');
  return {
    id: derive(dataKey, 'data-key-id', 8).toString('hex'),
    contactSealing: createSecretKey(derive(dataKey, 'contact-sealing', 32)),
    contactHashing: createSecretKey(derive(dataKey, 'contact-hashing', 32)),
    userIdHashing: createSecretKey(derive(dataKey, 'user-id-hashing', 32)),
    exportSigning: createSecretKey(derive(dataKey, 'export-signing', 32)),
  };
};

/** No salt: the data key is uniformly random already, and `info` keeps the purposes apart (RFC 5869, 3.1 and 3.2). */
const derive = (dataKey: Uint8Array, purpose: string, byteLength: number): Buffer =>
  Buffer.from(hkdfSync('sha256', dataKey, new Uint8Array(0), `sayso/1/${purpose}`, byteLength));

/** HMAC-SHA-256 (RFC 2104) of UTF-8 text, as 64 lower-case hex digits. */
export const keyedHash = (key: KeyObject, value: string): string =>
  createHmac('sha256', key).update(value, 'utf8').digest('hex');
