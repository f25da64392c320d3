/** The skill's own interaction model, as the Echo understands it: what the README and the guide tell people to say. */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readInteractionModels } from './interaction-model.ts';
import { understand } from './understand.ts';

const directory = fileURLToPath(
  new URL('../../src/alexa/skill-package/interactionModels/custom', import.meta.url),
);
const models = await readInteractionModels(directory);
const model = models.get('en-US') ?? expect.fail('no en-US model');

const tell = (utterance: string): string => {
  const understood = understand(model, utterance, { inSession: false, expected: null });
  if (understood.type !== 'intent') return understood.type;
  const slots = understood.intent.slots.map(({ definition, values }) => {
    const ids = values.map(({ text, resolution }) => {
      if (resolution === 'open') return text;
      return resolution === 'no_match' ? `(${text})` : resolution.id;
    });
    return ` ${definition.name}=${ids.join('+')}`;
  });
  return `${understood.intent.name}${slots.join('')}`;
};

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
    expect(tell(utterance)).toBe(meaning);
  });

  test('hears every sample without slots as the intent it is listed under', () => {
    for (const { name, samples } of model.intents) {
      for (const sample of samples.filter((text) => !text.includes('{'))) {
        expect(tell(`ask ${model.invocationName} ${sample}`), sample).toBe(name);
      }
    }
  });
});
