/** A skill that checks signatures as a verifier must and answers what a test tells it to. */
import { verify, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { IntentRequest, RequestEnvelope } from 'ask-sdk-model';
import type { Certificates } from '../certificates.ts';

export type Received = {
  readonly body: Buffer;
  readonly envelope: RequestEnvelope;
  readonly isSigned: boolean;
  readonly chainUrl: string;
};

export type FakeSkill = {
  /** The application's root. */
  readonly url: string;
  readonly received: Received[];
  /** What the next request is answered with; the last one stays. Text goes out as it is. */
  answer: (received: Received) => object | string | { readonly status: number } | Promise<object>;
  readonly close: () => Promise<void>;
};

export const tell = (text: string, more: object = {}) => ({
  version: '1.0',
  response: { outputSpeech: { type: 'PlainText', text }, shouldEndSession: true, ...more },
});

export const askFor = (text: string, more: object = {}, attributes: object = {}) => ({
  version: '1.0',
  sessionAttributes: attributes,
  response: {
    outputSpeech: { type: 'PlainText', text },
    reprompt: { outputSpeech: { type: 'PlainText', text: 'Still there?' } },
    shouldEndSession: false,
    ...more,
  },
});

export const intentOf = ({ envelope }: Received): IntentRequest['intent'] => {
  if (envelope.request.type !== 'IntentRequest') throw new Error(`${envelope.request.type} has no intent`);
  return envelope.request.intent;
};

export const startFakeSkill = async (certificates: Certificates): Promise<FakeSkill> => {
  const { publicKey } = new X509Certificate(certificates.signing.chainPem);
  const server = createServer(
    { key: certificates.tls.key, cert: certificates.tls.cert },
    async (request, response) => {
      const body = await buffer(request);
      const signature = Buffer.from(String(request.headers['signature-256']), 'base64');
      const received: Received = {
        body,
        envelope: parse(body),
        isSigned: verify('RSA-SHA256', body, publicKey, signature),
        chainUrl: String(request.headers.signaturecertchainurl),
      };
      skill.received.push(received);
      const answer = await skill.answer(received);
      const status = typeof answer === 'object' && 'status' in answer ? Number(answer.status) : 200;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const skill: FakeSkill = {
    url: `https://localhost:${(server.address() as AddressInfo).port}/wt`,
    received: [],
    answer: () => tell('Hello.'),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return skill;
};

const parse = (body: Buffer) => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
};
