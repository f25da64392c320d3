/** What stands in front of a host and ends TLS for it: requests as they come in, handed to whoever answers. */
import { once } from 'node:events';
import { request } from 'node:http';
import { createServer } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { fail } from '../stories/outside.ts';

export type Asked = {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Names in lower case; what was sent twice is joined with a comma, as gateways do. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

export type Answered = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
};

export type Front = { readonly port: number; readonly close: () => Promise<void> };

export const startFront = async (
  tls: { readonly key: string; readonly cert: string },
  port: number,
  answer: (asked: Asked) => Promise<Answered>,
): Promise<Front> => {
  const server = createServer({ key: tls.key, cert: tls.cert }, async (request, response) => {
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const asked = {
      method: request.method ?? 'GET',
      url: request.url ?? '/',
      headers,
      body: await buffer(request),
    };
    const answered = await answer(asked).catch((error: unknown) => ({
      status: 502,
      headers: { 'content-type': 'text/plain' },
      body: Buffer.from(String(error)),
    }));
    response.writeHead(answered.status, answered.headers).end(answered.body);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : fail('no port'),
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
};

/** Passes a request on to what listens on this port of this machine. */
export const passOn =
  (port: number) =>
  async ({ method, url, headers, body }: Asked): Promise<Answered> => {
    const asking = request({ host: '127.0.0.1', port, method, path: url, headers });
    asking.end(body);
    const [response] = await once(asking, 'response');
    return { status: response.statusCode, headers: response.headers, body: await buffer(response) };
  };
