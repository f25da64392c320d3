/**
 * What is told and shown of a transaction: rendered from what is stored, in the locale it was asked for in (rule 6);
 * never a code, never more of a contact than its hint (rule 8).
 */
import type { Challenge, Transaction } from '../transactions/model.ts';
import type { Shown } from './answer.ts';
import type { Voice } from './ask-or-tell.ts';
import type { Text } from './prompts/prompts.ts';
import { capital, fitsSentence, formatMoney, type Sentence } from './speech.ts';

/** Who, what, where and how much, before any question; and what it replaced, where it replaced something. */
export const orderSentences = (
  text: Text,
  transaction: Transaction,
  replaced: string | null,
): readonly string[] => {
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

export const sentSentence = (text: Text, { channel, hint }: Challenge, replaced: boolean): string => {
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
export const settledSentences = (text: Text, transaction: Transaction, voice: Voice): readonly Sentence[] => {
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
export const endedSentences = (text: Text, transaction: Transaction): readonly Sentence[] => {
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

export const showWaiting = (text: Text, transaction: Transaction, { channel, hint }: Challenge): Shown => {
  const sent = channel === 'sms' ? text('card_sent_sms', { hint }) : text('card_sent_email');
  return showTransaction(transaction, text('screen_waiting'), sent, sent);
};

/**
 * Item, place, amount and one line on how it stands, as a card and as a screen; never a code, never more of a contact
 * than its hint. The screen has a title that says how it stands, and the line `beside` it.
 */
export const showTransaction = (
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
