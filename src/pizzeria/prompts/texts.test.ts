import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readInteractionModels } from '../../../sandbox/echo/interaction-model.ts';
import { understand } from '../../../sandbox/echo/understand.ts';
import { mostToppings, type Order, sizes, toppings } from '../menu.ts';
import { textsFor } from './texts.ts';

const locales = ['en-US', 'en-GB', 'de-DE', 'fr-FR', 'es-ES', 'it-IT'] as const;
const modelsUrl = new URL('../../alexa/skill-package/interactionModels/custom/', import.meta.url);
const large: Order = { size: 'large', toppings: ['pepperoni', 'mushrooms'] };
const plain: Order = { size: 'small', toppings: [] };

describe('an order', () => {
  it.each([
    ['en-US', 'a large pizza with pepperoni and mushrooms', 'a small pizza with tomato and cheese'],
    ['en-GB', 'a large pizza with pepperoni and mushrooms', 'a small pizza with tomato and cheese'],
    ['de-DE', 'eine große Pizza mit Salami und Pilzen', 'eine kleine Pizza mit Tomaten und Käse'],
    ['fr-FR', 'une grande pizza pepperoni et champignons', 'une petite pizza tomate et fromage'],
    ['es-ES', 'una pizza grande con pepperoni y champiñones', 'una pizza pequeña con tomate y queso'],
    ['it-IT', 'una pizza grande con salame e funghi', 'una pizza piccola con pomodoro e mozzarella'],
  ])('is named in %s', (locale, withToppings, without) => {
    expect(textsFor(locale).orderSummary(large)).toBe(withToppings);
    expect(textsFor(locale).orderSummary(plain)).toBe(without);
  });

  it.each([
    ['en-US', 'Your large pizza with pepperoni and mushrooms is ordered'],
    ['de-DE', 'Deine große Pizza mit Salami und Pilzen ist bestellt'],
    ['fr-FR', 'Votre grande pizza pepperoni et champignons est commandée'],
    ['es-ES', 'Tu pizza grande con pepperoni y champiñones ya está pedida'],
    ['it-IT', 'La tua pizza grande con salame e funghi è stata ordinata'],
  ])('is done in %s', (locale, done) => {
    expect(textsFor(locale).orderDone(large)).toBe(done);
  });

  it('lists as each language does', () => {
    const order: Order = { size: 'medium', toppings: ['ham', 'olives', 'spinach'] };
    expect(textsFor('en-US').orderSummary(order)).toBe('a medium pizza with ham, olives, and spinach');
    expect(textsFor('en-GB').orderSummary(order)).toBe('a medium pizza with ham, olives and spinach');
    expect(textsFor('fr-FR').orderSummary(order)).toBe('une pizza moyenne jambon, olives et épinards');
  });
});

describe.each(locales)('the texts of %s', (locale) => {
  const texts = textsFor(locale);

  it('have a word of their own for every size and topping', () => {
    for (const [words, ids] of [
      [texts.sizes, sizes],
      [texts.toppings, toppings],
    ] as const) {
      expect(Object.keys(words).toSorted()).toEqual(ids.toSorted());
      expect(new Set(Object.values(words)).size).toBe(ids.length);
    }
  });

  it('ask one question, last, of at most twenty words a sentence', () => {
    for (const { question, reprompt } of [texts.askSize, texts.askTopping, texts.tooManyToppings]) {
      for (const text of [question, reprompt]) {
        expect(text.match(/\?/g)).toHaveLength(1);
        expect(text).toMatch(/\?$/);
        expect(text.split(/\s+/).length).toBeLessThanOrEqual(35);
        for (const sentence of text.split(/[.!?]/))
          expect(sentence.split(/\s+/).length).toBeLessThanOrEqual(20);
      }
    }
  });

  it('have a summary of at most twelve words, whatever is ordered', () => {
    const words = (text: string) => text.split(/\s+/).length;
    const longestFirst = toppings.toSorted(
      (one, other) => words(texts.toppings[other]) - words(texts.toppings[one]),
    );
    for (const size of sizes) {
      const summary = texts.orderSummary({ size, toppings: longestFirst.slice(0, mostToppings) });
      expect(words(summary), summary).toBeLessThanOrEqual(12);
    }
    expect(words(texts.orderDestination)).toBeLessThanOrEqual(3);
  });

  it('have a summary that can stand inside a sentence, and a done text without its full stop', () => {
    for (const summary of [texts.orderSummary(large), texts.lockerSummary, texts.orderDestination])
      expect(summary).toMatch(/^\p{Ll}.*[^.]$/u);
    for (const done of [texts.orderDone(large), texts.lockerDone]) expect(done).toMatch(/^\p{Lu}.*[^.]$/u);
  });

  it('are what the interaction model asks with, word for word', () => {
    const model = readFileSync(new URL(`${locale}.json`, modelsUrl), 'utf8');
    for (const question of [texts.askSize.question, texts.askTopping.reprompt])
      expect(model).toContain(JSON.stringify(question));
  });

  it('have examples that the interaction model understands', async () => {
    const models = await readInteractionModels(fileURLToPath(modelsUrl));
    const model = models.get(locale) ?? expect.fail(`no model for ${locale}`);
    const heard = texts.examples.map((example) => {
      const understood = understand(model, example, { inSession: true, expected: null });
      if (understood.type !== 'intent') return understood.type;
      const ids = understood.intent.slots.flatMap(({ values }) =>
        values.map(({ resolution }) => (typeof resolution === 'string' ? resolution : resolution.id)),
      );
      return [understood.intent.name, ...ids].join(' ');
    });
    expect(heard).toEqual(['OrderPizza large pepperoni mushrooms', 'OpenLocker']);
  });
});

describe('another region of a language', () => {
  it.each([
    ['fr-CA', 'fr-FR'],
    ['de-CH', 'de-DE'],
    ['en-IN', 'en-US'],
    ['ja-JP', 'en-US'],
    ['constructor', 'en-US'],
  ])('%s reads as %s', (locale, readsAs) => {
    expect(textsFor(locale)).toBe(textsFor(readsAs));
  });

  it('leaves no English in another language', () => {
    const english = new Set([
      ...textsFor('en-US').examples,
      textsFor('en-US').lockerSummary,
      textsFor('en-US').lockerDone,
      textsFor('en-US').orderDestination,
      textsFor('en-US').askSize.question,
    ]);
    for (const locale of locales.filter((known) => !known.startsWith('en'))) {
      const { examples, lockerSummary, lockerDone, orderDestination, askSize } = textsFor(locale);
      for (const text of [...examples, lockerSummary, lockerDone, orderDestination, askSize.question])
        expect(english).not.toContain(text);
    }
  });
});
