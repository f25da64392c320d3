import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headersOf, readWebtaskBody, readWebtaskSettings } from './webtask-request.ts';

const secrets = { API_ID: 'https://pod.example/api', UNKNOWN: 'x', PORT: 7100 };

describe('settings of a webtask', () => {
  it('are its secrets, whatever else the runtime hands over', () => {
    const context = { secrets, data: { ...secrets, DATABASE_URL: 'postgres://elsewhere/db' } };
    expect(readWebtaskSettings(context, '/pod/?DATABASE_URL=x')).toEqual({
      type: 'read',
      raw: { API_ID: 'https://pod.example/api' },
    });
  });

  it('are its data where the runtime is old, and nobody who asks can add to them', () => {
    const data = { ...secrets, q: '1' };
    expect(readWebtaskSettings({ data }, '/pod/app/?q=1')).toEqual({
      type: 'read',
      raw: { API_ID: 'https://pod.example/api' },
    });
    const named = { type: 'named_by_request' };
    expect(readWebtaskSettings({ data }, '/pod/app/?DATABASE_URL=postgres://elsewhere/db')).toEqual(named);
    expect(readWebtaskSettings({ data, body: { DATABASE_URL: 'x' } }, '/pod/app/')).toEqual(named);
  });

  it('are none where there is nothing', () => {
    for (const context of [null, undefined, 7, {}, { data: null }, { data: 'x' }]) {
      expect(readWebtaskSettings(context, '/')).toEqual({ type: 'read', raw: {} });
    }
  });
});

describe('a request to a webtask', () => {
  let port = 0;
  let seen = async (_request: IncomingMessage): Promise<void> => undefined;
  const server = createServer(async (asked, response) => {
    await seen(asked);
    response.end();
  });
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    port = address !== null && typeof address === 'object' ? address.port : 0;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await once(server.close(), 'close');
  });
  const send = async (body: Buffer, look: (asked: IncomingMessage) => Promise<void>): Promise<void> => {
    let failure: unknown;
    seen = (asked) =>
      look(asked).catch((error: unknown) => {
        failure = error;
      });
    const asking = request({ port, host: '127.0.0.1', method: 'POST', path: '/pod/alexa?x=1' });
    asking.end(body);
    const [response] = await once(asking, 'response');
    await buffer(response);
    if (failure !== undefined) throw failure;
  };

  it('has the bytes that were sent, read here or by the runtime before', async () => {
    const bytes = Buffer.from('{"größe":1}');
    await send(bytes, async (asked) => {
      expect(await readWebtaskBody({}, asked)).toEqual({ type: 'read', body: bytes });
      // Read already, and a copy kept.
      expect(await readWebtaskBody({ body_raw: '{"größe":1}' }, asked)).toEqual({
        type: 'read',
        body: bytes,
      });
      // Read already, and parsed alone: its bytes cannot be had back.
      expect(await readWebtaskBody({ body: { größe: 1 } }, asked)).toEqual({ type: 'lost' });
    });
    await send(Buffer.alloc(0), async (asked) => {
      await buffer(asked);
      expect(await readWebtaskBody({}, asked)).toEqual({ type: 'read', body: Buffer.alloc(0) });
    });
  });

  it('is let go where it grows too large', async () => {
    await send(Buffer.alloc(300 * 1024), async (asked) => {
      expect(await readWebtaskBody({}, asked)).toEqual({ type: 'too_large' });
    });
  });

  it('has its headers one by one, the runtime’s own with the secrets left behind', async () => {
    const looked = new Promise<unknown>((resolve) => {
      seen = async (asked) => resolve(headersOf(asked));
    });
    const socket = connect(port, '127.0.0.1');
    socket.end(
      'GET / HTTP/1.1\r\nHost: a\r\nSignature-256: x\r\nSignature-256: y\r\nX-WT-Params: e30=\r\nConnection: close\r\n\r\n',
    );
    expect(await looked).toEqual({ host: ['a'], 'signature-256': ['x', 'y'], connection: ['close'] });
    await once(socket.resume(), 'close');
  });
});
