/** Tokens that were verified, by their SHA-256, with what they said; the tokens themselves are not kept. */
import { LRUCache } from 'lru-cache';
import type { TokenClaims } from './token.ts';

export type TokenMemory = {
  readonly get: (digest: string) => TokenClaims | undefined;
  readonly set: (digest: string, claims: TokenClaims) => void;
  readonly delete: (digest: string) => void;
  /** Forgets all of a person's: each that comes again is verified anew. */
  readonly forgetPerson: (person: Pick<TokenClaims, 'issuer' | 'subject'>) => void;
};

const mostRemembered = 10_000;

export const createTokenMemory = (): TokenMemory => {
  const tokens = new LRUCache<string, TokenClaims>({ max: mostRemembered });
  return {
    get: (digest) => tokens.get(digest),
    set: (digest, claims) => {
      tokens.set(digest, claims);
    },
    delete: (digest) => {
      tokens.delete(digest);
    },
    forgetPerson: ({ issuer, subject }) => {
      for (const [digest, claims] of tokens.entries()) {
        if (claims.issuer === issuer && claims.subject === subject) tokens.delete(digest);
      }
    },
  };
};
