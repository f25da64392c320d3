/**
 * The codes of the passwordless connections and Auth0's policy for them: only the latest is valid, once, for three
 * tries, within the connection's `time_step`.
 * https://auth0.com/docs/authenticate/passwordless/authentication-methods/email-otp
 */
import { isSameSecret } from '../hash.ts';
import type { Random } from '../random.ts';
import type { Store } from '../state/store.ts';
import type { Contact } from '../users/users.ts';

export type CodeCheck = 'right' | 'wrong' | 'used_up' | 'expired';

export type PasswordlessCodes = {
  /** A code not yet valid; its life counts from now. */
  readonly draw: (digits: number, lifetimeSeconds: number) => DrawnCode;
  /** Makes it the contact's only valid code, unless a later one was already. */
  readonly activate: (contact: Contact, code: DrawnCode) => void;
  /** One try. A right code is used up at once, so that of many at a time one wins. */
  readonly check: (contact: Contact, otp: string) => CodeCheck;
};

export type DrawnCode = {
  readonly code: string;
  /** In the order of drawing. */
  readonly number: number;
  readonly expiresAt: number;
};

const triesPerCode = 3;

/** Kept in the store: whoever has a code in hand when the tenant is stopped can still use it afterwards. */
export const createPasswordlessCodes = (
  store: Store,
  random: Random,
  now: () => number,
): PasswordlessCodes => {
  const { passwordlessCodes: live } = store.state;
  let drawn = Math.max(0, ...Object.values(live).map(({ number }) => number));

  return {
    draw: (digits, lifetimeSeconds) => {
      drawn += 1;
      return { code: random.digits(digits), number: drawn, expiresAt: now() + lifetimeSeconds * 1000 };
    },
    activate: (contact, code) => {
      const current = live[keyOf(contact)];
      if (current !== undefined && current.number > code.number) return;
      live[keyOf(contact)] = { ...code, tries: 0 };
      store.changed();
    },
    check: (contact, otp) => {
      const current = live[keyOf(contact)];
      if (current === undefined) return 'wrong';
      if (now() >= current.expiresAt) return 'expired';
      if (current.tries >= triesPerCode) return 'used_up';
      store.changed();
      if (!isSameSecret(otp, current.code)) {
        current.tries += 1;
        return 'wrong';
      }
      delete live[keyOf(contact)];
      return 'right';
    },
  };
};

const keyOf = ({ connection, address }: Contact): string => `${connection}:${address}`;
