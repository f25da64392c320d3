/** The skill package against Amazon's own schema (ask-smapi-model), and what that schema does not catch. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { codeSlots } from './intents/confirm-code.ts';
import { ownIntentNames } from './intents/intents.ts';

const read = <Schema extends TSchema>(url: URL | string, schema: Schema): Static<Schema> =>
  Value.Parse(schema, JSON.parse(readFileSync(url, 'utf8')));

const Slot = Type.Object({
  name: Type.String(),
  type: Type.String(),
  samples: Type.Optional(Type.Array(Type.String())),
});
const Intent = Type.Object({
  name: Type.String(),
  slots: Type.Optional(Type.Array(Slot)),
  samples: Type.Array(Type.String()),
});
const SlotType = Type.Object({
  name: Type.String(),
  values: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.Object({ value: Type.String(), synonyms: Type.Array(Type.String()) }),
    }),
  ),
});
const Model = Type.Object({
  interactionModel: Type.Object({
    languageModel: Type.Object({
      invocationName: Type.String(),
      types: Type.Array(SlotType),
      intents: Type.Array(Intent),
    }),
    dialog: Type.Object({
      intents: Type.Array(
        Type.Object({
          name: Type.String(),
          slots: Type.Array(
            Type.Object({
              name: Type.String(),
              type: Type.String(),
              elicitationRequired: Type.Boolean(),
              prompts: Type.Object({ elicitation: Type.String() }),
            }),
          ),
        }),
      ),
    }),
    prompts: Type.Array(Type.Object({ id: Type.String() })),
  }),
});
const Phrases = Type.Object({ name: Type.String(), examplePhrases: Type.Array(Type.String()) });
const Skill = Type.Object({
  manifest: Type.Object({
    publishingInformation: Type.Object({ locales: Type.Record(Type.String(), Phrases) }),
    privacyAndCompliance: Type.Object({
      locales: Type.Record(
        Type.String(),
        Type.Object({ privacyPolicyUrl: Type.String(), termsOfUseUrl: Type.String() }),
      ),
    }),
    events: Type.Object({ subscriptions: Type.Array(Type.Object({ eventName: Type.String() })) }),
  }),
});

/** Swagger 2.0 is JSON Schema draft 4 with words of its own, which Ajv is told to pass over. */
const spec = read(
  createRequire(import.meta.url).resolve('ask-smapi-model/spec.json'),
  Type.Object({ definitions: Type.Record(Type.String(), Type.Unknown()) }),
);
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
// Its own names for formats that none of our files use.
for (const format of ['ISO 4217 format', 'ISO_8601#Durations format']) ajv.addFormat(format, true);
ajv.addSchema({ $id: 'smapi', definitions: spec.definitions });
const errorsOf = (definition: string, value: unknown): unknown => {
  const validate = ajv.getSchema(`smapi#/definitions/${definition}`);
  if (validate === undefined) throw new Error(`no definition ${definition}`);
  return validate(value) ? [] : validate.errors;
};

const modelUrl = (locale: string) =>
  new URL(`./skill-package/interactionModels/custom/${locale}.json`, import.meta.url);
const skillUrl = new URL('./skill-package/skill.json', import.meta.url);
const skill = read(skillUrl, Skill).manifest;
const locales = readdirSync(new URL('./skill-package/interactionModels/custom/', import.meta.url)).map(
  (file) => file.replace('.json', ''),
);

describe('skill.json', () => {
  it('is a manifest by Amazon’s schema', () => {
    expect(errorsOf('v1.skill.Manifest.SkillManifestEnvelope', read(skillUrl, Type.Unknown()))).toEqual([]);
  });

  it('has its texts, policy and terms for every locale that has a model', () => {
    expect(Object.keys(skill.publishingInformation.locales).sort()).toEqual(locales.sort());
    expect(Object.keys(skill.privacyAndCompliance.locales).sort()).toEqual(locales.sort());
  });

  it('subscribes to the events that begin and end links', () => {
    expect(skill.events.subscriptions.map(({ eventName }) => eventName)).toEqual([
      'SKILL_ACCOUNT_LINKED',
      'SKILL_DISABLED',
    ]);
  });
});

describe.each(locales)('the interaction model %s', (locale) => {
  const { languageModel, dialog, prompts } = read(modelUrl(locale), Model).interactionModel;
  const { intents, types } = languageModel;
  const samplesOf = (name: string) => intents.find((intent) => intent.name === name)?.samples ?? [];
  const slotsIn = (sample: string) => [...sample.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

  it('is a model by Amazon’s schema', () => {
    const model = read(modelUrl(locale), Type.Unknown());
    expect(errorsOf('v1.skill.interactionModel.InteractionModelData', model)).toEqual([]);
  });

  it('is called what the seller is called', () => {
    const { name } = skill.publishingInformation.locales[locale] ?? { name: '' };
    expect(languageModel.invocationName).toBe(name.toLowerCase());
  });

  it('has every intent that we answer, the built-in ones that certification wants among them', () => {
    const names = intents.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...ownIntentNames]));
    expect(new Set(names).size).toBe(names.length);
  });

  it('has samples for every intent of its own, of characters Alexa takes', () => {
    for (const { name, samples } of intents.filter(({ name }) => !name.startsWith('AMAZON.'))) {
      expect(samples.length, name).toBeGreaterThan(5);
      for (const sample of samples) expect(sample).toMatch(/^[\p{Ll} '{}_-]+$/u);
    }
  });

  it('has no sample twice, in one intent or two', () => {
    const samples = intents.flatMap(({ samples }) => samples.map((sample) => sample.replace(/\s+/g, ' ')));
    const twice = samples.filter((sample, index) => samples.indexOf(sample) !== index);
    expect(twice).toEqual([]);
  });

  it('names only slots of the intent, each once a sample, and uses every slot', () => {
    for (const { name, slots = [], samples } of intents) {
      const known = slots.map((slot) => slot.name);
      for (const sample of samples) {
        const used = slotsIn(sample);
        expect(known, sample).toEqual(expect.arrayContaining(used));
        expect(new Set(used).size, sample).toBe(used.length);
      }
      for (const slot of known) {
        expect(
          samples.some((sample) => slotsIn(sample).includes(slot)),
          `${name}.${slot}`,
        ).toBe(true);
      }
      for (const slot of slots) {
        for (const sample of slot.samples ?? []) expect(slotsIn(sample)).toContain(slot.name);
      }
    }
  });

  it('gives every slot a type that exists, and uses every type', () => {
    const used = intents.flatMap(({ slots = [] }) => slots.map(({ type }) => type));
    const own = types.map(({ name }) => name);
    for (const type of used) expect(type.startsWith('AMAZON.') || own.includes(type), type).toBe(true);
    for (const type of own) expect(used).toContain(type);
  });

  it('gives every value an id and synonyms, and no word two meanings', () => {
    for (const { name, values } of types) {
      const ids = values.map(({ id }) => id);
      expect(new Set(ids).size, name).toBe(ids.length);
      for (const id of ids) expect(id).toMatch(/^[a-z_]+$/);
      for (const value of values) expect(value.name.synonyms.length, value.id).toBeGreaterThan(0);
      const words = values.flatMap((value) => [value.name.value, ...value.name.synonyms]);
      expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
    }
  });

  it('may elicit every slot of a command: its dialog requires them, with prompts that exist', () => {
    const promptIds = prompts.map(({ id }) => id);
    const withSlots = intents.filter(({ name, slots = [] }) => slots.length > 0 && name !== 'ConfirmCode');
    for (const { name, slots = [] } of withSlots) {
      const inDialog = dialog.intents.find((intent) => intent.name === name)?.slots ?? [];
      for (const slot of slots) {
        expect(inDialog).toContainEqual(
          expect.objectContaining({ name: slot.name, type: slot.type, elicitationRequired: true }),
        );
      }
      for (const slot of inDialog) expect(promptIds).toContain(slot.prompts.elicitation);
    }
  });

  it('takes codes as numbers of any length, in up to three pieces', () => {
    const confirm = intents.find(({ name }) => name === 'ConfirmCode');
    expect(confirm?.slots?.map(({ name }) => name)).toEqual([...codeSlots]);
    for (const slot of confirm?.slots ?? []) expect(slot.type).toBe('AMAZON.NUMBER');
  });

  it.runIf(locale === 'en-US')('understands what the guide says', () => {
    expect(samplesOf('OrderPizza')).toEqual(
      expect.arrayContaining([
        'get me some pizza',
        'get me a {size} pizza',
        'get me a {size} pizza with {toppings}',
      ]),
    );
    expect(samplesOf('OpenLocker')).toContain('open my pickup locker');
    expect(samplesOf('TransactionStatus')).toContain('what is my order');
    expect(samplesOf('ResendCode')).toEqual(expect.arrayContaining(['send a new code', 'text me again']));
    expect(samplesOf('CancelTransaction')).toContain('cancel the order');
    expect(samplesOf('LeaveTransaction')).toContain('leave');
    expect(samplesOf('ConfirmCode')).toEqual(
      expect.arrayContaining([
        '{code}',
        'my code is {code}',
        'authorize {code}',
        'confirm order {code}',
        'operation pizza is a go {code}',
        'the code is {code}',
      ]),
    );
  });

  it('understands its own example phrases', () => {
    const { examplePhrases } = skill.publishingInformation.locales[locale] ?? { examplePhrases: [] };
    expect(examplePhrases).toHaveLength(3);
    for (const phrase of examplePhrases) {
      const invocation = new RegExp(`^Alexa, (open|ask|tell) ${languageModel.invocationName}( to)? ?`, 'i');
      expect(phrase).toMatch(invocation);
      const said = phrase.replace(invocation, '');
      const matches = intents.some(({ samples }) =>
        samples.some((sample) => new RegExp(`^${sample.replace(/\{\w+\}/g, '.+')}$`, 'i').test(said)),
      );
      expect(said === '' || matches, phrase).toBe(true);
    }
  });
});
