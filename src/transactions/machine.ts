/**
 * The two state machines, as tables. `decide` moves only along these lines; states.md draws them, and a test holds
 * the drawing and the rules to the tables.
 */
import type { ChallengeState, TransactionState } from './model.ts';

export const transactionMoves: { readonly [from in TransactionState]: readonly TransactionState[] } = {
  requested: ['confirmed', 'expired', 'refused', 'superseded', 'cancelled'],
  confirmed: ['done', 'failed'],
  done: [],
  failed: [],
  expired: [],
  refused: [],
  superseded: [],
  cancelled: [],
};

export const challengeMoves: { readonly [from in ChallengeState]: readonly ChallengeState[] } = {
  sending: ['live', 'send_failed', 'expired'],
  live: ['used', 'expired', 'replaced'],
  // A former code stands again where its successor certainly never left, and never where that is unknown.
  replaced: ['live', 'expired'],
  used: [],
  send_failed: [],
  expired: [],
};

/** States in which a code can still come to be used. */
export const isOpenChallenge = (state: ChallengeState): boolean => state === 'sending' || state === 'live';
