import { hkdfSync } from 'node:crypto';

/** What this folder's keys are for; a key for one purpose is none for another. */
export type KeyPurpose = 'sign-in state' | 'form token' | 'entry id' | 'live channel';

/** A 256-bit key for one purpose, from the installation's data key (HKDF-SHA256, RFC 5869). */
export const deriveKey = (dataKey: Uint8Array, purpose: KeyPurpose): Buffer =>
  Buffer.from(hkdfSync('sha256', dataKey, '', `sayso/app/${purpose}`, 32));
