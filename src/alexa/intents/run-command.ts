/** An intent that bears a command's name: its slots become spoken values, and the business says what they mean. */
import { scopes } from '../../api/token.ts';
import type { Command, SpokenValue, SpokenValues } from '../../transactions/command.ts';
import type { Answer, Elicit } from '../answer.ts';
import { textIn } from '../prompts/prompts.ts';
import { askWish, sayState } from '../say.ts';
import { forActor, type Handler, sayOutcome, slotOf, type Turn } from '../turn.ts';

export const runCommand = (command: Command): Handler =>
  forActor(scopes.request, async (turn, actor) => {
    const { voice, operations, signal } = turn;
    const values = spokenValues(command, turn);
    const wanted = { command: command.name, values, locale: voice.locale };
    const requested = await operations.request(actor, wanted, signal);
    if (!requested.ok) return sayOutcome(turn, actor, requested, sayState);
    switch (requested.value.type) {
      case 'requested':
        return sayState(requested.value.state, voice);
      case 'unclear':
        return elicit(command, values, requested.value, turn);
      case 'unknown_command':
        return askWish(voice, textIn(voice.locale)('cannot'));
      default:
        return requested.value satisfies never;
    }
  });

/** Only names that the command reads, and one value of each unless it takes several. */
const spokenValues = (command: Command, turn: Turn): SpokenValues =>
  Object.fromEntries(
    Object.entries(command.values).map(([name, { several }]) => {
      const heard = slotOf(turn, name)?.values ?? [];
      const values = understoodBefore(command, name, heard, turn) ?? heard;
      return [name, several ? values : values.slice(0, 1)];
    }),
  );

/**
 * Values understood in the turn before, where this one brings none for them: when Alexa hands back the slots of a
 * dialog, it need not hand back what they were resolved to. The ids go through the command's own reading again.
 */
const understoodBefore = (
  command: Command,
  name: string,
  heard: readonly SpokenValue[],
  { asked }: Turn,
): readonly SpokenValue[] | null => {
  if (asked?.type !== 'value' || asked.command !== command.name || asked.value === name) return null;
  if (heard.some(({ id }) => id !== null) || !Object.hasOwn(asked.understood, name)) return null;
  return asked.understood[name]?.map((id, index) => ({ heard: heard[index]?.heard ?? id, id })) ?? null;
};

const elicit = (
  command: Command,
  values: SpokenValues,
  unclear: { readonly value: string; readonly question: string; readonly reprompt: string },
  turn: Turn,
): Answer => {
  const slots: Record<string, Elicit['slots'][string]> = {};
  for (const [name, slot] of Object.entries(turn.slots)) {
    slots[name] = { several: false, heard: slot?.values ?? [] };
  }
  const understood: Record<string, readonly string[]> = {};
  for (const [name, { several }] of Object.entries(command.values)) {
    const heard = values[name] ?? [];
    slots[name] = { several, heard };
    const ids = heard.map(({ id }) => id).filter((id) => id !== null);
    if (name !== unclear.value && ids.length > 0 && ids.length === heard.length) understood[name] = ids;
  }
  return {
    type: 'ask',
    speech: unclear.question,
    reprompt: unclear.reprompt,
    asked: { type: 'value', command: command.name, value: unclear.value, understood },
    elicit: { intent: command.name, slot: unclear.value, slots },
  };
};
