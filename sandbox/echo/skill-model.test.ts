/** The skill's own interaction models, as the Echo understands them: what the README and the guides tell people to say. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { textIn } from '../../src/alexa/prompts/prompts.ts';
import { sizes, toppings } from '../../src/pizzeria/menu.ts';
import { textsFor } from '../../src/pizzeria/prompts/texts.ts';
import { type InteractionModel, readInteractionModels } from './interaction-model.ts';
import { type HeardIntent, understand } from './understand.ts';

const directory = fileURLToPath(
  new URL('../../src/alexa/skill-package/interactionModels/custom', import.meta.url),
);
const models = await readInteractionModels(directory);
const modelOf = (locale: string): InteractionModel => models.get(locale) ?? expect.fail(`no ${locale} model`);

const tell = (model: InteractionModel, utterance: string, inSession = false): string => {
  const understood = understand(model, utterance, { inSession, expected: null });
  if (understood.type !== 'intent') return understood.type;
  return `${understood.intent.name}${tellSlots(understood.intent)}`;
};

const tellSlots = ({ slots }: HeardIntent): string =>
  slots
    .map(({ definition, values }) => {
      const ids = values.map(({ text, resolution }) => {
        if (resolution === 'open') return text;
        return resolution === 'no_match' ? `(${text})` : resolution.id;
      });
      return ` ${definition.name}=${ids.join('+')}`;
    })
    .join('');

describe('en-US', () => {
  test.each([
    ['open pizza on demand', 'launch'],
    ['ask pizza on demand to get me some pizza', 'OrderPizza'],
    ['ask pizza on demand to get me a large pizza', 'OrderPizza size=large'],
    [
      'ask pizza on demand to get me a large pizza with pepperoni and mushrooms',
      'OrderPizza size=large toppings=pepperoni+mushrooms',
    ],
    [
      'Alexa, tell Pizza on Demand to get me a small pizza with ham, pineapple and extra cheese, please.',
      'OrderPizza size=small toppings=ham+pineapple+extra_cheese',
    ],
    ['ask pizza on demand for a large pepperoni pizza', 'OrderPizza size=large toppings=pepperoni'],
    ['ask pizza on demand to get me a big mushroom pizza', 'OrderPizza size=large toppings=mushrooms'],
    ['ask pizza on demand to get me a gigantic pizza', 'OrderPizza size=(gigantic)'],
    ['tell pizza on demand my code is 482109', 'ConfirmCode code=482109'],
    ['tell pizza on demand my code is four eight two, one oh nine', 'ConfirmCode code=482109'],
    ['tell pizza on demand my code is 482 then 109', 'ConfirmCode code=482 second=109'],
    ['tell pizza on demand to confirm order 482109', 'ConfirmCode code=482109'],
    ['ask pizza on demand to confirm 4 8 2 1 0 9', 'ConfirmCode code=482109'],
    ['tell pizza on demand authorize 482109', 'ConfirmCode code=482109'],
    ['tell pizza on demand operation pizza is a go 482109', 'ConfirmCode code=482109'],
    ['ask pizza on demand to send a new code', 'ResendCode'],
    ['ask pizza on demand to cancel my order', 'CancelTransaction'],
    ['ask pizza on demand what is my order', 'TransactionStatus'],
    ["ask pizza on demand what's my order", 'TransactionStatus'],
    ['ask pizza on demand to open my pickup locker', 'OpenLocker'],
    ['tell pizza on demand stop', 'AMAZON.StopIntent'],
    ['ask pizza on demand for help', 'AMAZON.HelpIntent'],
    ['ask pizza on demand to recite a poem', 'AMAZON.FallbackIntent'],
  ])('%s', (utterance, meaning) => {
    expect(tell(modelOf('en-US'), utterance)).toBe(meaning);
  });
});

describe('en-GB', () => {
  test.each([
    ['Alexa, ask Pizza on Demand to order a takeaway', 'OrderPizza'],
    ['tell pizza on demand authorise 482109', 'ConfirmCode code=482109'],
    ['ask pizza on demand to open my collection locker', 'OpenLocker'],
  ])('%s', (utterance, meaning) => {
    expect(tell(modelOf('en-GB'), utterance)).toBe(meaning);
  });
});

/** Said before the skill is open, each of them addresses it in one of its language's ways. */
const addressed: readonly (readonly [string, string, string])[] = [
  ['de-DE', 'Alexa, öffne Pizza on Demand', 'launch'],
  ['de-DE', 'starte pizza on demand', 'launch'],
  [
    'de-DE',
    'Alexa, öffne Pizza on Demand und bestell mir eine große Pizza mit Peperoniwurst und Pilzen',
    'OrderPizza size=large toppings=pepperoni toppings_second=mushrooms',
  ],
  [
    'de-DE',
    'bitte Pizza on Demand, mir eine grosse Pizza mit Schinken, Ananas und extra Käse zu bestellen',
    'OrderPizza size=large toppings=ham toppings_second=pineapple toppings_third=extra_cheese',
  ],
  ['de-DE', 'bestell mir eine kleine Pizza bei Pizza on Demand, bitte', 'OrderPizza size=small'],
  ['de-DE', 'frag pizza on demand nach einer mittelgroßen pizza', 'OrderPizza size=medium'],
  ['de-DE', 'sag pizza on demand mein code ist vier acht zwei eins null neun', 'ConfirmCode code=482109'],
  ['de-DE', 'sag pizza on demand dass mein code 482109 ist', 'ConfirmCode code=482109'],
  ['de-DE', 'sag pizza on demand bestätige die bestellung 482109', 'ConfirmCode code=482109'],
  ['de-DE', 'sag pizza on demand operation pizza läuft 482 109', 'ConfirmCode code=482109'],
  ['de-DE', 'sag pizza on demand schick einen neuen code', 'ResendCode'],
  ['de-DE', 'frag pizza on demand wo meine bestellung ist', 'TransactionStatus'],
  ['de-DE', 'bitte pizza on demand mein abholfach zu öffnen', 'OpenLocker'],
  ['de-DE', 'öffne pizza on demand und storniere meine bestellung', 'CancelTransaction'],
  ['de-DE', 'frag pizza on demand um hilfe', 'AMAZON.HelpIntent'],
  ['de-DE', 'sag pizza on demand ein gedicht', 'AMAZON.FallbackIntent'],
  ['de-DE', 'bestell mir eine pizza', 'not_for_skill'],

  ['fr-FR', 'Alexa, ouvre Pizza on Demand', 'launch'],
  ['fr-FR', 'parle à pizza on demand', 'launch'],
  [
    'fr-FR',
    'Alexa, demande à Pizza on Demand de commander une grande pizza avec des champignons et du jambon',
    'OrderPizza size=large toppings=mushrooms toppings_second=ham',
  ],
  [
    'fr-FR',
    "demande à Pizza on Demand une pizza moyenne avec beaucoup d'ananas",
    "OrderPizza size=medium toppings=(beaucoup d'ananas)",
  ],
  [
    'fr-FR',
    "ouvre pizza on demand et commande-moi une petite pizza avec d'olives",
    'OrderPizza size=small toppings=olives',
  ],
  ['fr-FR', 'dis à pizza on demand mon code est quatre huit deux un zéro neuf', 'ConfirmCode code=482109'],
  ['fr-FR', 'dis à pizza on demand que mon code est 482109', 'ConfirmCode code=482109'],
  ['fr-FR', 'dis à pizza on demand confirme la commande 482109', 'ConfirmCode code=482109'],
  ['fr-FR', "demande à pizza on demand d'envoyer un nouveau code", 'ResendCode'],
  ['fr-FR', 'dis à pizza on demand envoie un nouveau code', 'ResendCode'],
  ['fr-FR', 'demande à pizza on demand où en est ma commande', 'TransactionStatus'],
  ['fr-FR', "demande à pizza on demand d'ouvrir mon casier", 'OpenLocker'],
  ['fr-FR', "demande à pizza on demand d'annuler ma commande", 'CancelTransaction'],
  ['fr-FR', "demande à pizza on demand de l'aide", 'AMAZON.HelpIntent'],

  ['es-ES', 'Alexa, abre Pizza on Demand', 'launch'],
  ['es-ES', 'habla con pizza on demand', 'launch'],
  [
    'es-ES',
    'Alexa, abre Pizza on Demand y pídeme una pizza grande con pepperoni y champiñones',
    'OrderPizza size=large toppings=pepperoni toppings_second=mushrooms',
  ],
  [
    'es-ES',
    'pide a pizza on demand que me traiga una pizza familiar con jamon y piña, por favor',
    'OrderPizza size=large toppings=ham toppings_second=pineapple',
  ],
  ['es-ES', 'dile a pizza on demand mi código es cuatro ocho dos uno cero nueve', 'ConfirmCode code=482109'],
  ['es-ES', 'dile a pizza on demand que mi codigo es 482109', 'ConfirmCode code=482109'],
  ['es-ES', 'dile a pizza on demand confirma el pedido 482109', 'ConfirmCode code=482109'],
  ['es-ES', 'pide a pizza on demand envía un código nuevo', 'ResendCode'],
  ['es-ES', 'pregunta a pizza on demand cómo va mi pedido', 'TransactionStatus'],
  ['es-ES', 'abre pizza on demand y abre mi taquilla', 'OpenLocker'],
  ['es-ES', 'dile a pizza on demand que cancele mi pedido', 'CancelTransaction'],

  ['it-IT', 'Alexa, apri Pizza on Demand', 'launch'],
  ['it-IT', 'parla con pizza on demand', 'launch'],
  [
    'it-IT',
    'Alexa, apri Pizza on Demand e ordinami una pizza grande con salame piccante e funghi',
    'OrderPizza size=large toppings=pepperoni toppings_second=mushrooms',
  ],
  [
    'it-IT',
    "chiedi a pizza on demand di ordinare una pizza media con il prosciutto, i funghi e l'ananas",
    'OrderPizza size=medium toppings=ham toppings_second=mushrooms toppings_third=pineapple',
  ],
  [
    'it-IT',
    "di' a pizza on demand il mio codice è quattro otto due uno zero nove",
    'ConfirmCode code=482109',
  ],
  ['it-IT', 'di a pizza on demand che il mio codice è 482109', 'ConfirmCode code=482109'],
  ['it-IT', "di' a pizza on demand conferma l'ordine 482109", 'ConfirmCode code=482109'],
  ['it-IT', "di' a pizza on demand conferma l’ordine 482109", 'ConfirmCode code=482109'],
  ['it-IT', 'chiedi a pizza on demand di mandare un nuovo codice', 'ResendCode'],
  ['it-IT', 'chiedi a pizza on demand a che punto è il mio ordine', 'TransactionStatus'],
  ['it-IT', "chiedi a pizza on demand di aprire l'armadietto", 'OpenLocker'],
  ['it-IT', "chiedi a pizza on demand di annullare l'ordine", 'CancelTransaction'],
];

describe.each(['de-DE', 'fr-FR', 'es-ES', 'it-IT'])('%s', (locale) => {
  test.each(addressed.filter(([own]) => own === locale))('%s: %s', (_, utterance, meaning) => {
    expect(tell(modelOf(locale), utterance)).toBe(meaning);
  });
});

/** "| de-DE | opens the skill | orders | says the code |" */
const guideRows = (await readFile(new URL('../../docs/guide/alexa.md', import.meta.url), 'utf8'))
  .split('\n')
  .filter((line) => /^\| [a-z]{2}-[A-Z]{2}/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .flatMap(([, locales = '', ...said]) =>
    locales.split(', ').map((locale) => ({ locale, said: said.slice(0, 3) })),
  );

test('the guide has a row for each locale', () => {
  expect(guideRows.map(({ locale }) => locale).sort()).toEqual([...models.keys()].sort());
});

test.each(guideRows)('what the guide says in $locale is understood', ({ locale, said }) => {
  const heard = said.map((text) => tell(modelOf(locale), text.replace('…', '482109')).split(' ')[0]);
  expect(heard).toEqual(['launch', 'OrderPizza', 'ConfirmCode']);
});

describe('in a session, each language has its own words for what every skill understands', () => {
  test.each([
    ['de-DE', 'Hilfe Stopp abbrechen ja nein'],
    ['fr-FR', 'aide stop annule oui non'],
    ['es-ES', 'ayuda para cancela sí no'],
    ['it-IT', 'aiuto basta annulla sì no'],
  ])('%s: %s', (locale, said) => {
    expect(said.split(' ').map((word) => tell(modelOf(locale), word, true))).toEqual([
      'AMAZON.HelpIntent',
      'AMAZON.StopIntent',
      'AMAZON.CancelIntent',
      'AMAZON.YesIntent',
      'AMAZON.NoIntent',
    ]);
  });
});

const codePieces: Readonly<Record<number, readonly string[]>> = {
  1: ['482109'],
  2: ['482', '109'],
  3: ['48', '21', '09'],
};

/** A sample with its slots filled, and what is to be understood: ids by slot; a code's pieces as one. */
const fill = (model: InteractionModel, intent: InteractionModel['intents'][number], sample: string) => {
  const names = [...sample.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const numbers = names.filter((name) => slotOf(intent, name).type === 'AMAZON.NUMBER');
  const expected: Record<string, string> = numbers.length > 0 ? { code: '482109' } : {};
  let text = sample;
  names.forEach((name, index) => {
    const number = codePieces[numbers.length]?.[numbers.indexOf(name)];
    const values = model.types.get(slotOf(intent, name).type) ?? [];
    const value = values[(sample.length + index) % values.length];
    if (number === undefined) expected[name] = value?.id ?? '';
    text = text.replace(`{${name}}`, number ?? value?.value ?? '');
  });
  return { text, expected };
};

const slotOf = (intent: InteractionModel['intents'][number], name: string) =>
  intent.slots.find((slot) => slot.name === name) ?? expect.fail(`${intent.name} has no slot ${name}`);

const heardIn = (intent: HeardIntent): Readonly<Record<string, string>> => {
  const heard: Record<string, string> = {};
  for (const { definition, values } of intent.slots) {
    for (const { text, resolution } of values) {
      if (resolution === 'open') heard.code = (heard.code ?? '') + text;
      else heard[definition.name] = resolution === 'no_match' ? `(${text})` : (resolution.id ?? '');
    }
  }
  return heard;
};

describe.each([...models.values()])('what the skill itself tells people to say in $locale', (model) => {
  const { locale } = model;
  const seller = 'Pizza on Demand';
  const afterAlexa = (prompt: string): string => /Alexa, (.+)\.$/.exec(prompt)?.[1] ?? expect.fail(prompt);

  test('its examples', () => {
    const [order = '', locker = ''] = textsFor(locale).examples;
    const { statement } = model.language.phrases.invocations;
    const addressed = (request: string) => statement.replace('{name}', seller).replace('{request}', request);
    const second = model.locale.startsWith('en') ? '+' : ' toppings_second=';
    for (const [said, inSession] of [
      [order, true],
      [addressed(order), false],
    ] as const) {
      expect(tell(model, said, inSession)).toBe(`OrderPizza size=large toppings=pepperoni${second}mushrooms`);
    }
    expect(tell(model, locker, true)).toBe('OpenLocker');
    expect(tell(model, addressed(locker))).toBe('OpenLocker');
  });

  test('how a code is said, and how a new one is asked for', () => {
    const code = afterAlexa(textIn(locale)('reprompt_code', { seller })).replace(/,[^,]+$/, ' 482109');
    expect(tell(model, code)).toBe('ConfirmCode code=482109');
    const resend = afterAlexa(textIn(locale)('later_new_code', { seller, count: 2 }));
    expect(tell(model, resend)).toBe('ResendCode');
  });

  test('the sizes and toppings by the names that the menu gives them', () => {
    const texts = textsFor(locale);
    for (const id of sizes) expect(answer('size', texts.sizes[id])).toBe(id);
    for (const id of toppings) expect(answer('toppings', texts.toppings[id])).toBe(id);
  });

  const answer = (slot: string, said: string): string | undefined => {
    const expected = { intent: 'OrderPizza', slot };
    const understood = understand(model, said, { inSession: true, expected });
    return understood.type === 'intent' ? heardIn(understood.intent)[slot] : understood.type;
  };
});

describe.each([...models.values()])('every sample of $locale', (model) => {
  test('is heard as its own intent with its slots filled, in a session and addressed', () => {
    const { statement } = model.language.phrases.invocations;
    const misheard: unknown[] = [];
    for (const intent of model.intents) {
      for (const sample of intent.samples) {
        const { text, expected } = fill(model, intent, sample);
        const said = statement.replace('{name}', model.invocationName).replace('{request}', text);
        for (const [utterance, inSession] of [
          [text, true],
          [said, false],
        ] as const) {
          const understood = understand(model, utterance, { inSession, expected: null });
          const heard =
            understood.type === 'intent' ? understood.intent : { name: understood.type, slots: [] };
          const got = { utterance, intent: heard.name, ...heardIn(heard) };
          const wanted = { utterance, intent: intent.name, ...expected };
          if (JSON.stringify(got) !== JSON.stringify(wanted)) misheard.push({ got, wanted });
        }
      }
    }
    expect(misheard).toEqual([]);
  });

  test('of a slot answers the question for it', () => {
    const misheard: unknown[] = [];
    for (const intent of model.intents) {
      for (const slot of intent.slots) {
        for (const sample of slot.samples) {
          const { text, expected } = fill(model, intent, sample);
          const asked = { intent: intent.name, slot: slot.name };
          const understood = understand(model, text, { inSession: true, expected: asked });
          const heard = understood.type === 'intent' ? heardIn(understood.intent) : understood.type;
          if (JSON.stringify(heard) !== JSON.stringify(expected)) misheard.push({ text, heard, expected });
        }
      }
    }
    expect(misheard).toEqual([]);
  });

  test('takes every value in every word for it', () => {
    const misheard: unknown[] = [];
    const order = model.intents.find(({ name }) => name === 'OrderPizza') ?? expect.fail('no OrderPizza');
    for (const slot of order.slots) {
      for (const value of model.types.get(slot.type) ?? []) {
        for (const word of [value.value, ...value.synonyms]) {
          const asked = { intent: order.name, slot: slot.name };
          const understood = understand(model, word, { inSession: true, expected: asked });
          const heard =
            understood.type === 'intent' ? heardIn(understood.intent)[slot.name] : understood.type;
          if (heard !== value.id) misheard.push({ word, heard, wanted: value.id });
        }
      }
    }
    expect(misheard).toEqual([]);
  });
});
