/** What people can say and what is on the menu are the same, in every language. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type IntentDefinition, readInteractionModels } from '../../sandbox/echo/interaction-model.ts';
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
          .filter((name) => !name.includes('_'))
          .sort(),
      ).toEqual(Object.keys(values).sort());
    }
  });
});
