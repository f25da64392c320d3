import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeLog } from '../../test/fakes/log.ts';
import { anAccount } from '../../test/fakes/states.ts';
import { createMemoryStore } from '../../test/memory-store.ts';
import { limits } from '../transactions/limits.ts';
import { takeStep } from '../transactions/steps/take-step.ts';
import { publishing } from './publish.ts';
import { createPusher } from './pusher.ts';

let server: Server;
let status: number;
let received: { path: string; query: URLSearchParams; body: string }[];

beforeEach(async () => {
  status = 200;
  received = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://pusher.test');
      received.push({ path: url.pathname, query: url.searchParams, body });
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const openPusher = (channels: readonly string[] = ['private-sayso-1', 'private-sayso-2']) => {
  const log = createFakeLog();
  const { port } = server.address() as AddressInfo;
  const pusher = createPusher({
    settings: {
      appId: 'app',
      key: 'key',
      secret: 'secret',
      cluster: 'eu',
      host: { name: '127.0.0.1', port, tls: false },
    },
    channelsOf: async () => channels,
    log,
  });
  return { pusher, log };
};

describe('Pusher', () => {
  it('is told on the channels of the account’s sessions that something changed, and no more', async () => {
    const { pusher } = openPusher();
    await pusher.publish('dana', { number: 7, types: ['transaction.confirmed'] });
    expect(received).toHaveLength(1);
    const [call] = received;
    expect(call?.path).toBe('/apps/app/events');
    expect(JSON.parse(call?.body ?? '')).toEqual({
      name: 'changed',
      channels: ['private-sayso-1', 'private-sayso-2'],
      data: '{"number":7,"types":["transaction.confirmed"]}',
    });
    expect(call?.query.get('body_md5')).toBe(
      createHash('md5')
        .update(call?.body ?? '')
        .digest('hex'),
    );
    expect(String(call?.query)).not.toContain('secret');
  });

  it('is not asked where no session stands', async () => {
    const { pusher } = openPusher([]);
    await pusher.publish('dana', { number: 7, types: [] });
    expect(received).toEqual([]);
  });

  it('that is down is noted and harms nothing', async () => {
    const { pusher, log } = openPusher();
    status = 500;
    await pusher.publish('dana', { number: 7, types: [] });
    expect(log.lines).toEqual(['warn live.pusher_failed']);
  });

  it('lets a connection join by a signature of both names', async () => {
    const { pusher } = openPusher();
    const signature = createHmac('sha256', 'secret').update('12.34:private-sayso-1').digest('hex');
    expect(JSON.parse(await pusher.authorize('12.34', 'private-sayso-1'))).toEqual({
      auth: `key:${signature}`,
    });
    expect(pusher.host).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
});

describe('publishing', () => {
  it('tells every event that was stored once, with its number, and none that was not', async () => {
    const store = createMemoryStore();
    const told: unknown[] = [];
    const { accounts, activity } = publishing(
      {
        accounts: store.accounts,
        activity: { note: async (accountId) => (accountId === 'nobody' ? null : 9), list: async () => [] },
      },
      (accountId, message) => told.push([accountId, message]),
    );
    const { id } = anAccount();
    store.add(anAccount(), []);
    const ports = { accounts, now: () => 0, limits };
    await takeStep(ports, id, { type: 'lock' });
    await takeStep(ports, id, { type: 'lock' });
    await accounts.write({
      account: anAccount(),
      transactions: [],
      challenges: [],
      contacts: [],
      removedContactIds: [],
      happenings: [{ type: 'account.locked', transactionId: null, data: {} }],
      request: null,
      idempotency: null,
      writes: [],
      effect: null,
    });
    await activity.note(id, { type: 'link.begun', data: {} }, 0);
    await activity.note('nobody', { type: 'link.begun', data: {} }, 0);
    expect(told).toEqual([
      [id, { number: 4, types: ['account.locked'] }],
      [id, { number: 9, types: ['link.begun'] }],
    ]);
  });
});
