import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import type { Envelope } from './envelope-types.ts';
import { type AlexaSurfaceOptions, alexaSurface } from './surface.ts';
import { createChainFetcher } from './verify/fetch-chain.ts';
import { isLoopbackRequest } from './verify/loopback.ts';
import { serveChains } from './verify/testing/chain-server.ts';
import {
  certify,
  crossSigned,
  dayMs,
  issuer,
  issuerOf,
  keys,
  leafOf,
  noon,
  signerName,
  toPem,
} from './verify/testing/chains.ts';
import {
  chainUrl,
  createVerifierWorld,
  fetchedChain,
  launch,
  sentAt,
  signedHeaders,
  skillEvent,
  skillId,
  toBody,
  type VerifierWorld,
  type VerifierWorldOptions,
} from './verify/testing/requests.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

type World = VerifierWorld & {
  readonly app: FastifyInstance;
  /** What got through: behind it alone are stores. */
  readonly responded: Envelope[];
  readonly refused: string[];
  readonly logged: string[];
  readonly post: (body: Buffer, headers?: string[]) => Promise<{ status: number; body: string }>;
};

const createWorld = (
  options: VerifierWorldOptions & Partial<Pick<AlexaSurfaceOptions, 'respond' | 'loopback'>> = {},
): World => {
  const verifier = createVerifierWorld(options);
  const responded: Envelope[] = [];
  const refused: string[] = [];
  const logged: string[] = [];
  const note = (...what: unknown[]): void => {
    logged.push(JSON.stringify(what));
  };
  const app = Fastify();
  closing.push(() => app.close());
  app.register(
    alexaSurface({
      verifier: verifier.verify,
      loopback: options.loopback ?? null,
      respond: async (envelope) => {
        responded.push(envelope);
        return options.respond
          ? options.respond(envelope)
          : { version: '1.0', response: { outputSpeech: { type: 'PlainText', text: 'Hello' } } };
      },
      apology: (locale) => `Sorry (${locale}).`,
      log: { info: note, warn: note, error: note },
      onRefused: (reason) => refused.push(reason),
    }),
    { prefix: '/alexa' },
  );
  const post: World['post'] = async (body, headers = signedHeaders(body)) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/alexa',
      payload: body,
      headers: paired(headers),
    });
    return { status: answer.statusCode, body: answer.body };
  };
  return { ...verifier, app, responded, refused, logged, post };
};

/** As `inject` wants them: a header sent twice becomes a list. */
const paired = (rawHeaders: readonly string[]): Record<string, string | string[]> => {
  const headers: Record<string, string | string[]> = {};
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    const before = headers[name];
    headers[name] = before === undefined ? value : [before, value].flat();
  }
  return headers;
};

const body = toBody(launch());
const without = (name: string): string[] =>
  signedHeaders(body).flatMap((part, index, all) =>
    index % 2 === 0 && part !== name ? [part, all[index + 1] ?? ''] : [],
  );
const withUrl = (url: string) => ({ headers: signedHeaders(body, url) });
const withTimestamp = (timestamp: unknown) => signed(toBody(launch({ timestamp })));
const signed = (bytes: Buffer) => ({ body: bytes, headers: signedHeaders(bytes) });
const published = (pem: string, fetches = 1) => ({ pem, fetches });

type Fault = {
  readonly body?: Buffer;
  readonly headers?: string[];
  /** What the chain's URL serves. */
  readonly pem?: string;
  readonly fetches?: number;
};

const utf16 = Buffer.from(`\ufeff${body.toString()}`, 'utf16le');
const prototyped = Buffer.from(
  '{"__proto__":{"request":{"type":"LaunchRequest"}},"constructor":{"prototype":{}}}',
);

const otherSkill = (where: 'context' | 'session') => {
  const envelope = launch();
  const other = { application: { applicationId: `${skillId.slice(0, -1)}2` } };
  return signed(
    toBody(
      where === 'session'
        ? { ...envelope, session: { ...envelope.session, ...other } }
        : { ...envelope, context: { System: { ...envelope.context.System, ...other } } },
    ),
  );
};

const faults: readonly (readonly [title: string, reason: string, fault: Fault | Promise<Fault>])[] = [
  ['1 no signature', 'signature_missing', { headers: ['Content-Type', 'application/json'] }],
  ['2 the SHA-1 signature alone', 'signature_missing', { headers: without('Signature-256') }],
  [
    '3 a signature that is no base64',
    'signature_malformed',
    { headers: [...without('Signature-256'), 'Signature-256', '!!! not base64 !!!'] },
  ],
  [
    '4 the signature of another body',
    'signature_wrong',
    { headers: signedHeaders(toBody(launch({ locale: 'en-GB' }))), fetches: 1 },
  ],
  [
    '5 a body written anew',
    'signature_wrong',
    { body: Buffer.from(JSON.stringify(launch(), null, 1)), headers: signedHeaders(body), fetches: 1 },
  ],
  ['6 a byte order mark', 'body_malformed', signed(Buffer.concat([Buffer.from('\ufeff'), body]))],
  ['6 UTF-16', 'body_malformed', signed(utf16)],
  [
    '6 bytes that are no UTF-8',
    'body_malformed',
    signed(Buffer.from(JSON.stringify(launch({ locale: 'ÿ' })), 'latin1')),
  ],
  [
    '8 the signature twice',
    'signature_repeated',
    { headers: [...signedHeaders(body), 'Signature-256', signedHeaders(body)[5] ?? ''] },
  ],
  [
    '8 the chain url twice',
    'chain_url_repeated',
    { headers: [...signedHeaders(body), 'SignatureCertChainUrl', chainUrl] },
  ],
  ['10 cert url http', 'chain_url_scheme', withUrl('http://s3.amazonaws.com/echo.api/c.pem')],
  ['11 other host', 'chain_url_host', withUrl('https://evil.example/echo.api/c.pem')],
  ['12 host suffix', 'chain_url_host', withUrl('https://s3.amazonaws.com.evil.example/echo.api/c.pem')],
  ['13 userinfo', 'chain_url_ambiguous', withUrl('https://s3.amazonaws.com@evil.example/echo.api/c.pem')],
  ['14 port 8443', 'chain_url_port', withUrl('https://s3.amazonaws.com:8443/echo.api/c.pem')],
  ['15 /EcHo.aPi/', 'chain_url_path', withUrl('https://s3.amazonaws.com/EcHo.aPi/c.pem')],
  ['16 /echo.api/../x', 'chain_url_ambiguous', withUrl('https://s3.amazonaws.com/echo.api/../x/c.pem')],
  ['17 %2e%2e', 'chain_url_ambiguous', withUrl('https://s3.amazonaws.com/echo.api/%2e%2e/x/c.pem')],
  ['18 backslash', 'chain_url_ambiguous', withUrl('https://s3.amazonaws.com/echo.api\\..\\x\\c.pem')],
  ['19 //echo.api/', 'chain_url_ambiguous', withUrl('https://s3.amazonaws.com//echo.api/c.pem')],
  ['20 query', 'chain_url_ambiguous', withUrl('https://s3.amazonaws.com/echo.api/c.pem?a=1')],
  ['20 fragment', 'chain_url_ambiguous', withUrl('https://s3.amazonaws.com/echo.api/c.pem#a')],
  [
    '25 PEM garbage',
    'chain_malformed',
    published('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'),
  ],
  [
    '26 a self-signed certificate with the right name',
    'chain_untrusted',
    certify({ subject: signerName, keys: keys.leaf, names: [signerName] }).then((own) => published(own.pem)),
  ],
  [
    '27 the right name on the intermediate only',
    'leaf_name',
    Promise.all([leafOf({ names: [] }), issuerOf({ names: [signerName] })]).then((chain) =>
      published(toPem(...chain)),
    ),
  ],
  [
    '28 expired',
    'certificate_expired',
    leafOf({ until: noon - 1000 }).then((leaf) => published(toPem(leaf, issuer, crossSigned))),
  ],
  [
    '29 not yet valid',
    'certificate_not_yet_valid',
    leafOf({ from: noon + 1000 }).then((leaf) => published(toPem(leaf, issuer, crossSigned))),
  ],
  ['31 timestamp 151 s old', 'timestamp_old', signed(toBody(sentAt(noon - 151_000)))],
  ['32 timestamp missing', 'timestamp_missing', withTimestamp(undefined)],
  ['33 timestamp that is no date', 'timestamp_malformed', withTimestamp('garbage')],
  ['33 timestamp that is a number', 'timestamp_malformed', withTimestamp(noon)],
  ['34 timestamp from the future', 'timestamp_ahead', signed(toBody(sentAt(noon + 151_000)))],
  ['35 a skill event 61 minutes old', 'timestamp_old', signed(toBody(skillEvent(noon - 61 * 60_000)))],
  ['37 another skill in the context', 'skill_id_other', otherSkill('context')],
  ['37 another skill in the session', 'skill_id_other', otherSkill('session')],
  ['37 no skill at all', 'skill_id_missing', signed(toBody({ request: launch().request }))],
  ['47 deep JSON in place of a request', 'body_malformed', signed(Buffer.from('['.repeat(65_000)))],
  ['48 a request in __proto__', 'body_malformed', signed(prototyped)],
  ['48 a skill id in __proto__', 'skill_id_missing', signed(inherited())],
  ['an empty body', 'body_malformed', signed(Buffer.alloc(0))],
  ['a body that is null', 'body_malformed', signed(Buffer.from('null'))],
  ['a request without an id', 'request_id_missing', signed(toBody(launch({ requestId: undefined })))],
  ['a verified request without a user', 'malformed', { ...signed(userless()), fetches: 1 }],
];

function inherited(): Buffer {
  const { request, context } = launch();
  return Buffer.from(`{"request":${JSON.stringify(request)},"__proto__":${JSON.stringify({ context })}}`);
}

function userless(): Buffer {
  const { session: _, ...envelope } = launch();
  const { user: __, ...System } = envelope.context.System;
  return toBody({ ...envelope, context: { System } });
}

describe("what is not a well-formed request of Alexa's gets 400, reaches nothing and costs no more than it must", () => {
  it.each(faults)('%s', async (_title, reason, awaited) => {
    const fault = await awaited;
    const world = createWorld();
    if (fault.pem !== undefined) world.published.chain = fetchedChain(fault.pem);
    const answer = await world.post(fault.body ?? body, fault.headers ?? signedHeaders(body));

    expect(answer).toEqual({ status: 400, body: '{}' });
    expect(world.refused).toEqual([reason]);
    expect(world.responded).toEqual([]);
    expect(world.fetched).toHaveLength(fault.fetches ?? 0);
    expect(world.logged.join()).not.toMatch(/token-of|amzn1/);

    world.published.chain = createVerifierWorld().published.chain;
    world.clock.now += 11_000;
    expect((await world.post(body)).status).toBe(200);
  });
});

describe("Amazon's server misbehaves", () => {
  const million = Buffer.alloc(1_000_000, 'a');
  it.each([
    ['21 redirect 302', 'chain_redirected', 302, ''],
    ['22 a certificate of 1 MB', 'chain_too_large', 200, million],
    ['24 answers 500', 'chain_status', 500, 'oops'],
  ])('%s', async (_title, reason, status, sent) => {
    const visited: string[] = [];
    const server = await serveChains((request, response) => {
      visited.push(request.url ?? '');
      response.writeHead(status, { location: '/elsewhere' }).end(sent);
    });
    closing.push(server.close);
    const world = createWorld({ fetchChain: createChainFetcher(server.fetch) });
    expect((await world.post(body)).status).toBe(400);
    expect(world.refused).toEqual([reason]);
    expect(world.responded).toEqual([]);
    expect(visited).toEqual([new URL(chainUrl).pathname]);
  });

  it('23 hangs', async () => {
    const server = await serveChains(() => {});
    closing.push(server.close);
    const world = createWorld({ fetchChain: createChainFetcher(server.fetch), fetchDeadlineMs: 60 });
    const answers = await Promise.all([world.post(body), world.post(body)]);
    expect(answers.map(({ status }) => status)).toEqual([400, 400]);
    expect(world.refused).toEqual(['chain_timed_out', 'chain_timed_out']);
    expect(world.fetched).toHaveLength(1);
  });
});

describe('a genuine request', () => {
  it('is answered, uncached, and nothing tells what runs here', async () => {
    const { app } = createWorld();
    const headers = paired(signedHeaders(body));
    const answer = await app.inject({ method: 'POST', url: '/alexa', payload: body, headers });
    expect(answer.json()).toMatchObject({ response: { outputSpeech: { text: 'Hello' } } });
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
    });
    expect(Object.keys(answer.headers)).not.toContain('x-powered-by');
    expect(Object.keys(answer.headers)).not.toContain('server');
  });

  it('7 may hold characters of several bytes', async () => {
    const world = createWorld();
    const pizza = toBody({ ...launch(), note: 'crème brûlée 🍕 ピザ' });
    expect((await world.post(pizza)).status).toBe(200);
  });

  it('9 may have its headers in any case', async () => {
    const world = createWorld();
    const lower = signedHeaders(body).map((part, index) => (index % 2 === 0 ? part.toLowerCase() : part));
    const upper = signedHeaders(body).map((part, index) => (index % 2 === 0 ? part.toUpperCase() : part));
    expect((await world.post(body, lower)).status).toBe(200);
    expect((await world.post(body, upper)).status).toBe(200);
  });

  it('may claim any content type, or none', async () => {
    const world = createWorld();
    const [, , ...untyped] = signedHeaders(body);
    expect((await world.post(body, untyped)).status).toBe(200);
    expect((await world.post(body, ['Content-Type', 'text/plain', ...untyped])).status).toBe(200);
  });

  it('30 is refused once a certificate expires, though its chain was kept', async () => {
    const world = createWorld();
    const until = noon + 60_000;
    world.published.chain = fetchedChain(toPem(await leafOf({ until }), issuer));
    expect((await world.post(body)).status).toBe(200);
    world.clock.now = until + 1000;
    expect((await world.post(body)).status).toBe(400);
    expect(world.refused).toEqual(['certificate_expired']);
    world.clock.now += dayMs;
    const tomorrow = toBody(sentAt(world.clock.now));
    expect((await world.post(tomorrow)).status).toBe(400);
    expect(world.responded).toHaveLength(1);
  });

  it('35 a skill event may be 59 minutes old', async () => {
    const world = createWorld();
    expect((await world.post(toBody(skillEvent(noon - 59 * 60_000)))).status).toBe(200);
    expect(world.responded[0]?.request).toEqual({
      type: 'skill_event',
      name: 'SkillDisabled',
      accessToken: null,
      happenedAt: noon - 59 * 60_000,
    });
  });

  it("36 sent again is passed on with the same id, for the effect's own commit to refuse", async () => {
    const world = createWorld();
    const answers = await Promise.all([world.post(body), world.post(body), world.post(body)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(world.responded.map(({ requestId }) => requestId)).size).toBe(1);
    expect(world.fetched).toHaveLength(1);
  });

  it('38 of an unknown type is passed on as such', async () => {
    const world = createWorld();
    expect((await world.post(toBody(launch({ type: 'Alexa.Future.Thing' })))).status).toBe(200);
    expect(world.responded[0]?.request).toEqual({ type: 'other', name: 'Alexa.Future.Thing' });
  });

  it('47 may hold deep JSON where nobody looks', async () => {
    const world = createWorld();
    const deep = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;
    const bytes = Buffer.from(JSON.stringify(launch()).replace('"version"', `"deep":${deep},"version"`));
    expect((await world.post(bytes)).status).toBe(200);
  });

  it('48 may hold __proto__ and constructor keys, which change nothing', async () => {
    const world = createWorld();
    const keys = '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}';
    const bytes = Buffer.from(
      JSON.stringify(launch())
        .replaceAll('"application":', `${keys},"application":`)
        .replace('"attributes":{', `"attributes":{${keys}`),
    );
    expect((await world.post(bytes)).status).toBe(200);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(world.responded[0]?.session?.attributes.polluted).toBeUndefined();
  });
});

describe('what is refused before anything is read', () => {
  it('44 a body of more than 64 KiB', async () => {
    const world = createWorld();
    const large = Buffer.alloc(64 * 1024 + 1, ' ');
    expect(await world.post(large)).toEqual({ status: 413, body: '{}' });
    expect(world.refused).toEqual(['body_too_large']);
    const exact = Buffer.concat([body, Buffer.alloc(64 * 1024 - body.length, ' ')]);
    expect((await world.post(exact)).status).toBe(200);
  });

  it('44 a body of 10 MB that does not say how large it is, over a real connection', async () => {
    const world = createWorld();
    const port = await listen(world.app);
    const answer = await exchange(
      port,
      `POST /alexa HTTP/1.1\r\nHost: localhost:${port}\r\nTransfer-Encoding: chunked\r\n\r\n`,
      `10000\r\n${'a'.repeat(0x10000)}\r\n`.repeat(160),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(world.responded).toEqual([]);
    expect((await world.post(body)).status).toBe(200);
  });

  it.each(['gzip', 'br', 'deflate', 'GZIP', 'identity, gzip'])(
    '46 a body packed with %s',
    async (encoding) => {
      const world = createWorld();
      const bomb = gzipSync(Buffer.alloc(50_000_000));
      const answer = await world.post(bomb, ['Content-Encoding', encoding, ...signedHeaders(bomb)]);
      expect(answer).toEqual({ status: 415, body: '{}' });
      expect(world.refused).toEqual(['content_encoding']);
    },
  );

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'] as const)('the method %s', async (method) => {
    const world = createWorld();
    const answer = await world.app.inject({ method, url: '/alexa' });
    expect([answer.statusCode, answer.headers.allow, answer.headers['cache-control']]).toEqual([
      405,
      'POST',
      'no-store',
    ]);
  });
});

describe('what fails behind it', () => {
  const failing = () => Promise.reject(new Error('secret detail of the database'));

  it("is apologised for in the person's language, without detail", async () => {
    const world = createWorld({ respond: failing });
    const answer = await world.post(toBody(launch({ locale: 'de-DE' })));
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({
      version: '1.0',
      response: { outputSpeech: { type: 'PlainText', text: 'Sorry (de-DE).' }, shouldEndSession: true },
    });
    expect(world.logged.join()).toContain('alexa.respond_failed');
  });

  it('makes Alexa deliver a skill event again', async () => {
    const world = createWorld({ respond: failing });
    expect(await world.post(toBody(skillEvent(noon)))).toEqual({ status: 500, body: '{}' });
  });

  it('is passed over in silence where a session has ended', async () => {
    const world = createWorld({ respond: failing });
    const ended = toBody(launch({ type: 'SessionEndedRequest', reason: 'USER_INITIATED' }));
    expect(await world.post(ended)).toEqual({ status: 200, body: '{"version":"1.0","response":{}}' });
  });
});

describe('a verifier for loopback requests', () => {
  const createLoopbackWorld = () => {
    const sandbox = createVerifierWorld();
    const world = createWorld({
      anchors: [],
      loopback: { verifier: sandbox.verify, accepts: isLoopbackRequest },
    });
    return { world, sandbox };
  };
  const send = (port: number, ...more: string[]): Promise<string> => {
    const headers = [
      ...more,
      ...signedHeaders(body),
      'Content-Length',
      String(body.length),
      'Connection',
      'close',
    ];
    const lines = headers.map((part, index) => part + (index % 2 === 0 ? ': ' : '\r\n')).join('');
    return exchange(port, `POST /alexa HTTP/1.1\r\n${lines}\r\n`, body.toString());
  };

  it('sees requests made on this machine for this machine', async () => {
    const { world, sandbox } = createLoopbackWorld();
    const port = await listen(world.app);
    expect(await send(port, 'Host', `localhost:${port}`)).toMatch(/^HTTP\/1\.1 200 /);
    expect([sandbox.fetched.length, world.fetched.length]).toEqual([1, 0]);
  });

  it('never sees what a tunnel brought', async () => {
    const { world, sandbox } = createLoopbackWorld();
    const port = await listen(world.app);
    expect(await send(port, 'Host', 'tunnel.example')).toMatch(/^HTTP\/1\.1 400 /);
    const forwarded = await send(port, 'Host', `localhost:${port}`, 'X-Forwarded-For', '203.0.113.7');
    expect(forwarded).toMatch(/^HTTP\/1\.1 400 /);
    expect(sandbox.fetched).toEqual([]);
    expect(world.refused).toEqual(['chain_untrusted', 'chain_untrusted']);
  });

  it('never sees what a function runtime injects without a socket', async () => {
    const { world, sandbox } = createLoopbackWorld();
    expect((await world.post(body, ['Host', 'localhost:80', ...signedHeaders(body)])).status).toBe(400);
    expect(sandbox.fetched).toEqual([]);
  });
});

const listen = async (app: FastifyInstance): Promise<number> => {
  await app.listen({ host: '127.0.0.1', port: 0 });
  return (app.server.address() as AddressInfo).port;
};

/** Everything the server says to these bytes until it closes; that it may close while we write is no failure. */
const exchange = (port: number, ...parts: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      heard += text;
      if (heard.startsWith('HTTP/1.1 413')) socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(heard));
    for (const part of parts) socket.write(part);
  });
