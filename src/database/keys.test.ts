import { expect, test } from 'vitest';
import { deriveKeys, keyedHash } from './keys.ts';
import { hashAddress, openAddress, sealAddress } from './sealing.ts';

const keys = deriveKeys(new Uint8Array(32).fill(1));
const ana = { accountId: 'ana', channel: 'sms' } as const;

test('keys of different purposes are different, and those of one purpose the same at every start', () => {
  const purposes = [keys.contactSealing, keys.contactHashing, keys.userIdHashing, keys.exportSigning];
  expect(new Set(purposes.map((key) => key.export().toString('hex'))).size).toBe(4);
  expect(deriveKeys(new Uint8Array(32).fill(1)).id).toBe(keys.id);
  expect(deriveKeys(new Uint8Array(32).fill(2)).id).not.toBe(keys.id);
});

test('a data key too short is a mistake of whoever wires', () => {
  expect(() => deriveKeys(new Uint8Array(31))).toThrow(RangeError);
});

test('an address opens as it was sealed, and no two sealings are alike', () => {
  const sealed = sealAddress(keys, ana, '+15550100042');
  expect(openAddress(keys, ana, sealed, keys.id)).toBe('+15550100042');
  expect(sealAddress(keys, ana, '+15550100042')).not.toBe(sealed);
});

test('an address sealed for one account and channel opens for no other', () => {
  const sealed = sealAddress(keys, ana, '+15550100042');
  expect(() => openAddress(keys, { ...ana, accountId: 'ben' }, sealed, keys.id)).toThrow();
  expect(() => openAddress(keys, { ...ana, channel: 'email' }, sealed, keys.id)).toThrow();
});

test('a sealed address that was altered or cut does not open', () => {
  const sealed = Buffer.from(sealAddress(keys, ana, '+15550100042'), 'base64url');
  for (let index = 0; index < sealed.length; index += 1) {
    const altered = Buffer.from(sealed);
    altered[index] = (altered[index] ?? 0) ^ 1;
    expect(() => openAddress(keys, ana, altered.toString('base64url'), keys.id)).toThrow();
  }
  for (const cut of [0, 12, 27, sealed.length - 1]) {
    const short = sealed.subarray(0, cut).toString('base64url');
    expect(() => openAddress(keys, ana, short, keys.id)).toThrow();
  }
});

test('a hash tells channels apart, and spellings of one mailbox not', () => {
  expect(hashAddress(keys, 'email', 'Ana@Example.com')).toBe(hashAddress(keys, 'email', 'ana@example.com'));
  expect(hashAddress(keys, 'sms', 'ana@example.com')).not.toBe(hashAddress(keys, 'email', 'ana@example.com'));
  const other = deriveKeys(new Uint8Array(32).fill(2));
  expect(keyedHash(other.contactHashing, 'x')).not.toBe(keyedHash(keys.contactHashing, 'x'));
});
