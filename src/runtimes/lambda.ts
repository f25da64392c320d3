/**
 * The entry for AWS Lambda: three handlers, for a function each; none is guessed from what an event looks like.
 * `http`: the whole application behind a Function URL or an HTTP API of API Gateway. `skill`: Alexa's direct trigger.
 * `work`: what a timer does elsewhere, for a schedule of EventBridge.
 */
import type { AlexaAnswer } from '../alexa/surface.ts';
import { endOnBug } from './end-on-bug.ts';
import { knownMethod } from './known-method.ts';
import { answerHttpEvent, type HttpAnswer, hasOwnPath, isHttpEvent } from './lambda-event.ts';
import { readEnvironment } from './read-secrets.ts';
import { createStarter, notStarted, type Started, within } from './stateless.ts';

/** Lambda gives 10 s for what comes before the first event. */
const initMilliseconds = 8000;

/**
 * How long an answer is held back for what goes on after it (contacts refreshed, pages told), for with the answer
 * Lambda freezes the process. After a turn's own 3.5 s it stays below the 8 s that Alexa waits. What is not done by
 * then goes on with the next event; each of it may be lost without harm.
 */
const finishMilliseconds = 1500;

// AWS's own listener would log a bug with its message and all it holds.
const starter = createStarter(({ log }) => endOnBug(log));
const start = (): Promise<Started | null> => starter(readEnvironment(process.env));
// Where this fails the log says why, and each event tries again.
await within(start(), initMilliseconds);

/** For an event that begins. */
const awake = async (): Promise<Started | null> => {
  const started = await start();
  await started?.thaw();
  return started;
};

/** Answers an event in payload format 2.0. Alexa's requests that come this way are signed, and verified. */
export const http = async (event: unknown): Promise<HttpAnswer> => {
  const started = await awake();
  if (started === null) return plainly(500, notStarted);
  const { application, log } = started;
  if (!isHttpEvent(event)) {
    log.error('lambda.foreign_event', { handler: 'http' });
    return plainly(500, 'This is no event of a Function URL or of an HTTP API in payload format 2.0.');
  }
  if (knownMethod(event.requestContext.http.method) === null) {
    return plainly(405, 'This method is not known here.');
  }
  if (!hasOwnPath(event)) return plainly(400, 'This address cannot be read.');
  const answer = await answerHttpEvent(application.server, event);
  await within(application.settled(), finishMilliseconds);
  return answer;
};

const plainly = (statusCode: number, text: string): HttpAnswer => ({
  statusCode,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  body: `${text}\n`,
});

/**
 * Answers an Alexa request that AWS handed over without HTTP. Nobody signs it, so it never goes through the verifier of
 * signatures: that only Alexa may invoke this function, for this skill alone, is a permission of AWS's.
 *
 * @throws for AWS to count and Alexa to see, where it was not a request to this skill, sent just now, or was not taken
 */
export const skill = async (event: unknown): Promise<AlexaAnswer> => {
  const { application } = await startedOrThrow();
  const answered = await application.skill(event);
  await within(application.settled(), finishMilliseconds);
  switch (answered.type) {
    case 'answered':
      return answered.answer;
    case 'refused':
      throw new Error(`Not answered: ${answered.reason}.`);
    case 'failed':
      throw new Error('The event was not taken; it may be delivered again.');
    default:
      return answered satisfies never;
  }
};

/**
 * One round of what a server does every second. Every minute is enough: correctness never waits for it.
 *
 * @throws for AWS to count, where it failed: an error of ours, for AWS logs all that a handler's error holds
 */
export const work = async (): Promise<void> => {
  const { application, log } = await startedOrThrow();
  try {
    await application.work();
  } catch (error) {
    log.error('worker.failed', {}, error);
    throw new Error('The round failed. The line above says where.');
  }
  await application.settled();
};

const startedOrThrow = async (): Promise<Started> => {
  const started = await awake();
  if (started === null) throw new Error(notStarted);
  return started;
};
