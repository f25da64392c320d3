import { type AddressInfo, connect, type Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterEach, expect, it } from 'vitest';
import { createHttpServer, type HttpLimits, httpLimits } from './http-server.ts';

/** The same limits, a fiftieth of the time. */
const quick: HttpLimits = {
  fastify: { ...httpLimits.fastify, requestTimeout: 160 },
  server: { ...httpLimits.server, headersTimeout: 100, connectionsCheckingInterval: 20 },
};

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const start = async (): Promise<{ app: FastifyInstance; port: number; bodies: unknown[] }> => {
  const app = createHttpServer({ tls: null, trustedProxies: [], limits: quick });
  const bodies: unknown[] = [];
  app.post('/', async ({ body }) => {
    bodies.push(body);
    return { ok: true };
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  closing.push(() => app.close());
  return { app, port: (app.server.address() as AddressInfo).port, bodies };
};

/** Sends `first`, then a byte every 10 ms, until the server hangs up; says what it heard. */
const drip = (port: number, first: string): Promise<string> =>
  new Promise((resolve) => {
    const socket: Socket = connect(port, '127.0.0.1');
    let heard = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      heard += text;
    });
    socket.write(first);
    const dripping = setInterval(() => socket.write('a'), 10);
    closing.push(() => socket.destroy());
    socket.on('error', () => {});
    socket.on('close', () => {
      clearInterval(dripping);
      resolve(heard);
    });
  });

it('45 a client that sends its headers byte by byte is cut off', async () => {
  const { app, port, bodies } = await start();
  expect(await drip(port, 'POST / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')).toMatch(/^HTTP\/1\.1 408 /);
  expect(bodies).toEqual([]);
  expect((await app.inject({ method: 'POST', url: '/', payload: {} })).statusCode).toBe(200);
});

it('45 a client that sends its body byte by byte is cut off', async () => {
  const { app, port, bodies } = await start();
  const head =
    'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n"';
  expect(await drip(port, head)).toMatch(/^HTTP\/1\.1 408 /);
  expect(bodies).toEqual([]);
  expect((await app.inject({ method: 'POST', url: '/', payload: {} })).statusCode).toBe(200);
});

it('cuts every slow client off within ten seconds', () => {
  const { fastify, server } = httpLimits;
  const slowest = Math.max(server.headersTimeout, fastify.requestTimeout);
  expect(slowest + server.connectionsCheckingInterval).toBeLessThanOrEqual(10_000);
});

it.each([
  ['/elsewhere/callback?code=canary-482109', 404],
  ['/%?code=canary-482109', 400],
])('repeats nothing of an address that leads nowhere: %s', async (url, status) => {
  const { app } = await start();
  const answer = await app.inject(url);
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
  expect(answer.body).not.toMatch(/canary|callback/);
});
