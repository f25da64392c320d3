/**
 * Speech for every outcome: a table from failures, and one from the states of a transaction. Whatever is told about a
 * transaction is rendered from what is stored, in the locale it was asked for in (rule 6).
 */
import type { Failure } from '../transactions/failures.ts';
import type { AccountState, Challenge, Instant, Transaction } from '../transactions/model.ts';
import type { Answer } from './answer.ts';
import { ask, askCode, askWish, offerNewCode, tell, type Voice } from './ask-or-tell.ts';
import { type Text, textIn } from './prompts/prompts.ts';
import { capital, compose } from './speech.ts';
import type { SpokenCode } from './spoken-code.ts';
import {
  endedSentences,
  orderSentences,
  sentSentence,
  settledSentences,
  showTransaction,
  showWaiting,
} from './transaction-words.ts';

export const sayFailure = (failure: Failure, voice: Voice): Answer => {
  const transaction = 'transaction' in failure ? failure.transaction : null;
  const text = textIn(transaction?.locale ?? voice.locale);
  const seller = voice.business.name;
  switch (failure.type) {
    case 'locked':
      return tell(text(`locked_${failure.lock}`), text('unlock', { seller }));
    case 'frozen':
      return tell(text('frozen'), againAt(text, failure.until, voice.now));
    case 'no_contact':
      return tell(text('no_contact', { seller }));
    case 'contact_unavailable':
      return tell(text('contact_unavailable'), text('again_in_minutes', { count: 2 }));
    case 'nothing_waiting':
      return askWish(voice, text('nothing_waiting'));
    case 'not_found':
      return tell(text('not_found'));
    case 'ended':
      return tell(...endedSentences(text, failure.transaction));
    case 'already_confirmed':
      return tell(text('already_confirmed'), ...settledSentences(text, failure.transaction, voice));
    case 'code_malformed':
      return sayNoCode({ type: 'unclear' }, voice);
    case 'code_wrong':
      if (failure.triesLeft === 0) return tell(text('code_wrong'), text('wrong_and_checking'));
      return askCode(voice, [
        text('code_wrong'),
        text('tries_left', { count: failure.triesLeft }),
        text('ask_newest_code'),
      ]);
    case 'refused':
      if (failure.locked) return tell(text('refused'), text('refused_locked', { seller }));
      return tell(text('refused'), text('ask_again'));
    case 'code_expired':
      return offerNewCode(voice, text('code_expired'));
    case 'no_code':
      return offerNewCode(voice, text('no_code'));
    case 'still_sending':
      return tell(text('still_sending'));
    case 'quiet':
      return tell(text('quiet'), againAt(text, failure.until, voice.now));
    case 'resend_too_soon': {
      const count = Math.max(1, Math.ceil((failure.at - voice.now) / 1000));
      return askCode(voice, [text('resend_too_soon'), text('resend_in', { count }), text('ask_code')]);
    }
    case 'sends_spent':
      if (!failure.codeStands) return tell(text('sends_spent_all_over'));
      return askCode(voice, [text('sends_spent'), text('ask_newest_code')]);
    case 'sends_limited':
      return tell(text('sends_limited'), againAt(text, failure.until, voice.now));
    case 'sending_failed':
      if (failure.formerStands) return askCode(voice, [text('former_code_stands'), text('ask_code')]);
      return tell(
        text('sending_failed'),
        failure.certain ? null : text('ignore_late_code'),
        text('later_new_code', { seller, count: 2 }),
      );
    case 'check_failed':
      if (!failure.counted) return tell(text('check_failed'), text('check_failed_again', { seller }));
      return offerNewCode(voice, text('check_failed'), text('check_failed_counted'));
    case 'check_in_progress':
      return tell(text('check_in_progress'));
    case 'tries_spent':
      return tell(text('tries_spent'), text('ask_again'));
    case 'replacement_told':
      return askCode(voice, [
        ...orderSentences(text, failure.transaction, failure.replacedSummary),
        text('ask_new_code'),
      ]);
    case 'contact_lost':
      return tell(text('contact_lost'), text('contact_lost_then', { seller }));
    case 'replayed':
      if (failure.transaction === null) return askWish(voice, text('nothing_waiting'));
      return sayTransaction(failure.transaction, [], voice);
    case 'idempotency_conflict':
    case 'busy':
      return tell(text('busy'));
    default:
      return failure satisfies never;
  }
};

/** What was heard is no code: costs nothing, and is not called wrong. */
export const sayNoCode = (heard: Exclude<SpokenCode, { type: 'code' }>, voice: Voice): Answer => {
  const text = textIn(voice.locale);
  const whole = text('ask_whole_code');
  switch (heard.type) {
    case 'three_digits':
      return ask(text('code_three_digits'), text('reprompt_three_digits'), {
        type: 'rest_of_code',
        digits: heard.digits,
      });
    case 'five_digits':
      return ask(text('code_five_digits'), text('reprompt_five_digits'), {
        type: 'leading_zero',
        digits: heard.digits,
      });
    case 'two_readings':
      return askCode(voice, [text('code_two_readings'), text('ask_single_digits')]);
    case 'incomplete':
      return askCode(voice, [text('code_incomplete'), whole]);
    case 'too_long':
      return askCode(voice, [text('code_too_long'), whole]);
    case 'unclear':
      return askCode(voice, [text('code_unclear'), whole]);
    default:
      return heard satisfies never;
  }
};

/** An account's latest transaction, as it stands. */
export const sayState = (state: AccountState, voice: Voice): Answer =>
  state.transaction
    ? sayTransaction(state.transaction, state.challenges, voice)
    : askWish(voice, textIn(voice.locale)('nothing_waiting'));

const sayTransaction = (transaction: Transaction, challenges: readonly Challenge[], voice: Voice): Answer => {
  const text = textIn(transaction.locale);
  switch (transaction.state) {
    case 'requested':
      return sayWaiting(transaction, challenges, voice);
    case 'confirmed':
    case 'done':
    case 'failed':
      return tell(...settledSentences(text, transaction, voice));
    case 'expired':
    case 'refused':
    case 'superseded':
    case 'cancelled':
      return tell(...endedSentences(text, transaction));
    default:
      return transaction.state satisfies never;
  }
};

const sayWaiting = (transaction: Transaction, challenges: readonly Challenge[], voice: Voice): Answer => {
  const text = textIn(transaction.locale);
  const order = orderSentences(text, transaction, transaction.replaced?.summary ?? null);
  const challenge = challenges.find(({ state }) => state === 'live') ?? challenges.at(-1);
  const isNew = transaction.replaced !== null || challenges.length > 1;
  const question = text(isNew ? 'ask_new_code' : 'ask_code');
  if (challenge === undefined) return askCode(voice, [...order, question]);
  switch (challenge.state) {
    case 'live': {
      const sent = sentSentence(text, challenge, transaction.replaced !== null);
      // The order is told in any case; where the code went, only while the turn has room for it.
      const speech = [...order, { optional: sent }, question];
      return askCode(voice, speech, showWaiting(text, transaction, challenge));
    }
    case 'sending':
      return askCode(voice, [...order, { optional: text('being_sent') }, question]);
    case 'send_failed':
      return offerNewCode(voice, ...order, { optional: text('no_code') });
    case 'expired':
    case 'replaced':
      return offerNewCode(voice, ...order, { optional: text('code_expired') });
    case 'used':
      return offerNewCode(voice, ...order, { optional: text('code_used') });
    default:
      return challenge.state satisfies never;
  }
};

/** A new code for a transaction that already waited. */
export const sayResent = (state: AccountState, voice: Voice): Answer => {
  const challenge = state.challenges.at(-1);
  if (state.transaction?.state !== 'requested' || challenge?.state !== 'live') return sayState(state, voice);
  const text = textIn(state.transaction.locale);
  const resent =
    challenge.channel === 'sms' ? text('resent_sms', { hint: challenge.hint }) : text('resent_email');
  const replaced = state.transaction.replaced?.summary ?? null;
  return askCode(voice, [
    ...orderSentences(text, state.transaction, replaced),
    { optional: resent },
    text('ask_new_code'),
  ]);
};

/** A right code was spoken. "Done" is said only of what is done (rule 10). */
export const sayConfirmed = (state: AccountState, voice: Voice): Answer => {
  const { transaction } = state;
  if (transaction === null) return sayState(state, voice);
  const text = textIn(transaction.locale);
  const sentences = settledSentences(text, transaction, voice);
  switch (transaction.state) {
    case 'done':
      return {
        ...tell(text('done'), ...sentences, { optional: text('details_in_app') }),
        ...showTransaction(transaction, text('screen_confirmed'), text('card_confirmed')),
      };
    case 'confirmed':
      return {
        ...tell(...sentences),
        ...showTransaction(transaction, text('screen_under_way'), text('card_under_way')),
      };
    default:
      return sayState(state, voice);
  }
};

/** "Cancel" was said while something waits. */
export const askLeaveOrCancel = (transaction: Transaction, voice: Voice): Answer => {
  const text = textIn(transaction.locale);
  const summary = capital(transaction.summary, transaction.locale);
  return ask(
    compose([text('still_waits', { summary }), text('ask_leave_or_cancel')]),
    textIn(voice.locale)('reprompt_leave_or_cancel'),
    { type: 'leave_or_cancel' },
  );
};

/** "in 5 minutes", "in 3 hours". */
const againAt = (text: Text, until: Instant, now: Instant): string => {
  const minutes = Math.max(1, Math.ceil((until - now) / 60_000));
  if (minutes < 90) return text('again_in_minutes', { count: minutes });
  return text('again_in_hours', { count: Math.ceil(minutes / 60) });
};
