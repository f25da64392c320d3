/** The requests of a run, signed as Alexa signs hers. */
import { randomUUID } from 'node:crypto';
import type { SlotValue } from 'ask-sdk-model';
import { intentEnvelope, launchEnvelope } from '../sandbox/echo/envelope.ts';
import { createSigner } from '../sandbox/echo/sign.ts';
import { measured } from './measured-settings.ts';
import type { Person } from './people.ts';

export type SignedRequest = { readonly headers: readonly string[]; readonly body: Buffer };
export type Spoken = 'launch' | 'order' | 'confirm';

export type SignRequest = (spoken: Spoken, person: Person) => SignedRequest;

export const createRequestSigner = (leafKey: string, chainUrl: string): SignRequest => {
  const sign = createSigner(leafKey, chainUrl);
  return (spoken, speaker) => {
    const body = Buffer.from(JSON.stringify(envelopeOf(spoken, speaker)));
    const signature = sign(body);
    return {
      body,
      headers: [
        ...['Content-Type', 'application/json; charset=utf-8'],
        ...['Accept', 'application/json', 'Accept-Charset', 'utf-8'],
        ...['User-Agent', 'Apache-HttpClient/4.5.x (Java/1.8.0)'],
        ...['Signature', signature['signature-256'], 'Signature-256', signature['signature-256']],
        ...['SignatureCertChainUrl', signature.signaturecertchainurl],
      ],
    };
  };
};

const envelopeOf = (spoken: Spoken, speaker: Person) => {
  const parts = {
    skillId: measured.skillId,
    speaker,
    locale: 'en-US',
    requestId: `amzn1.echo-api.request.${randomUUID()}`,
    at: Date.now(),
  };
  const session = {
    id: `amzn1.echo-api.session.${randomUUID()}`,
    isNew: spoken !== 'confirm',
    attributes: {},
  };
  switch (spoken) {
    case 'launch':
      return launchEnvelope(parts, session);
    case 'order': {
      const size = slotValue('PizzaSize', 'large');
      const toppings = ['pepperoni', 'mushrooms'].map((topping) => slotValue('PizzaTopping', topping));
      const { type: _, ...own } = size;
      const slots = {
        size: { ...slot('size'), ...own, slotValue: size },
        toppings: { ...slot('toppings'), slotValue: { type: 'List' as const, values: toppings } },
      };
      const intent = { name: 'OrderPizza', confirmationStatus: 'NONE', slots } as const;
      return intentEnvelope(parts, session, intent, 'COMPLETED');
    }
    case 'confirm': {
      const slots = {
        code: { ...slot('code'), value: measured.code, slotValue: { type: 'Simple', value: measured.code } },
        second: { name: 'second', confirmationStatus: 'NONE' },
        third: { name: 'third', confirmationStatus: 'NONE' },
      } as const;
      const intent = { name: 'ConfirmCode', confirmationStatus: 'NONE', slots } as const;
      return intentEnvelope(parts, session, intent, null);
    }
    default:
      return spoken satisfies never;
  }
};

const slot = (name: string) => ({ name, confirmationStatus: 'NONE', source: 'USER' }) as const;

const slotValue = (type: string, said: string): Extract<SlotValue, { type: 'Simple' }> => ({
  type: 'Simple',
  value: said,
  resolutions: {
    resolutionsPerAuthority: [
      {
        authority: `amzn1.er-authority.echo-sdk.${measured.skillId}.${type}`,
        status: { code: 'ER_SUCCESS_MATCH' },
        values: [{ value: { name: said, id: said } }],
      },
    ],
  },
});
