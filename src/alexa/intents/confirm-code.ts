/** "My code is 482109": in one number, in pieces, or in two turns. */
import { scopes } from '../../api/token.ts';
import type { Actor } from '../../transactions/actor.ts';
import type { Answer } from '../answer.ts';
import { sayConfirmed, sayNoCode } from '../say.ts';
import { readSpokenCode } from '../spoken-code.ts';
import { forActor, sayOutcome, slotOf, type Turn } from '../turn.ts';

/** In the order in which they are spoken. */
export const codeSlots = ['code', 'second', 'third'] as const;

/** What is given where no code was heard: no code at all, which costs nothing. */
const noCode = '';

export const confirmCode = forActor(scopes.confirm, async (turn, actor) => {
  const heard = codeSlots.map((name) => slotOf(turn, name)?.heard ?? null);
  const before = turn.asked?.type === 'rest_of_code' ? turn.asked.digits : null;
  const spoken = readSpokenCode(heard, before, turn.voice.locale);
  if (spoken.type === 'code') return confirmWith(turn, actor, spoken.code);

  // The server is asked even so: that nothing waits, or that something was replaced, matters more than a digit.
  const result = await turn.operations.confirm(actor, null, noCode, turn.signal);
  if (!result.ok && result.failure.type === 'code_malformed') return sayNoCode(spoken, turn.voice);
  return sayOutcome(turn, actor, result, sayConfirmed);
});

export const confirmWith = async (turn: Turn, actor: Actor, code: string): Promise<Answer> =>
  sayOutcome(turn, actor, await turn.operations.confirm(actor, null, code, turn.signal), sayConfirmed);
