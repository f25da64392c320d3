import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { createFakeLog } from '../../test/fakes/log.ts';
import { alexaSurface } from '../alexa/surface.ts';
import { createVerifierWorld, launch, signedHeaders, toBody } from '../alexa/verify/testing/requests.ts';
import { answerHttpEvent, type HttpEvent, hasOwnPath, isHttpEvent } from './lambda-event.ts';

const anEvent = (changes: Partial<HttpEvent> = {}, method = 'GET'): HttpEvent => ({
  version: '2.0',
  rawPath: '/',
  rawQueryString: '',
  headers: { host: 'function.test' },
  isBase64Encoded: false,
  requestContext: { http: { method, sourceIp: '203.0.113.7' } },
  ...changes,
});

/** Names in lower case, as AWS has them. */
const asObject = (rawHeaders: readonly string[]): { [name: string]: string } => {
  const headers: { [name: string]: string } = {};
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers[rawHeaders[index]?.toLowerCase() ?? ''] = rawHeaders[index + 1] ?? '';
  }
  return headers;
};

it.each(['as text', 'in base64'])('a signature holds over the bytes of a body that comes %s', async (way) => {
  const { verify } = createVerifierWorld();
  const server = Fastify();
  await server.register(
    alexaSurface({
      verifier: verify,
      loopback: null,
      respond: async () => ({ version: '1.0', response: {} }),
      apology: () => '',
      log: createFakeLog(),
    }),
    { prefix: '/alexa' },
  );
  const bytes = toBody(launch({ locale: 'de-DE', said: 'größer, bitte: 🍕' }));
  const post = (body: Buffer) =>
    answerHttpEvent(
      server,
      anEvent(
        {
          rawPath: '/alexa',
          headers: asObject(signedHeaders(bytes)),
          body: body.toString(way === 'as text' ? 'utf8' : 'base64'),
          isBase64Encoded: way !== 'as text',
        },
        'POST',
      ),
    );
  expect(await post(bytes)).toMatchObject({ statusCode: 200 });
  expect(await post(Buffer.concat([bytes, Buffer.from(' ')]))).toMatchObject({ statusCode: 400 });
});

it('passes query, cookies and the client’s address on, and gives back text, bytes and cookies', async () => {
  const server = Fastify();
  server.get('/seen', async ({ url, headers, ip }) => ({ url, cookie: headers.cookie, ip }));
  server.get('/bytes', async (_request, reply) => reply.send(Buffer.from([0xff, 0x00])));
  server.get('/cookies', async (_request, reply) => reply.header('set-cookie', ['a=1', 'b=2']).send('Größe'));
  const seen = await answerHttpEvent(
    server,
    anEvent({
      rawPath: '/seen',
      rawQueryString: 'code=a,b&state=%2B+c',
      // AWS takes the query apart as well.
      ...{ queryStringParameters: { code: 'a,b', state: '+ c' } },
      cookies: ['x=1', 'y=2'],
    }),
  );
  expect(JSON.parse(seen.body)).toEqual({
    url: '/seen?code=a,b&state=%2B+c',
    cookie: 'x=1;y=2',
    ip: '203.0.113.7',
  });
  const bytes = await answerHttpEvent(server, anEvent({ rawPath: '/bytes' }));
  expect(bytes).toMatchObject({ isBase64Encoded: true, body: '/wA=' });
  const cookies = await answerHttpEvent(server, anEvent({ rawPath: '/cookies' }));
  expect(cookies).toMatchObject({ cookies: ['a=1', 'b=2'], body: 'Größe', isBase64Encoded: false });
});

it('tells its own events from others by their stated format', () => {
  expect(isHttpEvent(anEvent())).toBe(true);
  const { version: _, ...noVersion } = anEvent();
  for (const other of [null, {}, noVersion, { ...anEvent(), version: '1.0' }, launch()]) {
    expect(isHttpEvent(other)).toBe(false);
  }
});

it('tells a path of its own from what would be read as another address', () => {
  for (const own of ['/', '/app/', '//app', '/app/%5C', '/größe']) {
    expect(hasOwnPath(anEvent({ rawPath: own }))).toBe(true);
  }
  for (const other of ['', 'app', 'https://evil.test/app', '/\\evil.test/app', '/\\[', '/\t/[']) {
    expect(hasOwnPath(anEvent({ rawPath: other }))).toBe(false);
  }
});
