/**
 * What can go wrong at a tenant, as switches that whoever runs the sandbox may turn at any time. All off, it behaves.
 */
import type { CallName } from './calls.ts';

export type Faults = {
  /** Seconds a text message is under way; its code's life runs meanwhile. */
  smsLateSeconds: number;
  /** Text messages are accepted and never arrive. */
  smsLost: boolean;
  /** The provider refuses: 400 `sms_provider_error`, the former code stands. */
  smsProviderError: boolean;
  emailLateSeconds: number;
  emailLost: boolean;
  /** A start answers 200, but makes no code and sends nothing. */
  startSendsNothing: boolean;
  /** Every answer of the tenant comes this many milliseconds late. */
  slowMilliseconds: number;
  /** `reset`: connections are cut before anything is done; `unavailable`: 503. */
  down: 'no' | 'reset' | 'unavailable';
  /** Every machine's call gets 429. */
  rateLimited: boolean;
  /** This call has its effect, then the connection is cut instead of an answer. */
  answerLostAfter: CallName | 'none';
  /** Access tokens for APIs are issued already expired; `expires_in` says nothing of it. */
  tokensExpired: boolean;
  /** A right code is answered with 403 `mfa_required`. */
  mfaRequired: boolean;
  /** The id_token of a right code names another person. */
  wrongSubject: boolean;
  /** id_tokens carry the right `kid` and a signature by another key. */
  badIdTokenSignature: boolean;
};

export const noFaults = (): Faults => ({
  smsLateSeconds: 0,
  smsLost: false,
  smsProviderError: false,
  emailLateSeconds: 0,
  emailLost: false,
  startSendsNothing: false,
  slowMilliseconds: 0,
  down: 'no',
  rateLimited: false,
  answerLostAfter: 'none',
  tokensExpired: false,
  mfaRequired: false,
  wrongSubject: false,
  badIdTokenSignature: false,
});

/** Turns every switch off again. */
export const clearFaults = (faults: Faults): void => {
  Object.assign(faults, noFaults());
};
