import { type Decision, refuse, store } from '../decision.ts';
import type { Limits } from '../limits.ts';
import type { AccountState, Contact, Instant, Replacement, Transaction } from '../model.ts';
import { seconds } from '../time.ts';
import { newChallenge, sendingHindrance } from './sending.ts';

/** What the asker brings; everything else about a transaction is the rules'. */
export type Wanted = Pick<
  Transaction,
  | 'id'
  | 'command'
  | 'details'
  | 'summary'
  | 'destination'
  | 'amount'
  | 'payee'
  | 'locale'
  | 'surface'
  | 'session'
  | 'linkId'
>;

export type RequestStep = {
  readonly type: 'request';
  readonly wanted: Wanted;
  readonly challengeId: string;
  /** Chosen by the caller among the account's own; null where it has none. */
  readonly contact: Contact | null;
};

/** A new transaction with its first code on the way. One waits per account: a new one supersedes the old (rule 2). */
export const request = (state: AccountState, step: RequestStep, now: Instant, limits: Limits): Decision => {
  const hindrance = sendingHindrance(state, now, limits);
  if (hindrance) return refuse(hindrance);
  const { frozenUntil } = state.account;
  if (frozenUntil !== null && step.wanted.surface === 'alexa')
    return refuse({ type: 'frozen', until: frozenUntil });
  if (step.contact === null) return refuse({ type: 'no_contact' });

  const waiting = state.transaction?.state === 'requested' ? state.transaction : null;
  const replaced = replacementIn(state, step.wanted.session, now);
  const replaces = waiting !== null || replaced !== null;
  const transaction: Transaction = {
    ...step.wanted,
    accountId: state.account.id,
    requestedAt: now,
    expiresAt: now + seconds(limits.transactionLifetimeSeconds),
    state: 'requested',
    tries: 0,
    wrong: 0,
    checking: 0,
    checkingSince: null,
    replaced,
    cancelReason: null,
    settledAt: null,
  };
  const replacedAt = replaces ? [...state.account.replacedAt, now] : state.account.replacedAt;
  const frozen = replaces && replacedAt.length >= limits.replacementsPerWindow;
  const next: AccountState = {
    account: {
      ...state.account,
      sentAt: [...state.account.sentAt, now],
      replacedAt,
      frozenUntil: frozen ? now + seconds(limits.freezeSeconds) : frozenUntil,
    },
    contacts: state.contacts,
    transaction,
    challenges: [newChallenge(step.challengeId, transaction.id, step.contact, now, limits)],
  };
  return store(next, null, [], supersededBy(state, now));
};

/**
 * What the person may still be waiting for: the transaction that waits, or one that another session has just cancelled
 * or used up the tries of; to its owner that looks the same.
 */
const replacementIn = ({ transaction }: AccountState, session: string, now: Instant): Replacement | null => {
  if (transaction === null) return null;
  if (transaction.state === 'requested') return replacementOf(transaction, session);
  const endedByVoice = transaction.cancelReason === 'asked' || transaction.state === 'refused';
  if (!endedByVoice || now >= transaction.expiresAt) return null;
  const replacement = replacementOf(transaction, session);
  return replacement.otherSession ? replacement : null;
};

/**
 * A stranger may replace an order and then replace the replacement from the same session: the person who still waits
 * for the first must hear of it all the same, so the notice is passed on, even where the stranger has heard it himself.
 */
const replacementOf = (waiting: Transaction, session: string): Replacement => {
  if (waiting.replaced?.otherSession) {
    if (waiting.replaced.toldIn !== session) return { ...waiting.replaced, toldIn: null };
    if (waiting.session === session) return waiting.replaced;
  }
  return {
    transactionId: waiting.id,
    summary: waiting.summary,
    otherSession: waiting.session !== session,
    toldIn: null,
  };
};

/** The transaction this step leaves behind: superseded where it waited, or expired by the clock just now. */
const supersededBy = (state: AccountState, now: Instant) => {
  if (state.transaction === null) return null;
  if (state.transaction.state !== 'requested')
    return { transaction: state.transaction, challenges: state.challenges };
  return {
    transaction: { ...state.transaction, state: 'superseded' as const, checking: 0, settledAt: now },
    challenges: state.challenges.map((challenge) =>
      challenge.state === 'live' ? { ...challenge, state: 'replaced' as const } : challenge,
    ),
  };
};
