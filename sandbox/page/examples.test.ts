import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readInteractionModels } from '../echo/interaction-model.ts';
import { model as bakery } from '../echo/testing/model.ts';
import { understand } from '../echo/understand.ts';
import { sayCode, suggestionsFor } from './browser/guide.ts';
import { examplesOf } from './examples.ts';
import { shownWorld } from './testing/shown-world.ts';

const skillModels = readInteractionModels(
  fileURLToPath(new URL('../../src/alexa/skill-package/interactionModels/custom', import.meta.url)),
);

test('come from the skill’s own words, with the values of its own types', () => {
  expect(examplesOf(bakery)).toEqual({
    locale: 'en-US',
    invocationName: 'corner bakery',
    opening: 'open corner bakery',
    question: 'ask corner bakery {request}',
    statement: 'tell corner bakery {request}',
    codePhrase: 'my code is {code}',
    codeAt: 1,
    commands: [
      {
        intent: 'BakeIntent',
        text: 'bake me a large cake with cherries and whipped cream',
        addressed: 'ask corner bakery to bake me a large cake with cherries and whipped cream',
      },
    ],
  });
});

test('everything that the page suggests is understood by the Echo, in every locale of the skill', async () => {
  for (const model of (await skillModels).values()) {
    const examples = examplesOf(model);
    for (const inSession of [false, true]) {
      const world = shownWorld({ session: inSession ? 'session' : null });
      const suggested = suggestionsFor(world, examples, 'dana', 0).map(({ text }) => text);
      expect(suggested.length).toBeGreaterThan(2);
      for (const text of [...suggested, sayCode(examples, '048210', inSession)]) {
        const { type, ...meant } = understand(model, text, { inSession, expected: null });
        if (text === examples.opening) expect([type, text]).toEqual(['launch', text]);
        else {
          const name = 'intent' in meant ? meant.intent.name : '';
          expect([type, text, name.startsWith('AMAZON.')]).toEqual(['intent', text, false]);
        }
      }
    }
  }
});

test.each([
  ['en-GB', 'ask pizza on demand to get me a large pizza with pepperoni and mushrooms'],
  ['de-DE', 'öffne pizza on demand und bestell mir eine große pizza mit salami und champignons'],
  ['fr-FR', 'ouvre pizza on demand et commande moi une grande pizza avec pepperoni et champignons'],
  ['es-ES', 'abre pizza on demand y pídeme una pizza grande con pepperoni y champiñones'],
  ['it-IT', 'apri pizza on demand e ordinami una pizza grande con salame e funghi'],
])('in %s the first thing to say is: %s', async (locale, addressed) => {
  const model = (await skillModels).get(locale) ?? expect.fail(`no ${locale} model`);
  expect(examplesOf(model).commands[0]).toMatchObject({ intent: 'OrderPizza', addressed });
});
