/** What people can say and what is on the menu are the same; and every sample reaches the intent it stands under. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  type IntentDefinition,
  type InteractionModel,
  readInteractionModels,
} from '../../sandbox/echo/interaction-model.ts';
import { understand } from '../../sandbox/echo/understand.ts';
import { sizes, toppings } from '../../src/pizzeria/menu.ts';
import { createPizzeria } from '../../src/pizzeria/pizzeria.ts';
import { fail } from './outside.ts';

const folder = new URL('../../src/alexa/skill-package/interactionModels/custom', import.meta.url);
const models = await readInteractionModels(fileURLToPath(folder));
const { commands } = createPizzeria({ fetch, settings: { lockerUrl: null } });

describe.each([...models])('in %s', (_locale, model) => {
  const intentOf = (name: string): IntentDefinition =>
    model.intents.find((intent) => intent.name === name) ?? fail(`no intent ${name}`);
  const idsOf = (intent: string, name: string): (string | null)[] => {
    const slot = intentOf(intent).slots.find((one) => one.name === name) ?? fail(`no slot ${name}`);
    return (model.types.get(slot.type) ?? []).map(({ id }) => id).sort();
  };

  it('sizes and toppings are those of the menu, by id', () => {
    expect(idsOf('OrderPizza', 'size')).toEqual([...sizes].sort());
    expect(idsOf('OrderPizza', 'toppings')).toEqual([...toppings].sort());
  });

  it('every command of the business has its intent, with a slot for each value', () => {
    for (const { name, values } of commands) {
      expect(
        intentOf(name)
          .slots.map((slot) => slot.name)
          .sort(),
      ).toEqual(Object.keys(values).sort());
    }
  });

  it.each([
    ['in one breath with the skill’s name', `ask ${model.invocationName} `, false],
    ['in a conversation', '', true],
  ])('every sample is understood as its own intent, %s', (_way, address, inSession) => {
    const misheard = model.intents.flatMap((intent) =>
      intent.samples
        .map((sample) => fillIn(model, intent, sample))
        .map((words) => ({
          words,
          heard: understand(model, `${address}${words}`, { inSession, expected: null }),
        }))
        .map(({ words, heard }) => ({
          words,
          heard: heard.type === 'intent' ? heard.intent.name : heard.type,
        }))
        .filter(({ heard }) => heard !== intent.name)
        .map(({ words, heard }) => `"${words}" is ${heard}, not ${intent.name}`),
    );
    expect(misheard).toEqual([]);
  });
});

/** A sample as somebody would say it: a code of six digits, in as many pieces as it has slots; values by their names. */
const fillIn = (model: InteractionModel, { slots }: IntentDefinition, sample: string): string => {
  const numbers = codePieces[sample.match(/\{(code|second|third)\}/g)?.length ?? 0] ?? [];
  let piece = 0;
  return sample.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const type = slots.find((slot) => slot.name === name)?.type ?? fail(`no slot ${name}`);
    if (type !== 'AMAZON.NUMBER') return model.types.get(type)?.at(-1)?.value ?? fail(`no values of ${type}`);
    piece += 1;
    return numbers[piece - 1] ?? fail(`too many pieces in ${sample}`);
  });
};

const codePieces: readonly (readonly string[])[] = [[], ['482109'], ['482', '109'], ['48', '21', '09']];
