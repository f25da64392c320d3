/**
 * A skill of somebody else's, "Movie Night", written with the ASK SDK. Its own intents stay as they are; ordering pizza
 * is handed to Sayso's /api, which sends the code, counts the tries and carries out the order.
 */
import Alexa from 'ask-sdk-core';

/** Calls Sayso in the name of whoever linked the skill: its account linking asks for tokens with Sayso's audience. */
const callSayso = async ({ context, session, request }, path, body) => {
  const response = await fetch(`${process.env.SAYSO_API}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${context.System.user.accessToken}`,
      'content-type': 'application/json',
      'idempotency-key': request.requestId,
      'sayso-session': session.sessionId,
    },
    body: body && JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(6_000),
  });
  return { ok: response.ok, ...(await response.json()) };
};

const handlerFor = (name, handle) => ({
  canHandle: ({ requestEnvelope: { request } }) => request.intent?.name === name,
  handle: ({ requestEnvelope, responseBuilder }) => handle(requestEnvelope, responseBuilder),
});
const tell = (answer, words) => answer.speak(words).withShouldEndSession(true).getResponse();
const ask = (answer, words) => answer.speak(words).reprompt('What is the code?').getResponse();

const orderSnack = handlerFor('SnackIntent', async (envelope, answer) => {
  if (!envelope.context.System.user.accessToken)
    return tell(answer.withLinkAccountCard(), 'First, connect your account.');
  const size = envelope.request.intent.slots.size.resolutions?.resolutionsPerAuthority?.[0]?.values?.[0];
  const order = { command: 'OrderPizza', values: { size: size?.value.id ?? 'medium' } };
  const { ok, transaction, title } = await callSayso(envelope, '/transactions', order);
  if (!ok) return tell(answer, `${title}.`);
  const { payee, summary, destination, amount } = transaction;
  const price = `${(amount.minorUnits / 100).toFixed(2)} ${amount.currency}`;
  return ask(answer, `From ${payee}: ${summary}, ${destination}, ${price}. What's the code I sent you?`);
});

const confirmSnack = handlerFor('CodeIntent', async (envelope, answer) => {
  const { transactions } = await callSayso(envelope, '/transactions?limit=1');
  if (!transactions?.[0]) return tell(answer, 'Nothing waits for a code.');
  const spoken = envelope.request.intent.slots.code.value ?? '?';
  const path = `/transactions/${transactions[0].id}/confirm`;
  const { ok, code, title, summary, replacedSummary } = await callSayso(envelope, path, { code: spoken });
  if (ok) return tell(answer, 'Done. Your pizza is ordered.');
  // An order from elsewhere took this one's place: it is told before any code counts for it.
  if (code === 'replacement_told')
    return ask(answer, `It is ${summary} now, instead of ${replacedSummary}. What's its code?`);
  if (code === 'code_wrong' || code === 'code_malformed') return ask(answer, `${title}. What's the code?`);
  return tell(answer, `${title}.`);
});

export const handler = Alexa.SkillBuilders.custom().addRequestHandlers(orderSnack, confirmSnack).lambda();
