import { describe, expect, test } from 'vitest';
import { parseInteractionModel } from './interaction-model.ts';
import { model, modelFile } from './testing/model.ts';
import { type Expected, understand } from './understand.ts';

/** An understood utterance in one line: intent, then each slot with what was said and the id it means. */
const tell = (utterance: string, context: { inSession?: boolean; expected?: Expected } = {}): string => {
  const understood = understand(model, utterance, {
    inSession: context.inSession ?? false,
    expected: context.expected ?? null,
  });
  if (understood.type !== 'intent') return understood.type;
  const slots = understood.intent.slots.map(({ definition, values }) => {
    const heard = values.map(({ text, resolution }) => {
      if (resolution === 'open') return text;
      return `${text}→${resolution === 'no_match' ? 'nothing' : resolution.id}`;
    });
    return ` ${definition.name}=${heard.join('+')}`;
  });
  return `${understood.intent.name}${slots.join('')}`;
};

describe('outside a session the skill must be addressed', () => {
  test.each([
    ['open corner bakery', 'launch'],
    ['Alexa, open Corner Bakery.', 'launch'],
    ['talk to corner bakery', 'launch'],
    ['corner bakery', 'launch'],
    ['ask corner bakery', 'launch'],
    ['ask corner bakery to bake a cake', 'BakeIntent'],
    ['Alexa, ask CORNER BAKERY to bake a cake, please!', 'BakeIntent'],
    ['open corner bakery and bake a cake', 'BakeIntent'],
    ['tell corner bakery to bake me a large cake', 'BakeIntent size=large→large'],
    ['ask corner bakery for a cake with cherries', 'BakeIntent fillings=cherries→cherries'],
    ['ask corner bakery about a cake with cherries', 'BakeIntent fillings=cherries→cherries'],
    ['ask corner bakery what about a small cake', 'BakeIntent size=small→small'],
    ['bake me a big cake from corner bakery', 'BakeIntent size=big→large'],
    ['tell corner bakery my code is 482109', 'CodeIntent code=482109'],
    ['ask corner bakery to confirm order 482109', 'CodeIntent code=482109'],
    ['ask corner bakery for help', 'AMAZON.HelpIntent'],
    ['ask corner bakery how does this work', 'AMAZON.HelpIntent'],
    ['ask corner bakery to sing', 'AMAZON.FallbackIntent'],
    ['bake a cake', 'not_for_skill'],
    ['help', 'not_for_skill'],
    ['stop', 'not_for_skill'],
    ['open the window', 'not_for_skill'],
    ['', 'not_for_skill'],
  ])('%s', (utterance, meaning) => {
    expect(tell(utterance)).toBe(meaning);
  });
});

describe('in a session everything said is for the skill', () => {
  test.each([
    ['bake a cake', 'BakeIntent'],
    ['bake me a extra large cake', 'BakeIntent size=extra large→large'],
    ['help', 'AMAZON.HelpIntent'],
    ['Stop!', 'AMAZON.StopIntent'],
    ['never mind', 'AMAZON.CancelIntent'],
    ['yes, please', 'AMAZON.YesIntent'],
    ['go home', 'AMAZON.NavigateHomeIntent'],
    ['exit', 'leave'],
    ['no', 'AMAZON.FallbackIntent'],
    ['what is the weather', 'AMAZON.FallbackIntent'],
    ['ask corner bakery to bake a cake', 'BakeIntent'],
  ])('%s', (utterance, meaning) => {
    expect(tell(utterance, { inSession: true })).toBe(meaning);
  });
});

describe('values', () => {
  test.each([
    [
      'bake me a large cake with cherries and cream',
      'size=large→large fillings=cherries→cherries+cream→cream',
    ],
    ['bake me a large cake with cherries, cream', 'size=large→large fillings=cherries→cherries+cream→cream'],
    [
      'bake me a little cake with ham and cheese and cherry',
      'size=little→small fillings=ham and cheese→ham_and_cheese+cherry→cherries',
    ],
    [
      'bake me a large cake with some cherries and gravel',
      'size=large→large fillings=cherries→cherries+gravel→nothing',
    ],
    ['bake me a purple cake', 'size=purple→nothing'],
  ])('%s', (utterance, slots) => {
    expect(tell(utterance, { inSession: true })).toBe(`BakeIntent ${slots}`);
  });
});

describe('numbers', () => {
  test.each([
    ['my code is 482109', '482109'],
    ['my code is 482-109', '482109'],
    ['my code is 048210', '048210'],
    ['my code is four eight two one zero nine', '482109'],
    ['my code is 4 8 2 1 oh nine', '482109'],
    ['my code is double five three triple one', '553111'],
    ['my code is twelve thirty four fifty six', '123456'],
    ['my code is ninety ninety nine fourteen', '909914'],
    ['my code is four hundred eighty two thousand one hundred and nine', '482109'],
    ['my code is 48210', '48210'],
    ['authorize banana', '?'],
    ['my code is four banana', '?'],
    ['482109', '482109'],
  ])('%s', (utterance, code) => {
    expect(tell(utterance, { inSession: true })).toBe(`CodeIntent code=${code}`);
  });
});

describe('when the skill has asked for a slot', () => {
  const size = { intent: 'BakeIntent', slot: 'size' };
  const fillings = { intent: 'BakeIntent', slot: 'fillings' };
  test.each([
    ['large', size, 'BakeIntent size=large→large'],
    ['a big one', size, 'BakeIntent size=big→large'],
    ['the large', size, 'BakeIntent size=large→large'],
    ['purple', size, 'BakeIntent size=purple→nothing'],
    ['cherries and whipped cream', fillings, 'BakeIntent fillings=cherries→cherries+whipped cream→cream'],
    ['stop', size, 'AMAZON.StopIntent'],
    ['my code is 482109', size, 'CodeIntent code=482109'],
    ['bake me a small cake with cream', size, 'BakeIntent size=small→small fillings=cream→cream'],
    ['four eight two one zero nine', { intent: 'CodeIntent', slot: 'code' }, 'CodeIntent code=482109'],
    ['banana', { intent: 'CodeIntent', slot: 'code' }, 'CodeIntent code=?'],
  ])('%s', (utterance, expected, meaning) => {
    expect(tell(utterance, { inSession: true, expected })).toBe(meaning);
  });
});

describe('however much is said', () => {
  test.each([
    ['digits', '1 '.repeat(2_000)],
    ['values', `bake me a ${'cherries and '.repeat(500)} cake`],
    ['a number without end', `my code is ${'and 1 '.repeat(500)}`],
  ])('it is understood at once: %s', (_name, utterance) => {
    const began = performance.now();
    expect(tell(utterance, { inSession: true })).not.toBe('');
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

describe('a model that does not fit together is refused', () => {
  test('a sample that names an unknown slot', () => {
    const broken = structuredClone(modelFile);
    broken.interactionModel.languageModel.intents[0]?.samples.push('bake {colour}');
    expect(() => parseInteractionModel('en-US', broken)).toThrow('BakeIntent has no slot {colour}');
  });

  test('a slot of an unknown type', () => {
    const broken = structuredClone(modelFile);
    broken.interactionModel.languageModel.types.pop();
    expect(() => parseInteractionModel('en-US', broken)).toThrow('unknown type Filling');
  });

  test('a slot of several values outside English, which alone has them', () => {
    expect(() => parseInteractionModel('de-DE', modelFile)).toThrow('which Alexa hears in English alone');
  });

  test('a language that the Echo does not speak', () => {
    expect(() => parseInteractionModel('ja-JP', modelFile)).toThrow('does not speak ja-JP');
  });

  test('a file of another shape', () => {
    expect(() => parseInteractionModel('en-US', { languageModel: {} })).toThrow(
      'not valid at /interactionModel',
    );
  });
});
