/** "Cancel", "cancel my order", "leave it": ending what waits, or only the conversation. */
import { scopes } from '../../api/token.ts';
import { tell } from '../ask-or-tell.ts';
import { textIn } from '../prompts/prompts.ts';
import { askLeaveOrCancel, sayState } from '../say.ts';
import { forActor, type Handler, sayOutcome } from '../turn.ts';

/** "Cancel my order": there is no doubt what is meant. */
export const cancelTransaction = forActor(scopes.request, async (turn, actor) =>
  sayOutcome(turn, actor, await turn.operations.cancel(actor, null, 'asked'), sayState),
);

/** Just "cancel": the conversation, or what waits? Asked where something waits; "cancel" is then a clear answer. */
export const cancelOrAsk: Handler = async (turn) => {
  if (turn.asked?.type === 'leave_or_cancel') return cancelTransaction(turn);
  const identity = await turn.identify(scopes.read);
  if (identity.type === 'known') {
    const current = await turn.operations.current(identity.actor);
    const waiting = current.ok ? current.value.transaction : null;
    if (waiting?.state === 'requested') return askLeaveOrCancel(waiting, turn.voice);
  }
  return stop(turn);
};

/** "Leave it": nothing changes; says how to go on. */
export const leave: Handler = async ({ voice, asked }) => {
  const text = textIn(voice.locale);
  const seller = voice.business.name;
  return tell(asked?.type === 'new_code' ? text('left_without_code', { seller }) : text('left', { seller }));
};

export const stop: Handler = async ({ voice }) => tell(textIn(voice.locale)('goodbye'));
