/** Authorization codes between /authorize and /oauth/token: in memory, one use, five minutes (RFC 6749, 4.1.2: ten at most). */
import { hashToken } from '../hash.ts';
import type { Random } from '../random.ts';
import type { AuthorizationGrant } from '../tokens/issue.ts';

export type CodeBinding = {
  readonly grant: AuthorizationGrant;
  readonly redirectUri: string;
  /** S256 (RFC 7636); null where the client asked without. */
  readonly codeChallenge: string | null;
};

export type AuthorizationCodes = {
  readonly issue: (binding: CodeBinding) => string;
  /** Uses the code up, whoever brings it. `reused`: it was used before, and what it led to must be revoked. */
  readonly take: (
    code: string,
  ) =>
    | { readonly type: 'fresh'; readonly binding: CodeBinding }
    | { readonly type: 'reused'; readonly grantId: string }
    | { readonly type: 'unknown' };
};

const lifetimeMilliseconds = 5 * 60_000;
/** How long a used code is recognised. */
const memoryMilliseconds = 60 * 60_000;

export const createAuthorizationCodes = (random: Random, now: () => number): AuthorizationCodes => {
  const codes = new Map<
    string,
    { readonly binding: CodeBinding; readonly issuedAt: number; used: boolean }
  >();

  return {
    issue: (binding) => {
      for (const [hash, { issuedAt }] of codes) if (now() - issuedAt > memoryMilliseconds) codes.delete(hash);
      const code = random.token(32);
      codes.set(hashToken(code), { binding, issuedAt: now(), used: false });
      return code;
    },
    take: (code) => {
      const issued = codes.get(hashToken(code));
      if (issued === undefined) return { type: 'unknown' };
      if (issued.used) return { type: 'reused', grantId: issued.binding.grant.grantId };
      issued.used = true;
      if (now() - issued.issuedAt >= lifetimeMilliseconds) return { type: 'unknown' };
      return { type: 'fresh', binding: issued.binding };
    },
  };
};
