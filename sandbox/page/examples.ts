/** What one can say to a skill, taken from its own interaction model: the page knows no business. */
import type { IntentDefinition, InteractionModel, SlotDefinition } from '../echo/interaction-model.ts';
import type { LocaleExamples } from './contract.ts';

export const examplesOf = (model: InteractionModel): LocaleExamples => {
  const { locale, invocationName } = model;
  const own = model.intents.filter(({ name }) => !name.startsWith('AMAZON.'));
  const codeIntent = own.find((intent) => codePhraseOf(intent) !== null);
  const commandsOf = (intents: readonly IntentDefinition[]) =>
    intents.flatMap((intent) => {
      const text = codePhraseOf(intent) === null ? exampleOf(model, intent) : null;
      return text === null ? [] : [{ intent: intent.name, text }];
    });
  return {
    locale,
    invocationName,
    codePhrase: codeIntent === undefined ? null : codePhraseOf(codeIntent),
    codeAt: codeIntent === undefined ? 0 : commandsOf(own.slice(0, own.indexOf(codeIntent))).length,
    commands: commandsOf(own),
  };
};

const slotNames = /\{([^}]*)\}/g;

/** The first sample that names the most slots, filled with values of their types. */
const exampleOf = (model: InteractionModel, intent: IntentDefinition): string | null => {
  const usable = intent.samples.filter((sample) =>
    slotsIn(intent, sample).every(({ type }) => model.types.has(type)),
  );
  const most = Math.max(0, ...usable.map((sample) => slotsIn(intent, sample).length));
  const sample = usable.find((one) => slotsIn(intent, one).length === most);
  return sample === undefined ? null : fill(model, intent, sample);
};

/** A sample with one number in it and words around: how a code is said. */
const codePhraseOf = (intent: IntentDefinition): string | null => {
  const sample = intent.samples.find((one) => {
    const [slot, ...more] = slotsIn(intent, one);
    return slot?.type === 'AMAZON.NUMBER' && more.length === 0 && one.trim() !== `{${slot.name}}`;
  });
  return sample?.replace(slotNames, '{code}') ?? null;
};

const slotsIn = (intent: IntentDefinition, sample: string): readonly SlotDefinition[] =>
  [...sample.matchAll(slotNames)].flatMap(
    ([, name]) => intent.slots.find((slot) => slot.name === name) ?? [],
  );

const fill = (model: InteractionModel, intent: IntentDefinition, sample: string): string =>
  sample.replace(slotNames, (_, name: string) => {
    const slot = intent.slots.find((one) => one.name === name);
    const values = (slot === undefined ? undefined : model.types.get(slot.type)) ?? [];
    // Where several are taken two are said; else the last one, which is the largest of sizes.
    const said = slot?.takesSeveral ? values.slice(0, 2) : values.slice(-1);
    return said.map(({ value }) => value).join(' and ');
  });
