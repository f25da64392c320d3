/** Failures and states in the web application's words: what happened, and what to do. */
import type { Failure } from '../transactions/failures.ts';
import type { CancelReason, Instant, TransactionState } from '../transactions/model.ts';

/** What a page says after something was done; the name travels in a short-lived cookie. */
const notices = new Map([
  ['code_sent', 'A new code is on its way. The one before no longer works.'],
  ['confirmed', 'Confirmed. Thank you.'],
  ['cancelled', 'Cancelled. Nothing was ordered.'],
  ['locked', 'Stopped. Ordering by voice is locked until you open it here.'],
  ['unlocked', 'The lock is open. Ordering by voice works again.'],
  ['lock_set', 'Ordering by voice is locked until you open it here.'],
  ['history_cleared', 'The confirmed orders are cleared from this list.'],
  ['signed_in_again', 'Thank you for signing in again. You can open the lock now.'],
]);

export type Notice =
  | 'code_sent'
  | 'confirmed'
  | 'cancelled'
  | 'locked'
  | 'unlocked'
  | 'lock_set'
  | 'history_cleared'
  | 'signed_in_again';

export const noticeText = (name: string | undefined): string | null =>
  name === undefined ? null : (notices.get(name) ?? null);

/** One or two sentences about why it was not done. */
export const failureText = (failure: Failure, now: Instant): string => {
  switch (failure.type) {
    case 'locked':
      return failure.lock === 'owner'
        ? 'You have locked ordering by voice. Open the lock below to go on.'
        : 'There were too many wrong codes, so confirmation is locked. Open the lock below to go on.';
    case 'frozen':
      return `Orders were replaced too often in a short time. Try again ${inTime(failure.until, now)}.`;
    case 'no_contact':
      return 'There is no phone or mailbox of yours that we may send codes to. Verify your email address, then sign in again.';
    case 'contact_unavailable':
      return 'We could not look up where to send your code. Nothing was sent: try again in a minute.';
    case 'nothing_waiting':
      return 'No order is waiting for a code.';
    case 'not_found':
      return 'We cannot find this order.';
    case 'ended':
      return `${stateText(failure.transaction.state, failure.transaction.cancelReason)} Ask again if you still want it.`;
    case 'already_confirmed':
      return 'This order was confirmed before. There is nothing more to do.';
    case 'code_malformed':
      return 'A code has six digits. This did not count as a try: type the code as you received it.';
    case 'code_wrong':
      return `That is not the code we sent last. ${triesText(failure.triesLeft)}`;
    case 'refused':
      return failure.locked
        ? 'That code was wrong too, so the order has ended and confirmation is locked.'
        : 'That was the last try and the code was wrong, so the order has ended. Nothing was ordered.';
    case 'code_expired':
      return 'This code has run out. Your order is still waiting: send the code again.';
    case 'no_code':
      return 'The last code could not be sent. Your order is still waiting: send the code again.';
    case 'still_sending':
      return 'Your code is being sent at this very moment. Wait a few seconds.';
    case 'quiet':
      return `We do not know whether the last code left, so we send no other for a while. Try again ${inTime(failure.until, now)}.`;
    case 'resend_too_soon':
      return `We sent a code a moment ago. You can ask for another ${inTime(failure.at, now)}.`;
    case 'sends_spent':
      return failure.codeStands
        ? 'No more codes can be sent for this order. Use the last one, or cancel and order again.'
        : 'No more codes can be sent for this order, and the last one is used up. Order again.';
    case 'sends_limited':
      return `Too many codes were sent lately. Try again ${inTime(failure.until, now)}.`;
    case 'sending_failed':
      if (failure.formerStands) return 'The new code could not be sent. The one before still works.';
      return failure.certain
        ? 'The code could not be sent. Your order is still waiting: send the code again.'
        : 'We do not know whether the code was sent. If it arrives it will not work: send the code again in a minute.';
    case 'check_failed':
      return failure.counted
        ? 'We could not find out whether the code is right, and nothing was confirmed. Send a new code and use that one.'
        : 'We could not check the code just now, and nothing was confirmed. Try the same code again in a moment.';
    case 'check_in_progress':
      return 'Other tries are being checked at this moment. Look again in a few seconds.';
    case 'tries_spent':
      return 'All tries for this order are used. Cancel it and order again.';
    case 'replacement_told':
      return `This order replaced another one (${failure.replacedSummary}). If it is what you want, type the code again.`;
    case 'contact_lost':
      return 'The code did not prove that the phone or mailbox is yours, so we removed it and cancelled the order.';
    case 'replayed':
      return 'This was done before. Below you see where your order stands.';
    case 'idempotency_conflict':
    case 'busy':
      return 'Too much happened at the same moment, and nothing was done. Try again.';
    default:
      return failure satisfies never;
  }
};

/** What became of an order. One sentence. */
export const stateText = (state: TransactionState, reason: CancelReason | null): string => {
  switch (state) {
    case 'requested':
      return 'Waiting for its code.';
    case 'confirmed':
      return 'Confirmed, and being carried out.';
    case 'done':
      return 'Done.';
    case 'failed':
      return 'Confirmed, but it could not be carried out.';
    case 'expired':
      return 'Ended: no code came in time.';
    case 'refused':
      return 'Ended: too many wrong codes.';
    case 'superseded':
      return 'Ended: replaced by a newer one.';
    case 'cancelled':
      return reason === null ? 'Cancelled.' : cancelText(reason);
    default:
      return state satisfies never;
  }
};

const cancelText = (reason: CancelReason): string => {
  switch (reason) {
    case 'asked':
      return 'Cancelled, as you asked.';
    case 'not_me':
      return 'Cancelled: you said it was not you.';
    case 'contact_changed':
      return 'Cancelled: your phone or mailbox changed.';
    case 'link_ended':
      return 'Cancelled: the Alexa account it came from was disconnected.';
    case 'erased':
      return 'Cancelled: its data was deleted.';
    default:
      return reason satisfies never;
  }
};

export const triesText = (left: number): string => {
  if (left === 0) return 'No tries are left.';
  return left === 1 ? 'One try is left.' : `${left} tries are left.`;
};

/** "in 40 seconds", "in 3 minutes"; "now" for what has passed. */
export const inTime = (at: Instant, now: Instant): string => {
  const seconds = Math.ceil((at - now) / 1000);
  if (seconds <= 0) return 'now';
  if (seconds < 100) return seconds === 1 ? 'in one second' : `in ${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? `in ${minutes} minutes` : `in ${Math.ceil(minutes / 60)} hours`;
};
