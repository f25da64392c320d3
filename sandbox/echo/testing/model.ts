/** A small skill of the tests' own: what the Echo must understand does not depend on the project's texts. */
import { type InteractionModel, parseInteractionModel } from '../interaction-model.ts';

export const modelFile = {
  interactionModel: {
    languageModel: {
      invocationName: 'corner bakery',
      intents: [
        {
          name: 'BakeIntent',
          slots: [
            { name: 'size', type: 'Size', samples: ['{size}', 'a {size} one', 'make it {size}'] },
            { name: 'fillings', type: 'Filling', multipleValues: { enabled: true } },
          ],
          samples: [
            'bake a cake',
            'bake me a {size} cake',
            'bake me a {size} cake with {fillings}',
            'a cake with {fillings}',
            'what about a {size} cake',
          ],
        },
        {
          name: 'CodeIntent',
          slots: [{ name: 'code', type: 'AMAZON.NUMBER', samples: ['{code}'] }],
          samples: ['my code is {code}', 'authorize {code}', 'confirm order {code}', '{code}'],
        },
        { name: 'AMAZON.HelpIntent', samples: ['how does this work'] },
        { name: 'AMAZON.StopIntent', samples: [] },
        { name: 'AMAZON.CancelIntent', samples: [] },
        { name: 'AMAZON.YesIntent', samples: [] },
        { name: 'AMAZON.NavigateHomeIntent', samples: [] },
        { name: 'AMAZON.FallbackIntent', samples: [] },
      ],
      types: [
        {
          name: 'Size',
          values: [
            { id: 'small', name: { value: 'small', synonyms: ['little'] } },
            { id: 'large', name: { value: 'large', synonyms: ['big', 'extra large'] } },
          ],
        },
        {
          name: 'Filling',
          values: [
            { id: 'cherries', name: { value: 'cherries', synonyms: ['cherry'] } },
            { id: 'cream', name: { value: 'whipped cream', synonyms: ['cream'] } },
            { id: 'ham_and_cheese', name: { value: 'ham and cheese', synonyms: [] } },
          ],
        },
      ],
    },
    dialog: {
      intents: [
        {
          name: 'BakeIntent',
          slots: [
            { name: 'size', type: 'Size', elicitationRequired: true },
            { name: 'fillings', type: 'Filling', elicitationRequired: false },
          ],
        },
        { name: 'CodeIntent', slots: [{ name: 'code', type: 'AMAZON.NUMBER', elicitationRequired: true }] },
      ],
    },
  },
};

export const model: InteractionModel = parseInteractionModel('en-US', modelFile);
