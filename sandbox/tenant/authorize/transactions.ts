/** One authorization request on its way through the pages: found by the state in their address, bound to one browser. */
import { hashToken, isSameSecret } from '../hash.ts';
import type { Random } from '../random.ts';

export type AuthorizationRequest = {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string | null;
  readonly nonce: string | null;
  readonly audience: string | null;
  readonly scopes: readonly string[];
  readonly codeChallenge: string | null;
  readonly prompt: 'login' | 'none' | 'consent' | null;
  readonly maxAgeSeconds: number | null;
  readonly loginHint: string | null;
  /** Name of the connection to sign in with. */
  readonly connection: string | null;
  readonly signUpFirst: boolean;
};

export type SignInTransaction = {
  /** Also the `state` of the tenant's own pages. */
  readonly id: string;
  readonly request: AuthorizationRequest;
  readonly browserHash: string;
  readonly startedAt: number;
  /** Who signed in, and when; null until then. */
  login: { readonly userId: string; readonly authenticatedAt: number; readonly sessionId: string } | null;
  consented: boolean;
};

export type SignInTransactions = {
  readonly start: (request: AuthorizationRequest, browser: string) => SignInTransaction;
  /** null for another browser's, an unknown and an old one: all look the same. */
  readonly find: (id: string | null, browser: string | undefined) => SignInTransaction | null;
  readonly end: (transaction: SignInTransaction) => void;
};

const lifetimeMilliseconds = 60 * 60_000;

export const createTransactions = (random: Random, now: () => number): SignInTransactions => {
  const transactions = new Map<string, SignInTransaction>();
  return {
    start: (request, browser) => {
      for (const [id, { startedAt }] of transactions)
        if (now() - startedAt >= lifetimeMilliseconds) transactions.delete(id);
      const transaction: SignInTransaction = {
        id: random.token(32),
        request,
        browserHash: hashToken(browser),
        startedAt: now(),
        login: null,
        consented: false,
      };
      transactions.set(transaction.id, transaction);
      return transaction;
    },
    find: (id, browser) => {
      const transaction = id === null ? undefined : transactions.get(id);
      if (transaction === undefined || browser === undefined) return null;
      if (now() - transaction.startedAt >= lifetimeMilliseconds) return null;
      return isSameSecret(hashToken(browser), transaction.browserHash) ? transaction : null;
    },
    end: (transaction) => {
      transactions.delete(transaction.id);
    },
  };
};
