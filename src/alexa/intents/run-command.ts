/** An intent that bears a command's name: its slots become spoken values, and the business says what they mean. */
import { scopes } from '../../api/token.ts';
import type { Command, SpokenValue, SpokenValues } from '../../transactions/command.ts';
import type { Answer, Elicit } from '../answer.ts';
import { askWish } from '../ask-or-tell.ts';
import { textIn } from '../prompts/prompts.ts';
import { sayState } from '../say.ts';
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
      const heard = slotsOf(command, name, turn).flatMap((slot) => slotOf(turn, slot)?.values ?? []);
      const values = understoodBefore(command, name, heard, turn) ?? heard;
      return [name, several ? values : values.slice(0, 1)];
    }),
  );

/**
 * The slots of one value, in the model's order. Alexa hears several values in one slot in English alone; elsewhere those
 * that follow have slots of their own: `toppings_second` and so on.
 */
const slotsOf = ({ values }: Command, name: string, { slots }: Turn): readonly string[] => [
  name,
  ...Object.keys(slots).filter((slot) => slot.startsWith(`${name}_`) && !Object.hasOwn(values, slot)),
];

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
    const [, ...further] = slotsOf(command, name, turn);
    slots[name] = further.length === 0 ? { several, heard } : { several: false, heard: heard.slice(0, 1) };
    for (const [index, slot] of further.entries()) {
      // What is asked for anew is all of it: nothing that was said before may be added to the answer.
      const kept = name === unclear.value ? [] : heard.slice(index + 1, index + 2);
      slots[slot] = { several: false, heard: kept };
    }
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
