/** Why a change of the phone did not go on, in words and as a status. */

import type { PhoneFailure } from '../accounts/phone-change.ts';
import { problemTable } from '../api/problems.ts';
import type { Failure } from '../transactions/failures.ts';
import type { Instant } from '../transactions/model.ts';
import { failureText, inTime, triesText } from './page-text.ts';

type Told = { readonly code: string; readonly status: number; readonly message: string };

export const tellPhoneFailure = (failure: Failure | PhoneFailure, now: Instant): Told => {
  const told = (status: number, message: string): Told => ({ code: failure.type, status, message });
  switch (failure.type) {
    case 'phone_invalid':
      return told(
        422,
        'We cannot send codes to this number. Write it with + and the country code, as in +1 202 555 0142.',
      );
    case 'phone_unchanged':
      return told(409, 'This is your phone already. There is nothing to change.');
    case 'phone_taken':
      return told(409, 'This number cannot be added. Use another one, or ask its owner to release it.');
    case 'no_phone':
      return told(409, 'There is no phone to remove.');
    case 'no_email':
      return told(
        409,
        'Without the old phone we need a verified email address, and there is none. Verify yours first.',
      );
    case 'sign_in_phone':
      return told(409, 'You sign in with this phone, so it cannot be changed or removed here.');
    case 'order_waiting':
      return told(409, 'An order waits for its code. Confirm or cancel it first, then change your phone.');
    case 'change_under_way':
      return told(409, 'A change of your phone is under way. Finish it or call it off first.');
    case 'no_change':
      return told(409, 'No change of your phone is under way any more. Begin again if you still want it.');
    case 'code_malformed':
      return told(
        422,
        'A code has six digits. This did not count as a try: type the code as you received it.',
      );
    case 'code_wrong':
      return told(422, `That is not the code we sent last. ${triesText(failure.triesLeft)}`);
    case 'refused':
      return told(
        409,
        'That was the last try and it did not prove the phone, so the change has ended. Nothing was changed.',
      );
    case 'code_expired':
      return told(409, 'This code has run out. Send another one.');
    case 'check_failed':
      return told(
        503,
        failure.counted
          ? 'We could not find out whether the code is right. Send another one and use that.'
          : 'We could not check the code just now. Try the same code again in a moment.',
      );
    case 'resend_too_soon':
      return told(429, `We sent a code a moment ago. You can ask for another ${inTime(failure.at, now)}.`);
    case 'sends_spent':
      return told(
        429,
        'No more codes can be sent for this step. Use the last one, or call the change off and begin again.',
      );
    case 'sending_failed':
      return told(502, 'The code could not be sent. Send it again in a minute.');
    case 'unavailable':
      return told(
        503,
        'The service that keeps your sign-in does not answer. Nothing was changed: try again in a minute.',
      );
    default:
      return told(problemTable[failure.type].status, failureText(failure, now));
  }
};
