import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readInteractionModels } from '../echo/interaction-model.ts';
import { model as bakery } from '../echo/testing/model.ts';
import { understand } from '../echo/understand.ts';
import { sayCode, suggestionsFor } from './browser/guide.ts';
import { examplesOf } from './examples.ts';
import { shownWorld } from './testing/shown-world.ts';

test('come from the skill’s own words, with the values of its own types', () => {
  expect(examplesOf(bakery)).toEqual({
    locale: 'en-US',
    invocationName: 'corner bakery',
    codePhrase: 'my code is {code}',
    codeAt: 1,
    commands: [{ intent: 'BakeIntent', text: 'bake me a large cake with cherries and whipped cream' }],
  });
});

test('everything that the page suggests is understood by the Echo, in every locale of the skill', async () => {
  const folder = fileURLToPath(
    new URL('../../src/alexa/skill-package/interactionModels/custom', import.meta.url),
  );
  const models = await readInteractionModels(folder);
  for (const model of models.values()) {
    const examples = examplesOf(model);
    for (const inSession of [false, true]) {
      const world = shownWorld({ session: inSession ? 'session' : null });
      const suggested = suggestionsFor(world, examples, 'dana', 0).map(({ text }) => text);
      expect(suggested.length).toBeGreaterThan(2);
      for (const text of [...suggested, sayCode(examples, '048210', inSession)]) {
        const { type, ...meant } = understand(model, text, { inSession, expected: null });
        if (text === `open ${model.invocationName}`) expect([type, text]).toEqual(['launch', text]);
        else {
          const name = 'intent' in meant ? meant.intent.name : '';
          expect([type, text, name.startsWith('AMAZON.')]).toEqual(['intent', text, false]);
        }
      }
    }
  }
});
