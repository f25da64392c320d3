/** "What is my order?", and opening the skill, which tells what waits if something does. */
import { scopes } from '../../api/token.ts';
import { askWish } from '../ask-or-tell.ts';
import { textIn } from '../prompts/prompts.ts';
import { sayFailure, sayState } from '../say.ts';
import { forActor } from '../turn.ts';

export const tellStatus = forActor(scopes.read, async (turn, actor) => {
  const current = await turn.operations.current(actor);
  return current.ok ? sayState(current.value, turn.voice) : sayFailure(current.failure, turn.voice);
});

export const launch = forActor(scopes.read, async (turn, actor) => {
  const current = await turn.operations.current(actor);
  if (!current.ok) return sayFailure(current.failure, turn.voice);
  if (current.value.transaction?.state === 'requested') return sayState(current.value, turn.voice);
  const { locale, business } = turn.voice;
  return askWish(turn.voice, textIn(locale)('welcome', { seller: business.name }));
});
