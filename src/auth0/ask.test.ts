import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ask, type Fetch } from './ask.ts';
import { createConnections } from './connections.ts';
import { socketError } from './testing/fake-tenant.ts';

const open: { close: () => unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const forever = new AbortController().signal;

const connect = (): Fetch => {
  const connections = createConnections();
  open.push(connections);
  return connections.fetch;
};

/** A bare TCP server on loopback, doing one thing to every connection. */
const listen = async (then: (socket: Socket) => void): Promise<string> => {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    then(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `127.0.0.1:${address.port}`;
};

const post = (fetch: Fetch, address: string, signal = forever) =>
  ask(fetch, signal, ({ signal: own, customFetch }) =>
    customFetch(address, { method: 'POST', body: 'x', signal: own }),
  );

describe('what came over the wire', () => {
  it('is an answer with its status and body, which the SDK gets as well', async () => {
    let seen = '';
    const answer = await ask(
      () => Promise.resolve(new Response('{"a":1}', { status: 403 })),
      forever,
      async ({ customFetch }) => {
        seen = await (await customFetch('https://x.test/')).text();
      },
    );
    expect(answer).toEqual({ type: 'answered', status: 403, body: '{"a":1}' });
    expect(seen).toBe('{"a":1}');
  });

  it('follows no redirect', async () => {
    let redirect: string | undefined;
    const fetch: Fetch = (_, init) => {
      redirect = init?.redirect;
      return Promise.resolve(
        new Response(null, { status: 302, headers: { location: 'https://evil.test/' } }),
      );
    };
    expect(await post(fetch, 'https://x.test/')).toEqual({ type: 'answered', status: 302, body: '' });
    expect(redirect).toBe('manual');
  });

  it('is nothing where nobody listens', async () => {
    const address = await listen(() => undefined);
    for (const one of open.splice(0)) await one.close();
    expect(await post(connect(), `http://${address}/`)).toEqual({ type: 'not_asked' });
  });

  it('is nothing where the server does not speak TLS', async () => {
    const address = await listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await post(connect(), `https://${address}/`)).toEqual({ type: 'not_asked' });
  });

  it.each([
    'ENOTFOUND',
    'EAI_AGAIN',
    'ECONNREFUSED',
    'UND_ERR_CONNECT_TIMEOUT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('is nothing after %s', async (code) => {
    expect(await post(() => Promise.reject(socketError(code)), 'https://x.test/')).toEqual({
      type: 'not_asked',
    });
  });

  it('is nothing where every address of a name refused', async () => {
    const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    const fail = (errors: Error[]) => () =>
      Promise.reject(new TypeError('fetch failed', { cause: new AggregateError(errors) }));
    expect(await post(fail([refused, refused]), 'https://x.test/')).toEqual({ type: 'not_asked' });
    expect(await post(fail([refused, reset]), 'https://x.test/')).toEqual({ type: 'lost' });
  });

  it('is lost where the connection was reset after the request', async () => {
    const address = await listen((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await post(connect(), `http://${address}/`)).toEqual({ type: 'lost' });
  });

  it('is lost where the body was cut short', async () => {
    const address = await listen((socket) =>
      socket.once('data', () =>
        socket.end('HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{"access_token":"ey'),
      ),
    );
    expect(await post(connect(), `http://${address}/`)).toEqual({ type: 'lost' });
  });

  it('is lost where the signal ends while an answer is awaited', async () => {
    const deadline = new AbortController();
    const address = await listen((socket) => socket.once('data', () => deadline.abort()));
    expect(await post(connect(), `http://${address}/`, deadline.signal)).toEqual({ type: 'lost' });
  });

  it('ends with the signal even where the SDK does not', async () => {
    const deadline = new AbortController();
    const asking = ask(connect(), deadline.signal, () => new Promise(() => undefined));
    deadline.abort();
    expect(await asking).toEqual({ type: 'not_asked' });
  });

  it('sends nothing once the signal has ended', async () => {
    let calls = 0;
    const fetch: Fetch = () => {
      calls += 1;
      return Promise.resolve(new Response('{}'));
    };
    expect(await post(fetch, 'https://x.test/', AbortSignal.abort())).toEqual({ type: 'not_asked' });
    expect(calls).toBe(0);
  });
});
