/** The skill package against Amazon's own schema (ask-smapi-model), and what that schema does not catch. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { describe, expect, it } from 'vitest';
import { readInteractionModels } from '../../sandbox/echo/interaction-model.ts';
import { understand } from '../../sandbox/echo/understand.ts';
import { codeSlots } from './intents/confirm-code.ts';
import { ownIntentNames } from './intents/intents.ts';
import { smapiErrors } from './testing/smapi-schema.ts';

const read = <Schema extends TSchema>(url: URL | string, schema: Schema): Static<Schema> =>
  Value.Parse(schema, JSON.parse(readFileSync(url, 'utf8')));

const Slot = Type.Object({
  name: Type.String(),
  type: Type.String(),
  samples: Type.Optional(Type.Array(Type.String())),
  multipleValues: Type.Optional(Type.Object({ enabled: Type.Boolean() })),
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
              prompts: Type.Object({ elicitation: Type.Optional(Type.String()) }),
            }),
          ),
        }),
      ),
    }),
    prompts: Type.Array(
      Type.Object({
        id: Type.String(),
        variations: Type.Array(Type.Object({ type: Type.String(), value: Type.String() })),
      }),
    ),
  }),
});
const Listing = Type.Object({
  name: Type.String(),
  summary: Type.String(),
  description: Type.String(),
  examplePhrases: Type.Array(Type.String()),
  keywords: Type.Array(Type.String()),
  smallIconUri: Type.String(),
  largeIconUri: Type.String(),
});
const Skill = Type.Object({
  manifest: Type.Object({
    publishingInformation: Type.Object({ locales: Type.Record(Type.String(), Listing) }),
    privacyAndCompliance: Type.Object({
      locales: Type.Record(
        Type.String(),
        Type.Object({ privacyPolicyUrl: Type.String(), termsOfUseUrl: Type.String() }),
      ),
    }),
    events: Type.Object({ subscriptions: Type.Array(Type.Object({ eventName: Type.String() })) }),
  }),
});

const packageUrl = new URL('./skill-package/', import.meta.url);
const skillUrl = new URL('skill.json', packageUrl);
const skill = read(skillUrl, Skill).manifest;
const modelsUrl = new URL('interactionModels/custom/', packageUrl);
const locales = readdirSync(modelsUrl).map((file) => file.replace('.json', ''));
const echoModels = await readInteractionModels(fileURLToPath(modelsUrl));

/** What Alexa's recogniser writes in each language, with spaces, apostrophes, hyphens and slots ("Rules for Sample Utterances"). */
const letters: { readonly [language: string]: string } = {
  en: '',
  de: 'äöüß',
  fr: 'àâæçèéêëîïôœùûüÿ',
  es: 'áéíñóúü',
  it: 'àèéìòù',
};

/** Several values in one slot are heard in English alone ("Collect Multiple Values in a Slot"). */
const takesSeveralInOneSlot = (locale: string): boolean => locale.startsWith('en-');
/** Elsewhere the further values have slots of their own: `toppings`, then `toppings_second` … */
const isFurther = (slot: string): boolean => slot.includes('_');

describe('skill.json', () => {
  it('is a manifest by Amazon’s schema', () => {
    expect(smapiErrors('v1.skill.Manifest.SkillManifestEnvelope', read(skillUrl, Type.Unknown()))).toEqual(
      [],
    );
  });

  it('speaks six locales', () => {
    expect([...locales].sort()).toEqual(['de-DE', 'en-GB', 'en-US', 'es-ES', 'fr-FR', 'it-IT']);
  });

  it('has its texts, policy and terms for every locale that has a model', () => {
    expect(Object.keys(skill.publishingInformation.locales).sort()).toEqual(locales.sort());
    expect(Object.keys(skill.privacyAndCompliance.locales).sort()).toEqual(locales.sort());
  });

  it('knows one address of ours, which stands in for the real one', () => {
    const addresses = readFileSync(skillUrl, 'utf8').match(/https?:[^"\s]+/g) ?? [];
    expect(new Set(addresses.map((address) => address.replace(/[a-z]+$/, '')))).toEqual(
      new Set(['https://pizza-on-demand.example/wt/']),
    );
    expect(new Set(addresses.map((address) => address.replace(/^.*\//, '')))).toEqual(
      new Set(['alexa', 'privacy', 'terms']),
    );
  });

  it('brings its icons along, in the sizes that Amazon asks for', () => {
    for (const [locale, { smallIconUri, largeIconUri }] of Object.entries(
      skill.publishingInformation.locales,
    )) {
      expect(pngSize(smallIconUri), locale).toEqual([108, 108]);
      expect(pngSize(largeIconUri), locale).toEqual([512, 512]);
    }
  });

  it.each(Object.entries(skill.publishingInformation.locales))(
    'keeps the store’s limits in %s',
    (_, { summary, description, keywords }) => {
      expect(summary.length).toBeLessThanOrEqual(160);
      expect(description.length).toBeLessThanOrEqual(4_000);
      expect(keywords.length).toBeLessThanOrEqual(30);
    },
  );

  it('subscribes to the events that begin and end links', () => {
    expect(skill.events.subscriptions.map(({ eventName }) => eventName)).toEqual([
      'SKILL_ACCOUNT_LINKED',
      'SKILL_DISABLED',
    ]);
  });
});

/** Width and height of a PNG of the package (PNG specification, "IHDR"). */
const pngSize = (uri: string): readonly number[] => {
  const bytes = readFileSync(new URL(uri.replace('file://', ''), packageUrl));
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
};

/** All that must be the same in every locale: names, types, ids, dialog. What is said is not. */
const skeletonOf = (locale: string) => {
  const { languageModel, dialog, prompts } = read(
    new URL(`${locale}.json`, modelsUrl),
    Model,
  ).interactionModel;
  return {
    invocationName: languageModel.invocationName,
    intents: languageModel.intents.map(({ name, slots = [] }) => ({
      name,
      slots: slots.filter((slot) => !isFurther(slot.name)).map(({ name: slot, type }) => ({ slot, type })),
    })),
    types: languageModel.types.map(({ name, values }) => ({ name, ids: values.map(({ id }) => id) })),
    dialog: dialog.intents.map(({ name, slots }) => ({
      name,
      slots: slots.filter((slot) => !isFurther(slot.name)),
    })),
    prompts: prompts.map(({ id, variations }) => ({ id, types: variations.map(({ type }) => type) })),
  };
};

describe('all locales', () => {
  it.each(locales)('%s has the intents, slots, types, ids, dialog and prompts of en-US', (locale) => {
    expect(skeletonOf(locale)).toEqual(skeletonOf('en-US'));
  });

  it('says in each language its own prompts, and its own texts in the store', () => {
    const languages = locales.filter((locale) => locale !== 'en-GB');
    const prompts = languages.flatMap((locale) =>
      read(new URL(`${locale}.json`, modelsUrl), Model).interactionModel.prompts.flatMap(({ variations }) =>
        variations.map(({ value }) => value),
      ),
    );
    const listings = languages.map((locale) => skill.publishingInformation.locales[locale]?.description);
    for (const texts of [prompts, listings]) expect(new Set(texts).size).toBe(texts.length);
  });
});

describe.each(locales)('the interaction model %s', (locale) => {
  const { languageModel, dialog, prompts } = read(
    new URL(`${locale}.json`, modelsUrl),
    Model,
  ).interactionModel;
  const { intents, types } = languageModel;
  const slotsIn = (sample: string) => [...sample.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

  it('is a model by Amazon’s schema', () => {
    const model = read(new URL(`${locale}.json`, modelsUrl), Type.Unknown());
    expect(smapiErrors('v1.skill.interactionModel.InteractionModelData', model)).toEqual([]);
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
    const written = new RegExp(`^([a-z${letters[locale.slice(0, 2)]} '-]|\\{[a-z_]+\\})+$`);
    for (const { name, samples, slots = [] } of intents) {
      if (!name.startsWith('AMAZON.')) expect(samples.length, name).toBeGreaterThan(5);
      for (const sample of [...samples, ...slots.flatMap((slot) => slot.samples ?? [])])
        expect(sample).toMatch(written);
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
      expect(inDialog.map((slot) => slot.name)).toEqual(slots.map((slot) => slot.name));
      for (const { name: slot, type } of slots) {
        expect(inDialog).toContainEqual(
          expect.objectContaining({ name: slot, type, elicitationRequired: !isFurther(slot) }),
        );
      }
      for (const slot of inDialog.filter(({ elicitationRequired }) => elicitationRequired))
        expect(promptIds).toContain(slot.prompts.elicitation);
    }
  });

  it('takes several toppings: in one slot where Alexa can, else in four', () => {
    const slots = intents.find(({ name }) => name === 'OrderPizza')?.slots ?? [];
    const several = slots.filter(({ type }) => type === 'PizzaTopping');
    expect(several.map(({ name }) => name)).toEqual(
      takesSeveralInOneSlot(locale)
        ? ['toppings']
        : ['toppings', 'toppings_second', 'toppings_third', 'toppings_fourth'],
    );
    for (const slot of slots)
      expect(slot.multipleValues?.enabled ?? false).toBe(
        takesSeveralInOneSlot(locale) && slot.name === 'toppings',
      );
  });

  it('takes codes as numbers of any length, in up to three pieces', () => {
    const confirm = intents.find(({ name }) => name === 'ConfirmCode');
    expect(confirm?.slots?.map(({ name }) => name)).toEqual([...codeSlots]);
    for (const slot of confirm?.slots ?? []) expect(slot.type).toBe('AMAZON.NUMBER');
  });

  it('understands its own example phrases, word for word', () => {
    const { examplePhrases } = skill.publishingInformation.locales[locale] ?? { examplePhrases: [] };
    const model = echoModels.get(locale) ?? expect.fail(`no ${locale} model`);
    const heard = examplePhrases.map((phrase) => {
      expect(phrase).toMatch(/^Alexa, /);
      const understood = understand(model, phrase, { inSession: false, expected: null });
      return understood.type === 'intent' ? understood.intent.name : understood.type;
    });
    expect(heard).toEqual(['launch', 'OrderPizza', 'ConfirmCode']);
  });
});

describe('en-US', () => {
  it('understands what the guide says', () => {
    const { intents } = read(new URL('en-US.json', modelsUrl), Model).interactionModel.languageModel;
    const samplesOf = (name: string) => intents.find((intent) => intent.name === name)?.samples ?? [];
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
});
