/** A sign-in under way, kept by the browser in a cookie it cannot read or change. */
import type { Instant } from '../transactions/model.ts';
import { cookieNames } from './cookies.ts';
import { seal, unseal } from './seal.ts';
import type { PendingSignIn } from './tenant.ts';

export const signInSeconds = 10 * 60;

export const sealSignIn = (key: Buffer, pending: PendingSignIn, now: Instant): string =>
  seal(key, cookieNames.signIn, JSON.stringify({ ...pending, expiresAt: now + signInSeconds * 1000 }));

/** Null where there is none, it is not ours, or it is past its time. */
export const unsealSignIn = (key: Buffer, cookie: string | undefined, now: Instant): PendingSignIn | null => {
  const text = cookie === undefined ? null : unseal(key, cookieNames.signIn, cookie);
  if (text === null) return null;
  const stored: unknown = JSON.parse(text);
  if (!isStored(stored) || now >= stored.expiresAt) return null;
  const { kind, returnTo, state, nonce, codeVerifier } = stored;
  return { kind, returnTo, state, nonce, codeVerifier };
};

const isStored = (value: unknown): value is PendingSignIn & { readonly expiresAt: Instant } =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  (value.kind === 'plain' || value.kind === 'fresh') &&
  'returnTo' in value &&
  (value.returnTo === 'orders' || value.returnTo === 'profile' || value.returnTo === 'activity') &&
  'state' in value &&
  typeof value.state === 'string' &&
  'nonce' in value &&
  typeof value.nonce === 'string' &&
  'codeVerifier' in value &&
  typeof value.codeVerifier === 'string' &&
  'expiresAt' in value &&
  typeof value.expiresAt === 'number';
