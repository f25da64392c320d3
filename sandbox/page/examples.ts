/** What one can say to a skill, taken from its own interaction model: the page knows no business. */
import type {
  IntentDefinition,
  InteractionModel,
  SlotDefinition,
  SlotValueDefinition,
} from '../echo/interaction-model.ts';
import { toWords } from '../echo/words.ts';
import type { LocaleExamples } from './contract.ts';

export const examplesOf = (model: InteractionModel): LocaleExamples => {
  const { locale, invocationName } = model;
  const { open, question, statement } = model.language.phrases.invocations;
  const named = (template: string): string => template.replace('{name}', invocationName);
  const own = model.intents.filter(({ name }) => !name.startsWith('AMAZON.'));
  const codeIntent = own.find((intent) => codePhraseOf(intent) !== null);
  const commandsOf = (intents: readonly IntentDefinition[]) =>
    intents.flatMap((intent) => {
      const text = codePhraseOf(intent) === null ? exampleOf(model, intent) : null;
      return text === null ? [] : [{ intent: intent.name, text, addressed: address(model, text) }];
    });
  return {
    locale,
    invocationName,
    opening: named(open),
    question: named(question),
    statement: named(statement),
    codePhrase: codeIntent === undefined ? null : codePhraseOf(codeIntent),
    codeAt: codeIntent === undefined ? 0 : commandsOf(own.slice(0, own.indexOf(codeIntent))).length,
    commands: commandsOf(own),
  };
};

const slotNames = /\{([^}]*)\}/g;

const address = (model: InteractionModel, request: string): string => {
  const { command, question, questionWords } = model.language.phrases.invocations;
  const template = questionWords.has(toWords(request)[0] ?? '') ? question : command;
  return template.replace('{name}', model.invocationName).replace('{request}', request);
};

/** More slots than these are more than anybody says at first. */
const mostSlots = 3;

/** The first sample that names the most slots, filled with values of their types. */
const exampleOf = (model: InteractionModel, intent: IntentDefinition): string | null => {
  const usable = intent.samples.filter((sample) => isExemplary(model, slotsIn(intent, sample)));
  const most = Math.max(0, ...usable.map((sample) => slotsIn(intent, sample).length));
  const sample = usable.find((one) => slotsIn(intent, one).length === most);
  return sample === undefined ? null : fill(model, intent, sample);
};

const isExemplary = (model: InteractionModel, slots: readonly SlotDefinition[]): boolean =>
  slots.length <= mostSlots && slots.every(({ type }) => model.types.has(type));

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
    const alike = intent.slots.filter(({ type }) => type === slot?.type).map((one) => one.name);
    return saidFor(model, slot?.takesSeveral ?? false, alike.length > 1 ? alike.indexOf(name) : null, values);
  });

/** Two values where a slot takes several; slots of one type take one each, in their order; else the last, the largest of sizes. */
const saidFor = (
  model: InteractionModel,
  takesSeveral: boolean,
  order: number | null,
  values: readonly SlotValueDefinition[],
): string => {
  const [and = ''] = model.language.phrases.conjunctions;
  if (takesSeveral)
    return values
      .slice(0, 2)
      .map(({ value }) => value)
      .join(` ${and} `);
  return (order === null ? values.at(-1) : values[order])?.value ?? '';
};
