/** Live changes by Pusher: the official client and a real server that speaks the protocol, with nothing faked between. */
import { createRequire } from 'node:module';
import type { ChannelAuthorizationHandler } from 'pusher-js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoUsers } from '../../sandbox/tenant/seed.ts';
import { installationMilliseconds } from '../install.ts';
import { openBrowser, signIn } from '../stories/browser.ts';
import { type Answer, read } from '../stories/outside.ts';
import { startWorld, type World } from '../stories/world.ts';
import { type PusherServer, startPusherServer } from './server.ts';

// Its build for Node is the class itself; its types are those of the browsers' module.
const Pusher: typeof import('pusher-js').default = createRequire(import.meta.url)('pusher-js');

type Join = { readonly socketId: string; readonly channelName: string };

let server: PusherServer;
let world: World;
const clients: InstanceType<typeof Pusher>[] = [];

beforeAll(async () => {
  server = await startPusherServer();
  world = await startWorld({ settings: server.settings });
}, installationMilliseconds);

afterAll(async () => {
  for (const client of clients) client.disconnect();
  await world?.close();
  await server?.close();
});

/** A person's signed-in page: the channel it may join, and how it asks to. */
const openPage = async (name: 'dana' | 'milo') => {
  const browser = openBrowser(world.fetch);
  await signIn(browser, await browser.visit(`${world.root}app/sign-in`), demoUsers[name]);
  const cookie = await browser.cookieFor(world.root);
  const { live, formToken } = read(
    await world.fetch(`${world.root}app/data/session`, { headers: { cookie } }),
  );
  const { origin } = new URL(world.root);
  const ask = ({ socketId, channelName }: Join, token: string = formToken): Promise<Answer> =>
    world.fetch(new URL(live.authUrl, world.root).href, {
      method: 'POST',
      headers: {
        cookie,
        origin,
        'content-type': 'application/x-www-form-urlencoded',
        'sayso-form-token': token,
      },
      body: new URLSearchParams({ socket_id: socketId, channel_name: channelName }).toString(),
    });
  const authorize: ChannelAuthorizationHandler = (join, callback) => {
    void ask(join).then(
      (answer) =>
        answer.status === 200
          ? callback(null, JSON.parse(answer.body))
          : callback(new Error(String(answer.status)), null),
      (error) => callback(error, null),
    );
  };
  return { live, ask, authorize };
};

/** The official client, at the address that the page was given. */
const connect = (host: string, authorize: ChannelAuthorizationHandler) => {
  const { hostname, port } = new URL(host);
  const client = new Pusher(server.key, {
    cluster: 'local',
    wsHost: hostname,
    wsPort: Number(port),
    forceTLS: false,
    enabledTransports: ['ws'],
    enableStats: false,
    channelAuthorization: { customHandler: authorize },
  });
  clients.push(client);
  return client;
};

/** How joining ends: true, or the server's or the application's refusal. */
const join = (client: InstanceType<typeof Pusher>, name: string): Promise<unknown> =>
  new Promise((resolve) => {
    const channel = client.subscribe(name);
    channel.bind('pusher:subscription_succeeded', () => resolve(true));
    channel.bind('pusher:subscription_error', resolve);
  });

it('tells a person’s page within a second that something changed, and never what', async () => {
  const { live, authorize } = await openPage('dana');
  expect(live).toMatchObject({ type: 'pusher', host: `http://127.0.0.1:${server.port}` });
  const client = connect(live.host, authorize);
  expect(await join(client, live.channel)).toBe(true);

  const changed = new Promise<{ readonly message: unknown; readonly at: number }>((resolve) => {
    client.channel(live.channel).bind('changed', (message: { readonly types: readonly string[] }) => {
      if (message.types.includes('transaction.requested')) resolve({ message, at: performance.now() });
    });
  });
  await world.order();
  const answeredAt = performance.now();
  const { message, at } = await changed;
  expect(at - answeredAt).toBeLessThan(1000);
  expect(message).toEqual({ number: expect.any(Number), types: expect.any(Array) });
});

it('refuses another person’s channel, in the application and at the server', async () => {
  const dana = await openPage('dana');
  const milo = await openPage('milo');
  const own = connect(milo.live.host, milo.authorize);
  expect(await join(own, milo.live.channel)).toBe(true);
  expect(await join(own, dana.live.channel)).toMatchObject({ type: 'AuthError', error: '403' });
  const asked = { socketId: own.connection.socket_id, channelName: dana.live.channel };
  expect((await milo.ask(asked)).status).toBe(403);

  // The signature for his own channel, shown for hers.
  const mine = read(await milo.ask({ ...asked, channelName: milo.live.channel }));
  const forging = connect(milo.live.host, (_, callback) => callback(null, mine));
  expect(await join(forging, dana.live.channel)).toMatchObject({ type: 'AuthError', status: 401 });
});

it('signs for no malformed socket and for no request from elsewhere', async () => {
  const { live, ask } = await openPage('dana');
  const channelName = live.channel;
  for (const socketId of ['', '1', '1.2:private-other', '1.2\n3.4', '-1.2', `1.${'2'.repeat(30)}`]) {
    expect((await ask({ socketId, channelName })).status).toBe(400);
  }
  expect((await ask({ socketId: '1.2', channelName }, 'another token')).status).toBe(403);
  expect((await ask({ socketId: '1.2', channelName })).status).toBe(200);
});
