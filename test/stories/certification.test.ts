/**
 * What Amazon's certification asks of a skill that sells goods, point by point, through the real application and the
 * sandbox, in every locale of the skill package. Alexa Skills Kit, "Certification Requirements": policy, security,
 * functional and user experience tests.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { prepareCertificates } from '../../sandbox/certificates.ts';
import { createSigner, type Signer } from '../../sandbox/echo/sign.ts';
import { formatMoney } from '../../src/alexa/speech.ts';
import {
  certify,
  dayMs,
  keys,
  serverAuthentication,
  signBody,
  signerName,
  toPem,
} from '../../src/alexa/verify/testing/chains.ts';
import { anotherCode, fail } from './outside.ts';
import { startWorld, type World } from './world.ts';

const skillPackage = new URL('../../src/alexa/skill-package/', import.meta.url);
const readPackage = <Schema extends TSchema>(path: string, schema: Schema): Static<Schema> =>
  Value.Parse(schema, JSON.parse(readFileSync(new URL(path, skillPackage), 'utf8')));

const locales = readdirSync(new URL('interactionModels/custom/', skillPackage)).map((file) =>
  file.replace('.json', ''),
);
const { manifest } = readPackage(
  'skill.json',
  Type.Object({
    manifest: Type.Object({
      publishingInformation: Type.Object({
        testingInstructions: Type.String(),
        locales: Type.Record(
          Type.String(),
          Type.Object({ name: Type.String(), smallIconUri: Type.String(), largeIconUri: Type.String() }),
        ),
      }),
      privacyAndCompliance: Type.Object({
        locales: Type.Record(
          Type.String(),
          Type.Object({ privacyPolicyUrl: Type.String(), termsOfUseUrl: Type.String() }),
        ),
      }),
      apis: Type.Object({
        custom: Type.Object({
          endpoint: Type.Object({ uri: Type.String() }),
          interfaces: Type.Array(Type.Object({ type: Type.String() })),
        }),
      }),
    }),
  }),
);
const invocationNameOf = (locale: string): string =>
  readPackage(
    `interactionModels/custom/${locale}.json`,
    Type.Object({
      interactionModel: Type.Object({ languageModel: Type.Object({ invocationName: Type.String() }) }),
    }),
  ).interactionModel.languageModel.invocationName;

/** Chains that somebody else than Amazon publishes where Amazon publishes its own, by their path. */
const published = new Map<string, string>();
const refusals: unknown[] = [];

let world: World;
beforeAll(async () => {
  // The application takes the process's own fetch for certificate chains: this is all of the internet there is.
  const before = globalThis.fetch;
  vi.stubGlobal('fetch', async (...request: Parameters<typeof fetch>): Promise<Response> => {
    const url = new URL(request[0] instanceof Request ? request[0].url : request[0]);
    if (url.hostname === '127.0.0.1' || url.hostname === 'localhost') return before(...request);
    const pem = url.hostname === 's3.amazonaws.com' ? published.get(url.pathname) : undefined;
    return pem === undefined ? new Response(null, { status: 404 }) : new Response(pem);
  });
  world = await startWorld({
    log: {
      info: () => undefined,
      warn: (event, fields) => {
        if (event === 'alexa.refused') refusals.push(fields?.reason);
      },
      error: () => undefined,
    },
  });
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await world.close();
});
beforeEach(() => world.nextDay());

const slot = (name: string, type: string, id: string) => ({
  name,
  value: id,
  confirmationStatus: 'NONE',
  resolutions: {
    resolutionsPerAuthority: [
      {
        authority: `amzn1.er-authority.echo-sdk.certification.${type}`,
        status: { code: 'ER_SUCCESS_MATCH' },
        values: [{ value: { name: id, id } }],
      },
    ],
  },
});

const intent = (name: string, slots: object = {}) => ({
  type: 'IntentRequest',
  intent: { name, confirmationStatus: 'NONE', slots },
});
const launch = { type: 'LaunchRequest' };
const aLargePizza = intent('OrderPizza', {
  size: slot('size', 'PizzaSize', 'large'),
  toppings: slot('toppings', 'PizzaTopping', 'pepperoni'),
});
const spoken = (code: string) =>
  intent('ConfirmCode', { code: { name: 'code', value: code, confirmationStatus: 'NONE' } });

const answerShape = Type.Object({
  status: Type.Literal(200),
  body: Type.Object({
    response: Type.Object({
      outputSpeech: Type.Object({ type: Type.Literal('PlainText'), text: Type.String({ minLength: 1 }) }),
      reprompt: Type.Optional(Type.Object({ outputSpeech: Type.Object({ text: Type.String() }) })),
      card: Type.Optional(
        Type.Object({
          type: Type.String(),
          title: Type.Optional(Type.String()),
          content: Type.Optional(Type.String()),
        }),
      ),
      shouldEndSession: Type.Boolean(),
    }),
  }),
});

/** A request in a session of its own: what certification's testers send. */
const ask = async (locale: string, request: object, query = '') => {
  const envelope = {
    version: '1.0',
    session: { new: true, sessionId: `amzn1.echo-api.session.${crypto.randomUUID()}` },
    context: { System: { device: { deviceId: 'tester', supportedInterfaces: {} } } },
    request: { ...request, locale },
  };
  const answer = await world.sandbox(`/skill-requests${query}`, envelope);
  const { response } = Value.Parse(answerShape, JSON.parse(answer.body)).body;
  return { speech: response.outputSpeech.text, ...response };
};

describe.each(locales)('%s: account linking', (locale) => {
  it.each([
    ['opened', launch],
    ['ordered from', aLargePizza],
    ['given a code', spoken('482109')],
  ])('an account that is not linked gets a card and is told where it is, when %s', async (_how, request) => {
    world.tenant.inspect.forgetCalls();
    const answer = await ask(locale, request, '?unlinked');
    expect(answer.card).toEqual({ type: 'LinkAccount' });
    expect(answer.speech).toMatch(/Alexa/);
    expect(answer.speech).toContain('Pizza on Demand');
    expect(answer.shouldEndSession).toBe(true);
    expect(world.calls()).toEqual({});
  });
});

describe.each(locales)('%s: a purchase', (locale) => {
  it('says seller, product, delivery and total before it asks for the code, and confirms by voice and card', async () => {
    const sent = (await world.messages()).length;
    const asked = await ask(locale, aLargePizza);
    const order = Value.Parse(
      Type.Object({
        payee: Type.String(),
        summary: Type.String(),
        destination: Type.String(),
        amount: Type.Object({ minorUnits: Type.Number(), currency: Type.String() }),
      }),
      await world.latest(),
    );
    const total = formatMoney(order.amount, locale);
    const question = asked.speech.lastIndexOf('. ');
    for (const said of [order.payee, order.summary, order.destination, total]) {
      const at = asked.speech.toLowerCase().indexOf(said.toLowerCase());
      expect(at, `"${said}" in: ${asked.speech}`).toBeGreaterThan(-1);
      expect(at + said.length).toBeLessThanOrEqual(question + 1);
    }
    expect(asked.speech).toMatch(/\?$/);
    expect(asked.reprompt?.outputSpeech.text).toBeTruthy();
    expect(asked.shouldEndSession).toBe(false);
    expect(await world.messages()).toHaveLength(sent + 1);
    expect(await world.latest()).toMatchObject({ state: 'requested' });

    const confirmed = await ask(locale, spoken(await world.newestCode()));
    expect(confirmed.speech).toContain(total);
    expect(confirmed.card).toMatchObject({ type: 'Simple', title: order.payee });
    expect(confirmed.card?.content?.toLowerCase()).toContain(order.summary.toLowerCase());
    expect(confirmed.card?.content).toContain(total);
    expect(confirmed.shouldEndSession).toBe(true);
    expect(await world.latest()).toMatchObject({ state: 'done' });
  });

  it('after three wrong codes the fourth, right one buys nothing, and is not even checked', async () => {
    await ask(locale, aLargePizza);
    const code = await world.newestCode();
    for (const expected of [2, 1, 0]) {
      const { card } = await ask(locale, spoken(anotherCode(code)));
      expect(card).toBeUndefined();
      expect(await world.latest()).toMatchObject({ triesLeft: expected });
    }
    world.tenant.inspect.forgetCalls();
    const fourth = await ask(locale, spoken(code));
    expect(fourth.card).toBeUndefined();
    expect(world.calls()).toEqual({});
    expect(await world.latest()).toMatchObject({ state: 'refused' });
  });
});

describe.each(locales)('%s: what every skill must understand', (locale) => {
  it('help says what can be done, and goes on listening', async () => {
    const answer = await ask(locale, intent('AMAZON.HelpIntent'));
    expect(answer.speech).toMatch(/\?$/);
    expect(answer.reprompt?.outputSpeech.text).toBeTruthy();
    expect(answer.shouldEndSession).toBe(false);
  });

  it('what is not understood is asked again', async () => {
    const answer = await ask(locale, intent('AMAZON.FallbackIntent'));
    expect(answer.reprompt?.outputSpeech.text).toBeTruthy();
    expect(answer.shouldEndSession).toBe(false);
  });

  it.each(['AMAZON.StopIntent', 'AMAZON.CancelIntent', 'AMAZON.NavigateHomeIntent'])(
    '%s ends the conversation',
    async (name) => {
      const answer = await ask(locale, intent(name));
      expect(answer.shouldEndSession).toBe(true);
      expect(answer.card).toBeUndefined();
    },
  );

  it('opening it without a wish says whose skill it is, and asks for one', async () => {
    const answer = await ask(locale, launch);
    expect(answer.speech).toContain('Pizza on Demand');
    expect(answer.speech).toMatch(/\?$/);
    expect(answer.shouldEndSession).toBe(false);
  });

  it('is reached by the seller’s name: as it is spoken, listed in the store and named on the order', async () => {
    const listed = manifest.publishingInformation.locales[locale]?.name ?? fail(`${locale} is not listed`);
    expect(invocationNameOf(locale)).toBe(listed.toLowerCase());
    await ask(locale, aLargePizza);
    expect(await world.latest()).toMatchObject({ payee: listed });
  });
});

describe.each(locales)('%s: the listing', (locale) => {
  it.each(['privacyPolicyUrl', 'termsOfUseUrl'] as const)('%s leads to a page of ours', async (link) => {
    const policies = manifest.privacyAndCompliance.locales[locale] ?? fail(`${locale} has no policies`);
    const answer = await world.fetch(here(policies[link]));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(answer.body).toContain('Pizza on Demand');
  });

  it.each([
    ['smallIconUri', 108],
    ['largeIconUri', 512],
  ] as const)('%s is a picture of %i pixels in the package', (link, pixels) => {
    const listed = manifest.publishingInformation.locales[locale] ?? fail(`${locale} is not listed`);
    expect(listed[link]).toMatch(/^file:\/\/assets\//);
    const png = readFileSync(new URL(listed[link].replace('file://', ''), skillPackage));
    // PNG (RFC 2083), 3.1 and 4.1.1: signature, then the header's width and height.
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([pixels, pixels]);
  });
});

/** The manifest names the public address; the same path on this machine. */
const here = (address: string): string => {
  const listed = new URL(manifest.apis.custom.endpoint.uri);
  const { origin, pathname } = new URL(address);
  expect(origin).toBe(listed.origin);
  return new URL(pathname, world.root).href;
};

it('the manifest tells testers how to test, and names the interface of the screens', () => {
  expect(manifest.publishingInformation.testingInstructions).toMatch(/test account/);
  expect(manifest.publishingInformation.testingInstructions).toMatch(/three wrong codes/);
  expect(manifest.apis.custom.interfaces.map(({ type }) => type)).toContain('ALEXA_PRESENTATION_APL');
});

describe('a request that Alexa did not sign', () => {
  let sign: Signer;
  let chainUrl: string;
  beforeAll(async () => {
    const directory = join(world.dataDirectory, 'sandbox', 'certificates');
    const { signing } = await prepareCertificates({ directory, now: world.now });
    chainUrl = signing.chainUrl;
    sign = createSigner(signing.leafKey, chainUrl);

    const stranger = { subject: 'Another Root', keys: keys.stranger };
    const times = { from: world.now() - dayMs, until: world.now() + 30 * dayMs };
    const root = await certify({ ...stranger, ...times, ca: true });
    const leafFor = (name: string) =>
      certify({
        subject: name,
        keys: keys.leaf,
        issuer: stranger,
        names: [name],
        usages: [serverAuthentication],
        ...times,
      });
    published.set('/echo.api/unknown-root.pem', toPem(await leafFor(signerName), root));
    published.set('/echo.api/other-host.pem', toPem(await leafFor('echo-api.amazon.com.evil.test'), root));
  });

  const bytesAt = (at: number): Buffer =>
    Buffer.from(
      JSON.stringify({
        version: '1.0',
        context: {
          System: {
            application: { applicationId: world.settings.alexaSkillId },
            user: { userId: 'amzn1.ask.account.TESTER' },
          },
        },
        request: {
          ...launch,
          locale: 'en-US',
          requestId: `amzn1.echo-api.request.${crypto.randomUUID()}`,
          timestamp: new Date(at).toISOString(),
        },
      }),
    );

  const post = async (body: Buffer, headers: Readonly<Record<string, string>>) => {
    refusals.length = 0;
    const answer = await world.fetch(`${world.root}alexa`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: body.toString(),
    });
    return { status: answer.status, body: answer.body, refusals: [...refusals] };
  };

  it('is told apart from one that it did sign', async () => {
    const body = bytesAt(world.now());
    expect(await post(body, sign(body))).toMatchObject({ status: 200, refusals: [] });
  });

  type Fault = {
    readonly sentAt?: number;
    readonly headers: (signed: ReturnType<Signer>, body: Buffer) => Record<string, string>;
  };
  const from = (path: string): Fault => ({
    headers: (_signed, body) => ({
      'signature-256': signBody(body),
      signaturecertchainurl: `https://s3.amazonaws.com${path}`,
    }),
  });
  const faults: readonly (readonly [title: string, reason: string, fault: Fault])[] = [
    [
      'without a signature',
      'signature_missing',
      { headers: ({ signaturecertchainurl }) => ({ signaturecertchainurl }) },
    ],
    [
      'with an empty signature',
      'signature_missing',
      { headers: (signed) => ({ ...signed, 'signature-256': '' }) },
    ],
    [
      'without a certificate',
      'chain_url_missing',
      { headers: (signed) => ({ 'signature-256': signed['signature-256'] }) },
    ],
    [
      'with an empty certificate address',
      'chain_url_missing',
      { headers: (signed) => ({ ...signed, signaturecertchainurl: '' }) },
    ],
    [
      'whose certificate is on another host',
      'chain_url_host',
      {
        headers: (signed) => ({
          ...signed,
          signaturecertchainurl: 'https://evil.test/echo.api/echo-api-cert.pem',
        }),
      },
    ],
    [
      'whose certificate is not fetched by TLS',
      'chain_url_scheme',
      {
        headers: (signed) => ({
          ...signed,
          signaturecertchainurl: 'http://s3.amazonaws.com/echo.api/echo-api-cert.pem',
        }),
      },
    ],
    [
      'whose certificate is in another folder',
      'chain_url_path',
      {
        headers: (signed) => ({
          ...signed,
          signaturecertchainurl: 'https://s3.amazonaws.com/evil.api/echo-api-cert.pem',
        }),
      },
    ],
    ['whose certificate is not there', 'chain_status', from('/echo.api/nothing.pem')],
    ['whose certificate comes from an unknown root', 'chain_untrusted', from('/echo.api/unknown-root.pem')],
    ['whose certificate is another host’s', 'leaf_name', from('/echo.api/other-host.pem')],
    [
      'signed by a key that is not the certificate’s',
      'signature_wrong',
      { headers: (signed, body) => ({ ...signed, 'signature-256': signBody(body) }) },
    ],
    ['whose signature is of other bytes', 'signature_wrong', { headers: () => sign(bytesAt(0)) }],
    ['that is three minutes old', 'timestamp_old', { sentAt: -180_000, headers: (signed) => signed }],
    ['that is of the future', 'timestamp_ahead', { sentAt: 180_000, headers: (signed) => signed }],
  ];

  it.each(faults)('%s gets 400 (%s) and nothing else', async (_title, reason, { sentAt = 0, headers }) => {
    const body = bytesAt(world.now() + sentAt);
    const answer = await post(body, headers(sign(body), body));
    expect(answer).toEqual({ status: 400, body: '{}', refusals: [reason] });
  });
});
