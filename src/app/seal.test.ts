import { describe, expect, it } from 'vitest';
import { deriveKey } from './keys.ts';
import { seal, unseal } from './seal.ts';

const dataKey = new Uint8Array(32).fill(7);
const key = deriveKey(dataKey, 'sign-in state');

describe('a sealed text', () => {
  it('opens with its key and context, and shows nothing', () => {
    const sealed = seal(key, 'cookie', 'the verifier');
    expect(unseal(key, 'cookie', sealed)).toBe('the verifier');
    expect(Buffer.from(sealed, 'base64url').includes('verifier')).toBe(false);
    expect(seal(key, 'cookie', 'the verifier')).not.toBe(sealed);
  });

  it('opens nowhere else', () => {
    const sealed = seal(key, 'cookie', 'the verifier');
    expect(unseal(key, 'other cookie', sealed)).toBeNull();
    expect(unseal(deriveKey(dataKey, 'form token'), 'cookie', sealed)).toBeNull();
    expect(unseal(deriveKey(new Uint8Array(32), 'sign-in state'), 'cookie', sealed)).toBeNull();
  });

  it('does not survive a changed bit, a cut, or being made up', () => {
    const bytes = Buffer.from(seal(key, 'cookie', 'the verifier'), 'base64url');
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(unseal(key, 'cookie', changed.toString('base64url'))).toBeNull();
    }
    for (const text of ['', '__proto__', 'x'.repeat(400), bytes.subarray(0, 28).toString('base64url')]) {
      expect(unseal(key, 'cookie', text)).toBeNull();
    }
  });
});
