/**
 * A skill's interaction model as its package holds it (`interactionModels/custom/<locale>.json`), reduced to what the Echo
 * needs to understand speech. Shape: Alexa Skills Kit, "Interaction Model Schema".
 */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { Language } from './languages/language.ts';
import { languageOf } from './languages/languages.ts';
import { toWords } from './words.ts';

const samples = Type.Optional(Type.Array(Type.String()));

const modelFileShape = Type.Object({
  interactionModel: Type.Object({
    languageModel: Type.Object({
      invocationName: Type.String({ minLength: 1 }),
      intents: Type.Array(
        Type.Object({
          name: Type.String(),
          samples,
          slots: Type.Optional(
            Type.Array(
              Type.Object({
                name: Type.String(),
                type: Type.String(),
                samples,
                multipleValues: Type.Optional(Type.Object({ enabled: Type.Boolean() })),
              }),
            ),
          ),
        }),
      ),
      types: Type.Optional(
        Type.Array(
          Type.Object({
            name: Type.String(),
            values: Type.Array(
              Type.Object({
                id: Type.Optional(Type.String()),
                name: Type.Object({ value: Type.String(), synonyms: samples }),
              }),
            ),
          }),
        ),
      ),
    }),
    dialog: Type.Optional(
      Type.Object({
        intents: Type.Array(
          Type.Object({
            name: Type.String(),
            slots: Type.Optional(
              Type.Array(
                Type.Object({
                  name: Type.String(),
                  elicitationRequired: Type.Optional(Type.Boolean()),
                }),
              ),
            ),
          }),
        ),
      }),
    ),
  }),
});
type ModelFile = Static<typeof modelFileShape>;

export type SlotValueDefinition = {
  readonly id: string | null;
  /** The canonical value; entity resolution calls it `name`. */
  readonly value: string;
  readonly synonyms: readonly string[];
  /** The value and its synonyms, in words. */
  readonly spoken: readonly (readonly string[])[];
};

export type SlotDefinition = {
  readonly name: string;
  readonly type: string;
  /** What is said to fill this slot alone, when it was asked for. */
  readonly samples: readonly string[];
  readonly takesSeveral: boolean;
};

export type IntentDefinition = {
  readonly name: string;
  readonly samples: readonly string[];
  readonly slots: readonly SlotDefinition[];
};

export type InteractionModel = {
  readonly locale: string;
  readonly language: Language;
  readonly invocationName: string;
  readonly intents: readonly IntentDefinition[];
  readonly types: ReadonlyMap<string, readonly SlotValueDefinition[]>;
  /** Slots that a skill may ask for by `Dialog.ElicitSlot`, by intent. */
  readonly elicitable: ReadonlyMap<string, ReadonlySet<string>>;
};

/**
 * Reads one locale's model. Throws with the first thing that is wrong: the skill's own files are at fault then, and the
 * developer console would refuse them just so; or the Echo does not speak that language.
 */
export const parseInteractionModel = (locale: string, json: unknown): InteractionModel => {
  if (!Value.Check(modelFileShape, json)) {
    const first = Value.Errors(modelFileShape, json).First();
    throw new Error(
      `the interaction model for ${locale} is not valid at ${first?.path ?? '/'}: ${first?.message}`,
    );
  }
  const { languageModel, dialog } = json.interactionModel;
  const model: InteractionModel = {
    locale,
    language: languageOf(locale),
    invocationName: languageModel.invocationName,
    intents: languageModel.intents.map(toIntent),
    types: new Map((languageModel.types ?? []).map(({ name, values }) => [name, values.map(toValue)])),
    elicitable: new Map(
      (dialog?.intents ?? []).map(({ name, slots = [] }) => [
        name,
        new Set(slots.filter(({ elicitationRequired }) => elicitationRequired).map((slot) => slot.name)),
      ]),
    ),
  };
  for (const intent of model.intents) checkIntent(model, intent);
  return model;
};

/** Every model of a skill package's `interactionModels/custom` directory, by locale. */
export const readInteractionModels = async (
  directory: string,
): Promise<ReadonlyMap<string, InteractionModel>> => {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.json')).sort();
  const models = files.map(async (file) => {
    const locale = basename(file, '.json');
    const json: unknown = JSON.parse(await readFile(join(directory, file), 'utf8'));
    return [locale, parseInteractionModel(locale, json)] as const;
  });
  return new Map(await Promise.all(models));
};

type LanguageModel = ModelFile['interactionModel']['languageModel'];

const toIntent = (intent: LanguageModel['intents'][number]): IntentDefinition => ({
  name: intent.name,
  samples: intent.samples ?? [],
  slots: (intent.slots ?? []).map((slot) => ({
    name: slot.name,
    type: slot.type,
    samples: slot.samples ?? [],
    takesSeveral: slot.multipleValues?.enabled ?? false,
  })),
});

const toValue = (
  value: NonNullable<LanguageModel['types']>[number]['values'][number],
): SlotValueDefinition => ({
  id: value.id ?? null,
  value: value.name.value,
  synonyms: value.name.synonyms ?? [],
  spoken: [value.name.value, ...(value.name.synonyms ?? [])].map(toWords),
});

const checkIntent = (model: InteractionModel, intent: IntentDefinition): void => {
  const names = new Set(intent.slots.map(({ name }) => name));
  for (const sample of [...intent.samples, ...intent.slots.flatMap((slot) => slot.samples)]) {
    const unknown = (sample.match(/\{[^}]*\}/g) ?? []).find((slot) => !names.has(slot.slice(1, -1)));
    if (unknown)
      throw new Error(`${model.locale}: ${intent.name} has no slot ${unknown}, named in "${sample}"`);
  }
  for (const slot of intent.slots) {
    if (slot.takesSeveral && !model.locale.startsWith('en-')) {
      // Alexa Skills Kit, "Collect Multiple Values in a Slot".
      throw new Error(
        `${model.locale}: the slot ${slot.name} of ${intent.name} takes several values, which Alexa hears in English alone`,
      );
    }
    if (!model.types.has(slot.type) && !slot.type.startsWith('AMAZON.')) {
      throw new Error(
        `${model.locale}: the slot ${slot.name} of ${intent.name} has an unknown type ${slot.type}`,
      );
    }
  }
};
