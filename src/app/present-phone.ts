/** The change of a phone as `contract.ts` has it. */
import type { PhoneChange } from '../accounts/phone-change.ts';
import type { PhoneChangeData } from './contract.ts';
import type { AppOptions } from './options.ts';
import { contactText } from './present-orders.ts';

export const presentPhoneChange = (
  change: PhoneChange | null,
  limits: AppOptions['phoneLimits'],
  now: number,
): PhoneChangeData => {
  if (change === null) return { step: 'idle' };
  switch (change.step) {
    case 'prove_old':
    case 'prove_new':
      return {
        step: change.step,
        intent: change.intent,
        sentTo: change.proof === null ? '' : contactText(change.proof.contact),
        triesLeft: Math.max(0, limits.triesPerTransaction - change.tries),
        expiresAt: change.code?.expiresAt ?? change.expiresAt,
        resendAt: resendAt(change, limits, now),
      };
    case 'waiting':
    case 'applying':
      return {
        step: 'waiting',
        shown: change.phone === null ? 'no phone' : contactText({ channel: 'sms', hint: change.phone.hint }),
        effectiveAt: change.step === 'waiting' ? (change.dueAt ?? now) : now,
      };
    default:
      return change.step satisfies never;
  }
};

/** As accounts/phone-change.ts has it: a code that never left may be sent again at once. */
const resendAt = (
  { code, sends }: PhoneChange,
  limits: AppOptions['phoneLimits'],
  now: number,
): number | null => {
  if (sends >= limits.sendsPerTransaction) return null;
  if (code === null || code.state === 'send_failed') return now;
  return code.startedAt + limits.resendPauseSeconds * 1000;
};
