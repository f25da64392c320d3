/**
 * Adding, changing or removing the phone, as pure rules: one change at a time, each step proven by a code with the
 * limits of an order's code. Codes of a change and of an order share a contact, and the issuer knows only the latest:
 * so none is sent while an order waits, and the account is quiet while one is on its way (rules 1 and 7).
 */
import type { Contact, Instant, Limits } from './types.ts';

export type PhoneStep = 'prove_old' | 'prove_new' | 'waiting' | 'applying';

/** The state machine; phone-change.test.ts holds the rules to it. `idle` is no change at all. */
export const phoneMoves: { readonly [from in PhoneStep | 'idle']: readonly (PhoneStep | 'idle')[] } = {
  idle: ['prove_old', 'prove_new'],
  prove_old: ['prove_new', 'applying', 'idle'],
  prove_new: ['waiting', 'applying', 'idle'],
  waiting: ['applying', 'idle'],
  applying: ['idle'],
};

/** A number that shall become the account's, and the tenant's user that we made for it. */
export type NewPhone = { readonly address: string; readonly hint: string; readonly userId: string };

export type PhoneCode = {
  readonly state: 'sending' | 'live' | 'send_failed' | 'spent';
  /** Counted from before the start call. */
  readonly startedAt: Instant;
  readonly expiresAt: Instant;
};

export type PhoneChange = {
  readonly id: string;
  readonly step: PhoneStep;
  readonly intent: 'set' | 'remove';
  /** The old phone cannot agree: the mailbox did, and the change waits a day. */
  readonly oldPhoneLost: boolean;
  /** Null: the phone is removed. */
  readonly phone: NewPhone | null;
  /** Whose code proves the step under way; null where none does. */
  readonly proof: { readonly contact: Contact; readonly subject: string } | null;
  readonly code: PhoneCode | null;
  readonly sends: number;
  readonly tries: number;
  /** A change that is not proven by then ends. */
  readonly expiresAt: Instant;
  /** When a change that waits takes effect, or one that could not be carried out is tried again. */
  readonly dueAt: Instant | null;
};

export type PhoneFailure =
  | { readonly type: 'phone_invalid' }
  | { readonly type: 'phone_unchanged' }
  /** The number is somebody's already; not said whose. */
  | { readonly type: 'phone_taken' }
  /** There is no phone to remove. */
  | { readonly type: 'no_phone' }
  /** There is no verified mailbox that could stand in for the lost phone. */
  | { readonly type: 'no_email' }
  /** The phone is what the person signs in with; it cannot leave the account. */
  | { readonly type: 'sign_in_phone' }
  | { readonly type: 'order_waiting' }
  | { readonly type: 'change_under_way' }
  | { readonly type: 'no_change' }
  | { readonly type: 'code_malformed' }
  | { readonly type: 'code_wrong'; readonly triesLeft: number }
  /** The third wrong code, or one that proved somebody else: the change has ended. */
  | { readonly type: 'refused' }
  | { readonly type: 'code_expired' }
  | { readonly type: 'check_failed'; readonly counted: boolean }
  | { readonly type: 'resend_too_soon'; readonly at: Instant }
  | { readonly type: 'sends_spent' }
  | { readonly type: 'sending_failed' }
  /** The tenant could not be asked. */
  | { readonly type: 'unavailable' };

const changeLifetimeSeconds = 15 * 60;
const lostPhoneWaitHours = 24;
const retrySeconds = 60;

/** The change as the clock makes it; null where it has ended. */
export const phoneChangeAt = (
  change: PhoneChange | null,
  now: Instant,
  limits: Limits,
): PhoneChange | null => {
  if (change === null) return null;
  switch (change.step) {
    case 'prove_old':
    case 'prove_new':
      return now >= change.expiresAt ? null : { ...change, code: codeAt(change.code, now, limits) };
    case 'waiting':
      return change.dueAt !== null && now >= change.dueAt
        ? { ...change, step: 'applying', dueAt: null }
        : change;
    case 'applying':
      return change;
    default:
      return change.step satisfies never;
  }
};

const codeAt = (code: PhoneCode | null, now: Instant, limits: Limits): PhoneCode | null =>
  code?.state === 'sending' && now >= code.startedAt + limits.sendingDeadlineSeconds * 1000
    ? { ...code, state: 'send_failed' }
    : code;

/** When the worker should look at it, so that what the clock decides is also stored and told. */
export const phoneChangeDueAt = (change: PhoneChange): Instant =>
  change.step === 'waiting' || change.step === 'applying' ? (change.dueAt ?? 0) : change.expiresAt;

/** The first step: whoever is to agree agrees before the new number is asked. */
export const newPhoneChange = (
  wanted: Pick<PhoneChange, 'id' | 'intent' | 'oldPhoneLost' | 'phone'> & {
    readonly subject: string;
    /** The contact in force that must agree; null where there is none. */
    readonly agrees: Contact | null;
  },
  now: Instant,
): PhoneChange | null => {
  const { subject, agrees, ...kept } = wanted;
  const begun = {
    ...kept,
    code: null,
    sends: 0,
    tries: 0,
    expiresAt: now + changeLifetimeSeconds * 1000,
    dueAt: null,
  };
  if (agrees !== null) return { ...begun, step: 'prove_old', proof: { contact: agrees, subject } };
  return wanted.phone && { ...begun, step: 'prove_new', proof: proofOf(wanted.phone) };
};

/** The new number proves itself as the tenant's own user, the one that we made. */
const proofOf = ({ address, hint, userId }: NewPhone): NonNullable<PhoneChange['proof']> => ({
  contact: { id: userId, channel: 'sms', address, hint, provenAt: 0, checkedAt: 0 },
  subject: userId,
});

/** Why no code may be sent for the step under way; null where one may. */
export const resendHindrance = (change: PhoneChange, now: Instant, limits: Limits): PhoneFailure | null => {
  if (change.proof === null) return { type: 'no_change' };
  if (change.sends >= limits.sendsPerTransaction) return { type: 'sends_spent' };
  const at = resendAt(change, limits);
  return at !== null && now < at ? { type: 'resend_too_soon', at } : null;
};

/** Null: no more codes for this step. */
const resendAt = ({ code, sends }: PhoneChange, limits: Limits): Instant | null => {
  if (sends >= limits.sendsPerTransaction) return null;
  if (code === null) return 0;
  return code.state === 'send_failed' ? code.startedAt : code.startedAt + limits.resendPauseSeconds * 1000;
};

export const sendingPhoneCode = (change: PhoneChange, now: Instant, limits: Limits): PhoneChange => ({
  ...change,
  sends: change.sends + 1,
  code: {
    state: 'sending',
    startedAt: now,
    expiresAt: now + limits.challengeLifetimeSeconds * 1000,
  },
});

/** Why this code is not even asked about; null where a try may be reserved. */
export const tryHindrance = (
  change: PhoneChange,
  wellFormed: boolean,
  now: Instant,
  limits: Limits,
): PhoneFailure | null => {
  if (change.proof === null) return { type: 'no_change' };
  if (change.code?.state !== 'live' || now >= change.code.expiresAt) return { type: 'code_expired' };
  if (!wellFormed) return { type: 'code_malformed' };
  return change.tries >= limits.triesPerTransaction ? { type: 'refused' } : null;
};

/** What an answer to the code makes of the change: the next state, and what to say. */
export type Settled = { readonly change: PhoneChange | null; readonly failure: PhoneFailure | null };

export const settlePhoneCode = (
  change: PhoneChange,
  outcome: PhoneCheckOutcome,
  now: Instant,
  limits: Limits,
): Settled => {
  switch (outcome.type) {
    case 'right':
      // Somebody's code, but not that of whom this step is about.
      if (outcome.subject !== change.proof?.subject) return { change: null, failure: { type: 'refused' } };
      return { change: afterProof(change, now), failure: null };
    case 'unverified':
      return { change: null, failure: { type: 'refused' } };
    case 'wrong': {
      const triesLeft = limits.triesPerTransaction - change.tries;
      if (triesLeft <= 0) return { change: null, failure: { type: 'refused' } };
      return { change, failure: { type: 'code_wrong', triesLeft } };
    }
    case 'spent':
      return { change: withSpentCode(change), failure: { type: 'code_expired' } };
    case 'not_evaluated':
      return {
        change: { ...change, tries: Math.max(0, change.tries - 1) },
        failure: { type: 'check_failed', counted: false },
      };
    case 'unknown':
      return { change: withSpentCode(change), failure: { type: 'check_failed', counted: true } };
    default:
      return outcome satisfies never;
  }
};

export type PhoneCheckOutcome =
  | { readonly type: 'right'; readonly subject: string }
  | { readonly type: 'unverified' | 'wrong' | 'spent' | 'not_evaluated' | 'unknown' };

const withSpentCode = (change: PhoneChange): PhoneChange => ({
  ...change,
  code: change.code && { ...change.code, state: 'spent' },
});

const afterProof = (change: PhoneChange, now: Instant): PhoneChange => {
  const proven = { ...change, code: null, sends: 0, tries: 0 };
  if (change.step === 'prove_old' && change.phone !== null) {
    return { ...proven, step: 'prove_new', proof: proofOf(change.phone) };
  }
  return change.oldPhoneLost
    ? { ...proven, step: 'waiting', proof: null, dueAt: now + lostPhoneWaitHours * 3_600_000 }
    : { ...proven, step: 'applying', proof: null };
};

/** Could not be carried out this time: the worker tries again. */
export const postponed = (change: PhoneChange, now: Instant): PhoneChange => ({
  ...change,
  step: 'applying',
  dueAt: now + retrySeconds * 1000,
});
