/** One turn of a conversation, and what every intent needs of it. */
import type { Operations } from '../api/operations.ts';
import type { Scope } from '../api/token.ts';
import type { Actor } from '../transactions/actor.ts';
import type { Result } from '../transactions/failures.ts';
import type { AccountState } from '../transactions/model.ts';
import type { Answer } from './answer.ts';
import { tell, type Voice } from './ask-or-tell.ts';
import type { Slot } from './envelope-types.ts';
import type { Identity } from './identify.ts';
import { textIn } from './prompts/prompts.ts';
import { sayFailure, sayState } from './say.ts';
import type { Asked } from './session-memory.ts';

export type Turn = {
  readonly slots: { readonly [name: string]: Slot | undefined };
  /** What the answer before asked for; null at the start of a conversation. */
  readonly asked: Asked | null;
  readonly voice: Voice;
  readonly operations: Operations;
  /** Ends everything that takes longer than a voice turn has. */
  readonly signal: AbortSignal;
  readonly identify: (needed: Scope) => Promise<Identity>;
};

export type Handler = (turn: Turn) => Promise<Answer>;

/** For intents that act or tell on an account: identifies who speaks first, and does nothing where nobody is known. */
export const forActor =
  (needed: Scope, act: (turn: Turn, actor: Actor) => Promise<Answer>): Handler =>
  async (turn) => {
    const identity = await turn.identify(needed);
    return identity.type === 'known' ? act(turn, identity.actor) : sayUnknown(identity, turn.voice);
  };

/** Nobody is known: the way to link the account, or that it could not be checked. */
const sayUnknown = (identity: Exclude<Identity, { type: 'known' }>, { business, locale }: Voice): Answer => {
  const text = textIn(locale);
  switch (identity.type) {
    case 'unlinked':
      return { ...tell(text('link', { seller: business.name })), card: { type: 'LinkAccount' } };
    case 'unavailable':
      return tell(text('identity_unavailable'));
    default:
      return identity satisfies never;
  }
};

/** A step's outcome in words. A request that came twice is told how things stand, as the first answer did. */
export const sayOutcome = async (
  turn: Turn,
  actor: Actor,
  result: Result<AccountState>,
  sayDone: (state: AccountState, voice: Voice) => Answer,
): Promise<Answer> => {
  if (result.ok) return sayDone(result.value, turn.voice);
  if (result.failure.type === 'replayed') {
    const current = await turn.operations.current(actor);
    if (current.ok) return sayState(current.value, turn.voice);
  }
  return sayFailure(result.failure, turn.voice);
};

export const slotOf = ({ slots }: Turn, name: string): Slot | undefined =>
  Object.hasOwn(slots, name) ? slots[name] : undefined;
