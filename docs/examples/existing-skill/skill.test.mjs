/**
 * Movie Night against Sayso's sandbox, with ask-sdk-test: `npm start` runs in the repository's folder. SAYSO_API and
 * SANDBOX say where; NODE_EXTRA_CA_CERTS names the certificate of this machine's own authority.
 */
import { AlexaTest, IntentRequestBuilder } from 'ask-sdk-test';
import { before, describe } from 'mocha';
import { handler } from './skill.mjs';

const sandbox = process.env.SANDBOX ?? 'http://localhost:7102';
process.env.SAYSO_API ??= 'https://localhost:7100/wt/api';

const settings = {
  appId: 'amzn1.ask.skill.movie-night',
  userId: 'amzn1.ask.account.movie-night',
  deviceId: 'amzn1.ask.device.movie-night',
  locale: 'en-US',
};
const skill = new AlexaTest(handler, settings);
const snack = new IntentRequestBuilder(settings, 'SnackIntent')
  .withSlotResolution('size', 'big', 'Size', 'large')
  .build();
const speakCode = (code) => new IntentRequestBuilder(settings, 'CodeIntent').withSlot('code', code).build();

const askSandbox = async (path, body) => {
  const response = await fetch(`${sandbox}${path}`, {
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
    headers: { 'content-type': 'application/json' },
  });
  return response.json();
};

// Filled in once the sandbox has given a token and a code: ask-sdk-test reads its sequences when they run.
const ordering = {
  request: snack,
  says: "From Pizza on Demand: a large pizza with tomato and cheese, delivered home, 13.50 USD. What's the code I sent you?",
  shouldEndSession: false,
};
const wrong = { request: speakCode('000000'), says: "Wrong code. What's the code?", shouldEndSession: false };
const right = { request: speakCode(''), says: 'Done. Your pizza is ordered.', shouldEndSession: true };

describe('Movie Night, which hands one intent to Sayso', () => {
  before(async () => {
    // An Echo linked to Dana's account speaks once, so that there is a token of hers to act with.
    const { request } = await askSandbox('/say', { utterance: 'ask pizza on demand for help', user: 'dana' });
    for (const step of [ordering, wrong, right])
      step.withUserAccessToken = request.context.System.user.accessToken;
  });

  describe('without an account', () => {
    skill.test(
      [{ request: structuredClone(snack), says: 'First, connect your account.', shouldEndSession: true }],
      'asks to be linked',
    );
  });

  describe('with one', () => {
    skill.test([ordering], 'says what is ordered, and has Sayso send a code');
    skill.test([wrong], 'takes no wrong code');
  });

  describe('with the code from the phone', () => {
    before(async () => {
      const { messages } = await askSandbox('/messages');
      const [code] = messages
        .filter(({ user }) => user === 'dana')
        .at(-1)
        .text.match(/\d{6}/);
      right.request.request.intent.slots.code.value = code;
    });
    skill.test([right], 'orders');
  });
});
