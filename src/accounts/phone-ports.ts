/** What changing a phone needs from outside. */
import type { Statement } from '../transactions/command.ts';
import type { Failure } from '../transactions/failures.ts';
import type { AccountState } from '../transactions/model.ts';
import type { AccountStore, CodeIssuer } from '../transactions/ports.ts';
import type { LearnContacts } from './learn-contacts.ts';
import type { PhoneChange } from './phone-change.ts';
import type { ReadAddress } from './ports.ts';
import type { Channel, Clock, Instant, Limits, NewId } from './types.ts';

export type PhoneChangeStore = {
  /** As it was stored; the clock is the reader's to apply. */
  readonly read: (accountId: string) => Promise<PhoneChange | null>;
  /** What stores the change (null: that there is none) in the commit of an account's guarded write. */
  readonly statement: (
    accountId: string,
    stored: { readonly change: PhoneChange; readonly dueAt: Instant } | null,
  ) => Statement;
  /** Accounts whose change the clock has decided something about. */
  readonly findDue: (now: Instant, limit: number) => Promise<readonly string[]>;
  /** The tenant's user that we once made for a number nobody has proven; null where we made none. */
  readonly findPrepared: (address: string) => Promise<string | null>;
  readonly notePrepared: (address: string, userId: string, now: Instant) => Promise<void>;
};

/** The tenant's side. No call throws; each ends by `signal`. */
export type PhoneTenant = {
  /**
   * A passwordless user for a number that is nobody's yet, its phone not verified. `known` is one that we made before.
   * `taken`: the number has a user that we did not make.
   */
  readonly prepare: (
    phone: { readonly address: string; readonly subject: string; readonly known: string | null },
    signal: AbortSignal,
  ) => Promise<
    | { readonly type: 'prepared'; readonly userId: string }
    | { readonly type: 'taken' }
    | { readonly type: 'unavailable' }
  >;
  /** The person's own verified mailbox, able to receive codes. */
  readonly provideEmail: (
    subject: string,
    signal: AbortSignal,
  ) => Promise<
    | { readonly type: 'provided'; readonly address: string }
    | { readonly type: 'none' }
    | { readonly type: 'unavailable' }
  >;
  /**
   * Makes the number the person's only phone (null: leaves none). May be done again. `lost`: the user made for the
   * number is gone or belongs to somebody by now.
   */
  readonly apply: (
    subject: string,
    phone: { readonly address: string; readonly userId: string } | null,
    signal: AbortSignal,
  ) => Promise<
    | {
        readonly type: 'applied';
        /** Numbers that left the person, each a user of its own again: may be added anew. */
        readonly freed: readonly { readonly address: string; readonly userId: string }[];
      }
    | { readonly type: 'lost' }
    | { readonly type: 'unavailable' }
  >;
};

export type PhonePorts = {
  readonly accounts: Pick<AccountStore, 'read' | 'write'>;
  readonly changes: PhoneChangeStore;
  readonly tenant: PhoneTenant;
  readonly codes: CodeIssuer;
  readonly readAddress: ReadAddress;
  readonly learnContacts: LearnContacts;
  /** The rules of confirmation: the state by the clock, and why no code may be sent now. */
  readonly readAt: (state: AccountState, now: Instant) => AccountState;
  readonly hindrance: (state: AccountState, now: Instant) => Failure | null;
  readonly channels: readonly Channel[];
  readonly limits: Limits;
  readonly now: Clock;
  readonly newId: NewId;
};
