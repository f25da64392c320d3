/**
 * Speech for every outcome: a table from failures, and one from the states of a transaction. Whatever is told about a
 * transaction is rendered from what is stored, in the locale it was asked for in (rule 6).
 */
import type { Business } from '../transactions/command.ts';
import type { Failure } from '../transactions/failures.ts';
import type { AccountState, Challenge, Instant, Locale, Transaction } from '../transactions/model.ts';
import type { Answer, Shown } from './answer.ts';
import { type Text, textIn } from './prompts/prompts.ts';
import type { Asked } from './session-memory.ts';
import { capital, compose, fitsSentence, formatMoney, type Sentence } from './speech.ts';
import type { SpokenCode } from './spoken-code.ts';

/** What a turn's words depend on, beside what is stored. */
export type Voice = { readonly business: Business; readonly locale: Locale; readonly now: Instant };

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

/** Asks what the person would like, after something said first. */
export const askWish = (voice: Voice, ...first: readonly string[]): Answer => {
  const text = textIn(voice.locale);
  const [example] = voice.business.examples(voice.locale);
  return ask(
    compose([...first, text('ask_wish')]),
    example === undefined ? text('ask_wish') : text('reprompt_wish', { example }),
    { type: 'wish' },
  );
};

export const askCode = (voice: Voice, sentences: readonly (Sentence | null)[], shown?: Shown): Answer =>
  ask(
    compose(sentences),
    textIn(voice.locale)('reprompt_code', { seller: voice.business.name }),
    { type: 'code' },
    shown,
  );

export const offerNewCode = (voice: Voice, ...sentences: readonly Sentence[]): Answer => {
  const text = textIn(voice.locale);
  return ask(
    compose([...sentences, text('offer_new_code')]),
    text('reprompt_new_code', { seller: voice.business.name }),
    { type: 'new_code' },
  );
};

export const ask = (speech: string, reprompt: string, asked: Asked, shown: Shown = {}): Answer => ({
  type: 'ask',
  speech,
  reprompt,
  asked,
  ...shown,
});

export const tell = (...sentences: readonly (Sentence | null)[]): Extract<Answer, { type: 'tell' }> => ({
  type: 'tell',
  speech: compose(sentences),
});

/** Who, what, where and how much, before any question; and what it replaced, where it replaced something. */
const orderSentences = (text: Text, transaction: Transaction, replaced: string | null): readonly string[] => {
  const { summary, payee, locale } = transaction;
  const rest = restOf(transaction).join(', ');
  const what = rest === '' ? summary : `${summary}, ${rest}`;
  if (replaced !== null) {
    const capitalised = capital(summary, locale);
    const inOne =
      rest === ''
        ? text('order_replaces', { what: capitalised, replaced })
        : text('order_replaces_with', { what: capitalised, replaced, rest });
    if (fitsSentence(inOne)) return [inOne];
    return [`${capital(what, locale)}.`, text('replaces', { replaced })];
  }
  const inOne = text('order', { payee, what });
  if (rest === '' || fitsSentence(inOne)) return [inOne];
  return [text('order', { payee, what: summary }), `${capital(rest, locale)}.`];
};

const restOf = ({ destination, amount, locale }: Transaction): readonly string[] =>
  [destination, amount && formatMoney(amount, locale)].filter((part) => part !== null);

const sentSentence = (text: Text, { channel, hint }: Challenge, replaced: boolean): string => {
  switch (channel) {
    case 'sms':
      return replaced ? text('sent_new_sms') : text('sent_sms', { hint });
    case 'email':
      return text(replaced ? 'sent_new_email' : 'sent_email');
    default:
      return channel satisfies never;
  }
};

/** A transaction that was confirmed. */
const settledSentences = (text: Text, transaction: Transaction, voice: Voice): readonly Sentence[] => {
  const { summary, payee, amount, locale } = transaction;
  switch (transaction.state) {
    case 'done': {
      const command = voice.business.commands.find(({ name }) => name === transaction.command);
      const done = command?.doneText(transaction) ?? capital(summary, locale);
      if (amount === null) return [text('done_text', { done })];
      return [text('done_text_amount', { done, amount: formatMoney(amount, locale) })];
    }
    case 'confirmed':
      return [text('confirmed', { summary }), text('not_done_yet')];
    default:
      return [text('failed', { summary }), text('failed_then', { payee })];
  }
};

/** A transaction that ended without effect. */
const endedSentences = (text: Text, transaction: Transaction): readonly Sentence[] => {
  const { summary } = transaction;
  switch (transaction.state) {
    case 'expired':
      return [text('expired', { summary }), text('ask_again')];
    case 'refused':
      return [text('refused_before', { summary }), text('ask_again')];
    case 'superseded':
      return [text('superseded', { summary })];
    default:
      return [cancelledSentence(text, transaction)];
  }
};

const cancelledSentence = (text: Text, { summary, cancelReason }: Transaction): string => {
  switch (cancelReason) {
    case 'contact_changed':
      return text('cancelled_contact', { summary });
    case 'link_ended':
      return text('cancelled_link', { summary });
    case 'asked':
    case 'not_me':
    case 'erased':
    case null:
      return text('cancelled', { summary });
    default:
      return cancelReason satisfies never;
  }
};

const showWaiting = (text: Text, transaction: Transaction, { channel, hint }: Challenge): Shown => {
  const sent = channel === 'sms' ? text('card_sent_sms', { hint }) : text('card_sent_email');
  return showTransaction(transaction, text('screen_waiting'), sent, sent);
};

/**
 * Item, place, amount and one line on how it stands, as a card and as a screen; never a code, never more of a contact
 * than its hint. The screen has a title that says how it stands, and the line `beside` it.
 */
const showTransaction = (
  transaction: Transaction,
  status: string,
  line: string,
  ...beside: readonly string[]
): Shown => {
  const { payee, locale } = transaction;
  const summary = capital(transaction.summary, locale);
  const rest = restOf(transaction);
  return {
    card: { type: 'Simple', title: payee, content: [summary, ...rest, line].join('\n') },
    screen: { payee, status, summary, lines: [...rest, ...beside] },
  };
};

/** "in 5 minutes", "in 3 hours". */
const againAt = (text: Text, until: Instant, now: Instant): string => {
  const minutes = Math.max(1, Math.ceil((until - now) / 60_000));
  if (minutes < 90) return text('again_in_minutes', { count: minutes });
  return text('again_in_hours', { count: Math.ceil(minutes / 60) });
};
