/** The bundle for AWS Lambda under Lambda's own runtime interface client: three functions of one file, and a whole order. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { promisify } from 'node:util';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { demoUsers } from '../../sandbox/tenant/seed.ts';
import { bundleForLambda } from '../../scripts/bundle.ts';
import { installationMilliseconds } from '../install.ts';
import { createTestDatabase } from '../postgres.ts';
import { openBrowser, signIn } from '../stories/browser.ts';
import { aPizza, fail, read } from '../stories/outside.ts';
import { expectOneFile, expectProductionAlone } from './bundle-content.ts';
import type { Answered, Asked } from './front.ts';
import { type HostWorld, picture, script, skillId, startHostWorld } from './host-world.ts';
import { installRuntime, type LambdaFunction, startFunction } from './lambda-function.ts';

/** As a Function URL makes an event of a request (payload format 2.0). */
const eventOf = ({ method, url, headers, body }: Asked) => {
  const { pathname, search, searchParams } = new URL(url, 'https://function.test');
  const { cookie, ...rest } = headers;
  return {
    version: '2.0',
    rawPath: pathname,
    rawQueryString: search.slice(1),
    ...(search === '' ? {} : { queryStringParameters: Object.fromEntries(searchParams) }),
    headers: rest,
    ...(cookie === undefined ? {} : { cookies: cookie.split('; ') }),
    ...(body.length === 0 ? {} : { body: body.toString('base64') }),
    isBase64Encoded: body.length > 0,
    requestContext: { http: { method, path: pathname, sourceIp: '203.0.113.7' }, stage: '$default' },
  };
};

type HttpAnswer = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies?: string[];
  readonly body: string;
  readonly isBase64Encoded?: boolean;
};

const answerOf = (value: unknown): Answered => {
  const { statusCode, headers, cookies = [], body, isBase64Encoded = false } = value as HttpAnswer;
  return {
    status: statusCode,
    headers: { ...headers, ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}) },
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
};

const invoked = async (called: LambdaFunction, event: unknown): Promise<unknown> => {
  const outcome = await called.invoke(event);
  return outcome.type === 'answered' ? outcome.value : fail(`${outcome.errorMessage}\n${called.output()}`);
};

/** Where Pusher would be: takes its time, and counts what it was asked and what it has answered. */
const startPusher = async () => {
  const calls = { asked: 0, answered: 0 };
  const server = createServer((request, response) => {
    calls.asked += 1;
    request.resume();
    setTimeout(() => {
      calls.answered += 1;
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    }, 300);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : fail('no port');
  return {
    calls,
    settings: {
      PUSHER_APPID: 'sayso',
      PUSHER_KEY: 'key',
      PUSHER_SECRET: 'secret',
      PUSHER_CLUSTER: 'local',
      PUSHER_HOST: `http://127.0.0.1:${port}`,
    },
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
};

const entry = 'src/runtimes/lambda.ts';
let world: HostWorld;
let metafile: Metafile;
let pusher: Awaited<ReturnType<typeof startPusher>>;
let http: LambdaFunction;
let skill: LambdaFunction;
let work: LambdaFunction;
let lastEnvelope: unknown;
let callsAtAnswer = { asked: 0, answered: 0 };
const functions: LambdaFunction[] = [];

const start = async (handler: string, settings: Readonly<Record<string, string>> = {}) => {
  const started = await startFunction(handler, world.folder, {
    ...world.settings,
    ...world.environment,
    ...settings,
  });
  functions.push(started);
  return started;
};

beforeAll(async () => {
  await installRuntime();
  pusher = await startPusher();
  world = await startHostWorld({
    answer: async (asked) => answerOf(await invoked(http, eventOf(asked))),
    hear: async (envelope) => {
      lastEnvelope = envelope;
      const answer = await invoked(skill, envelope);
      callsAtAnswer = { ...pusher.calls };
      return answer;
    },
  });
  metafile = await bundleForLambda({
    entries: { lambda: entry },
    folder: world.folder,
    pages: world.pages,
  });
  work = await start('lambda.work');
  expect(await invoked(work, {})).toBeNull();
  http = await start('lambda.http');
  skill = await start('lambda.skill', pusher.settings);
}, installationMilliseconds);

afterAll(async () => {
  await Promise.all(functions.map((started) => started.close()));
  await world?.close();
  await pusher?.close();
});

const ask = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  world.fetch(`${world.root}${path}`, { headers });

describe('on AWS Lambda', () => {
  it('is one file that holds nothing of the sandbox', async () => {
    expectOneFile(metafile);
    await expectProductionAlone(metafile, entry);
  });

  it('an order goes all the way: asked for by voice, seen in the web application, confirmed by voice', async () => {
    const browser = openBrowser(world.fetch);
    const login = await browser.visit(`${world.root}app/sign-in`);
    const home = await signIn(browser, login, demoUsers.dana);
    expect(home.url).toBe(`${world.root}app/`);
    const cookie = await browser.cookieFor(world.root);
    // No stream can be held here: the page is told to ask.
    const session = read(await ask('app/data/session', { cookie }));
    expect(session).toMatchObject({ signedIn: true, live: { type: 'none' } });
    expect((await ask('app/events', { cookie })).status).toBe(404);

    const ordered = await world.order(aPizza);
    expect(ordered.speech).toContain('a large pizza with pepperoni and mushrooms');
    // Pages were told before the answer went out: with the answer the process stands still.
    expect(callsAtAnswer.asked).toBeGreaterThan(0);
    expect(callsAtAnswer.answered).toBe(callsAtAnswer.asked);
    expect((await browser.visit(`${world.root}app/`)).text).toContain(
      'a large pizza with pepperoni and mushrooms',
    );
    const confirmed = await world.tell(`my code is ${await world.newestCode()}`);
    expect(confirmed.speech).toMatch(/^Done\. Your large pizza/);
    expect(await world.latest()).toMatchObject({ state: 'done' });
  });

  it('what failed elsewhere is done by the schedule', async () => {
    await world.faults({ locker: { down: true } });
    await world.order('open my pickup locker');
    await world.confirm(await world.newestCode());
    expect(await world.latest()).toMatchObject({ state: 'confirmed' });
    await world.noFaults();
    // A second later, at the earliest; the schedule comes once a minute.
    const due = Date.now() + 10_000;
    while ((await world.latest()).state !== 'done' && Date.now() < due) await invoked(work, {});
    expect(await world.latest()).toMatchObject({ state: 'done' });
    expect(await world.openings()).toHaveLength(1);
  });

  it('the skill’s function answers its own skill, and what was sent just now', async () => {
    const asked = lastEnvelope as {
      readonly context: { readonly System: { readonly application: object } };
      readonly request: object;
    };
    const changed = (request: object, applicationId = skillId) => ({
      ...asked,
      context: {
        ...asked.context,
        System: { ...asked.context.System, application: { applicationId } },
      },
      session: undefined,
      request: { ...asked.request, ...request },
    });
    const now = new Date().toISOString();
    const refused = async (event: unknown) => {
      const outcome = await skill.invoke(event);
      return outcome.type === 'failed' ? outcome.errorMessage : fail('it was answered');
    };
    expect(await refused(changed({ timestamp: now }, 'amzn1.ask.skill.another'))).toContain('skill_id_other');
    const stale = new Date(Date.now() - 151_000).toISOString();
    expect(await refused(changed({ timestamp: stale }))).toContain('timestamp_old');
    expect(await refused(changed({ timestamp: undefined }))).toContain('timestamp_missing');
    // One function never takes the other's events.
    expect(await refused(eventOf({ method: 'GET', url: '/', headers: {}, body: Buffer.alloc(0) }))).toContain(
      'body_malformed',
    );
    expect(answerOf(await invoked(http, changed({ timestamp: now }))).status).toBe(500);
    const unknown = eventOf({ method: 'FOO', url: '/pod/app/', headers: {}, body: Buffer.alloc(0) });
    expect(answerOf(await invoked(http, unknown)).status).toBe(405);
  });

  it('over HTTP Alexa’s requests must be signed, and arrive with their headers and bytes', async () => {
    const url = `${world.root}alexa`;
    const body = JSON.stringify(lastEnvelope);
    expect((await world.fetch(url, { method: 'POST', body })).status).toBe(400);
    const headers = {
      'signature-256': Buffer.alloc(256, 1).toString('base64'),
      signaturecertchainurl: 'https://s3.amazonaws.com/echo.api/echo-api-cert-12.pem',
    };
    const foreign = body.replaceAll(skillId, 'amzn1.ask.skill.größer');
    expect((await world.fetch(url, { method: 'POST', headers, body: foreign })).status).toBe(400);
    expect(http.output().match(/"reason":"(signature_missing|timestamp_old|skill_id_other)"/g)).toEqual([
      '"reason":"signature_missing"',
      '"reason":"skill_id_other"',
    ]);
  });

  it('the pages are inside, text as text and the rest byte for byte', async () => {
    expect((await ask('app/')).body).toContain('src="/pod/app/assets/app-1.js"');
    expect((await ask('app/assets/app-1.js')).body).toBe(script);
    const asked = { method: 'GET', url: '/pod/app/assets/pizza-2.png', headers: {}, body: Buffer.alloc(0) };
    expect(answerOf(await invoked(http, eventOf(asked))).body).toEqual(picture);
    expect((await ask('app/assets/nothing.js')).status).toBe(404);
  });

  it('says what is missing in its log, answers 500 in plain words, and stays', async () => {
    const settings = { DATABASE_URL: '', PUBLIC_URL: '' };
    const incomplete = await start('lambda.http', settings);
    const event = eventOf({ method: 'GET', url: '/pod/app/', headers: {}, body: Buffer.alloc(0) });
    for (let count = 0; count < 2; count += 1) {
      const answer = answerOf(await invoked(incomplete, event));
      expect(answer).toMatchObject({
        status: 500,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
      });
      expect(answer.body.toString()).toBe('Sayso did not start. Its log says why, and what to do.\n');
    }
    expect(incomplete.output()).toContain('DATABASE_URL is missing.');
    expect(incomplete.output()).toContain('PUBLIC_URL is missing.');
    expect(incomplete.output()).not.toContain('secret-of-the-client');
    const asleep = await start('lambda.skill', { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
    expect(await asleep.invoke(lastEnvelope)).toMatchObject({
      type: 'failed',
      errorMessage: 'Sayso did not start. Its log says why, and what to do.',
    });
    expect(asleep.output()).toContain('could not be reached');
  });

  it('a round without its database fails, and AWS is shown nothing of what was asked of it', async () => {
    const database = await createTestDatabase(inject('postgresUrl'));
    const lonely = await start('lambda.work', { DATABASE_URL: database.url });
    expect(await invoked(lonely, {})).toBeNull();
    await database.drop();
    expect(await lonely.invoke({})).toMatchObject({
      type: 'failed',
      errorMessage: expect.stringMatching(/^The round failed/),
    });
    expect(lonely.output()).toContain('"event":"worker.failed"');
    expect(lonely.output()).not.toMatch(/select|update|delete from/i);
  });

  it('answers the first request within 800 ms of its start', async () => {
    const event = eventOf({ method: 'GET', url: '/pod/app/', headers: {}, body: Buffer.alloc(0) });
    const coldStart = async (): Promise<number> => {
      const began = performance.now();
      const fresh = await start('lambda.http');
      expect(answerOf(await invoked(fresh, event)).status).toBe(200);
      const milliseconds = performance.now() - began;
      await fresh.close();
      return milliseconds;
    };
    // Other tests are at work on the same cores, and can only make it slower: the quickest tells. The goal is for a machine
    // on which Node alone starts in 60 ms; where that takes longer, so may this.
    const goal = async (): Promise<number> => 800 * Math.max(1, (await bareStart()) / 60);
    let quickest = await coldStart();
    let allowed = await goal();
    for (let more = 19; more > 0 && quickest >= allowed; more -= 1) {
      quickest = Math.min(quickest, await coldStart());
      allowed = Math.max(allowed, await goal());
    }
    expect(quickest).toBeLessThan(allowed);
  });
});

/** Milliseconds that Node takes to start and do nothing. */
const bareStart = async (): Promise<number> => {
  const began = performance.now();
  await promisify(execFile)(process.execPath, ['-e', '0']);
  return performance.now() - began;
};
