/**
 * The rules of confirmation, in one place: `decide` takes an account's state, one step and the time, and says what to
 * store and what to answer. Pure: no I/O, no clock, no packages. Rule numbers are those of docs/rules.md.
 */
import { type Decision, store } from './decision.ts';
import type { Limits } from './limits.ts';
import type { AccountState, Instant } from './model.ts';
import { type CancelStep, cancel } from './rules/cancel.ts';
import { type ExecutedStep, executed } from './rules/executed.ts';
import { type LockStep, lock, type UnlockStep, unlock } from './rules/locks.ts';
import { type RequestStep, request } from './rules/request.ts';
import { type ResendStep, resend } from './rules/resend.ts';
import { type ReserveStep, reserve } from './rules/reserve.ts';
import { type SendingSettledStep, sendingSettled } from './rules/sending-settled.ts';
import { type SettleStep, settle } from './rules/settle.ts';
import { type ContactsStep, storeContacts } from './rules/store-contacts.ts';
import { accountTime, readAt } from './time.ts';

export type Step =
  | RequestStep
  | ResendStep
  | SendingSettledStep
  | ReserveStep
  | SettleStep
  | CancelStep
  | ExecutedStep
  | LockStep
  | UnlockStep
  | ContactsStep
  /** Stores what the clock has already decided; the sweeper's only step. */
  | { readonly type: 'catch_up' };

export const decide = (stored: AccountState, step: Step, clock: Instant, limits: Limits): Decision => {
  const now = accountTime(stored, clock);
  const state = readAt(stored, now, limits);
  switch (step.type) {
    case 'request':
      return request(state, step, now, limits);
    case 'resend':
      return resend(state, step, now, limits);
    case 'sending_settled':
      return sendingSettled(state, step, now, limits);
    case 'reserve':
      return reserve(state, step, now, limits);
    case 'settle':
      return settle(state, step, now, limits);
    case 'cancel':
      return cancel(state, step, now, limits);
    case 'executed':
      return executed(state, step);
    case 'lock':
      return lock(state, step, now);
    case 'unlock':
      return unlock(state, step);
    case 'store_contacts':
      return storeContacts(state, step, now, limits);
    case 'catch_up':
      return store(state);
    default:
      return step satisfies never;
  }
};
