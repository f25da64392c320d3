import { describe, expect, it } from 'vitest';
import type { TokenClaims } from './token.ts';
import { createTokenMemory } from './token-memory.ts';

const claimsOf = (subject: string, issuer = 'https://tenant.test/'): TokenClaims => ({
  issuer,
  subject,
  scopes: new Set(['orders:read']),
  expiresAt: Date.UTC(2026, 5, 1, 12),
});

describe('tokens that were verified', () => {
  it('are remembered until they are forgotten, one by one', () => {
    const memory = createTokenMemory();
    memory.set('digest', claimsOf('auth0|ada'));
    expect(memory.get('digest')).toEqual(claimsOf('auth0|ada'));
    memory.delete('digest');
    expect(memory.get('digest')).toBeUndefined();
  });

  it('of a person are forgotten together, and those of nobody else', () => {
    const memory = createTokenMemory();
    memory.set('first', claimsOf('auth0|ada'));
    memory.set('second', claimsOf('auth0|ada'));
    memory.set('bob', claimsOf('auth0|bob'));
    memory.set('namesake', claimsOf('auth0|ada', 'https://other.test/'));
    memory.forgetPerson({ issuer: 'https://tenant.test/', subject: 'auth0|ada' });
    expect(['first', 'second', 'bob', 'namesake'].map((digest) => memory.get(digest)?.subject)).toEqual([
      undefined,
      undefined,
      'auth0|bob',
      'auth0|ada',
    ]);
  });
});
