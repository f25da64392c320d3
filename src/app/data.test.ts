import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { everyFailure } from '../../test/fakes/failures.ts';
import { anAccount, aState, aTransaction, noon } from '../../test/fakes/states.ts';
import type { PhoneResult } from '../accounts/phone-steps.ts';
import { fail, succeed } from '../transactions/failures.ts';
import type { WatchAccount } from './streams.ts';
import { minutes, origin, provider, start, waiting } from './testing/browser.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: noon });
  Object.assign(provider.world, { mischief: 'none', subject: 'auth0|anna' });
});
afterEach(() => vi.useRealTimers());

const pass = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);

describe('data/session', () => {
  it('says to whoever is not signed in where to do so', async () => {
    const { browse } = await start();
    const answer = await browse('/data/session');
    expect(answer.json()).toEqual({
      signedIn: false,
      businessName: 'Pizza on Demand',
      signInUrl: 'https://pod.test/wt/app/sign-in',
    });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('has what the pages need, and no id of the session', async () => {
    const { signIn, browse, sessions } = await start();
    await signIn();
    const answer = await browse('/data/session');
    expect(answer.json()).toMatchObject({
      signedIn: true,
      now: noon,
      freshUntil: noon + minutes(5),
      freshSignInUrl: 'https://pod.test/wt/app/sign-in/again',
      live: { type: 'events', url: '/wt/app/events' },
    });
    expect(answer.body).not.toContain(sessions.all()[0]?.idHash);
  });

  it('leads back to the page that asked for the fresh sign-in, and to none of another’s choosing', async () => {
    const { signIn } = await start();
    const back = async (page: string) => (await signIn(`/sign-in/again?return=${page}`)).headers.location;
    expect(await back('profile')).toBe('https://pod.test/wt/app/profile');
    expect(await back('orders')).toBe('https://pod.test/wt/app/');
    expect(await back('https%3A%2F%2Fevil.test')).toBe('https://pod.test/wt/app/');
    expect(await back('__proto__')).toBe('https://pod.test/wt/app/');
  });
});

describe('data/orders', () => {
  it('has the waiting order, what is past, and the number up to which it tells', async () => {
    const past = aTransaction({
      id: '10000000-0000-4000-8000-000000000009',
      state: 'cancelled',
      cancelReason: 'asked',
      settledAt: noon,
      locale: 'de-DE',
      amount: { minorUnits: 1200, currency: 'EUR' },
    });
    const { signIn, browse } = await start({
      operations: {
        current: async () =>
          succeed(
            aState({
              account: anAccount({ lockedAt: { owner: noon, wrong_codes: null } }),
              transaction: aTransaction({
                replaced: { transactionId: 'x', summary: 'a small pizza', otherSession: true, toldIn: null },
              }),
            }),
          ),
        list: async () => [
          { transaction: waiting, challenges: [] },
          { transaction: past, challenges: [] },
        ],
      },
    });
    await signIn();
    const answer = await browse('/data/orders');
    expect(answer.json()).toMatchObject({
      number: 3,
      waiting: {
        id: waiting.id,
        summary: 'a large pizza with pepperoni and mushrooms',
        amount: '$16.50',
        outcome: null,
        triesLeft: 3,
        replaced: 'a small pizza',
        code: {
          sentTo: 'the phone ending 42',
          state: 'live',
          expiresAt: noon + 180_000,
          resendAt: noon + 60_000,
        },
      },
      locks: [{ lock: 'owner', since: noon }],
      past: [{ id: past.id, outcome: 'Cancelled, as you asked.', amount: '12,00\u00a0€' }],
      before: null,
    });
    expect(answer.body).not.toMatch(/secret|\+1555/);
  });

  it('is JSON that says so where nobody is signed in, or the id is none', async () => {
    const { signIn, browse } = await start();
    for (const path of ['orders', 'profile', 'activity', 'export']) {
      const answer = await browse(`/data/${path}`);
      expect(answer.statusCode).toBe(401);
      expect(answer.json()).toMatchObject({ ok: false, code: 'signed_out' });
      expect(answer.headers['cache-control']).toBe('no-store');
    }
    await signIn();
    expect((await browse('/data/orders?before=__proto__')).json()).toMatchObject({ code: 'invalid' });
    expect((await browse('/data/nowhere')).json()).toMatchObject({ code: 'not_found' });
  });
});

describe('acting by script', () => {
  const act = `orders/${waiting.id}`;

  it('does what the buttons say', async () => {
    const { signIn, post, calls, done } = await start();
    await signIn();
    expect((await post(`${act}/confirm`, { code: ' 482 109' })).json()).toEqual({
      ok: true,
      message: 'Confirmed. Thank you.',
    });
    for (const step of ['resend', 'cancel']) {
      expect((await post(`${act}/${step}`)).json()).toMatchObject({ ok: true });
    }
    expect((await post(`${act}/not-me`, { lock: true })).json()).toMatchObject({ ok: true });
    expect((await post('orders/clear')).json()).toMatchObject({ ok: true });
    expect((await post('locks/owner/set')).json()).toMatchObject({ ok: true });
    expect((await post('locks/owner/open')).json()).toMatchObject({ ok: true });
    expect((await post('locks/wrong_codes/open')).json()).toMatchObject({ ok: true });
    const steps = calls.filter(({ operation }) => ['confirm', 'resend', 'cancel'].includes(operation));
    expect(steps.map(({ operation, arguments: [, id, third] }) => [operation, id, typeof third])).toEqual([
      ['confirm', waiting.id, 'string'],
      ['resend', waiting.id, 'object'],
      ['cancel', waiting.id, 'string'],
      ['cancel', waiting.id, 'string'],
    ]);
    expect(done.slice(1)).toEqual(['lock', 'clear', 'lock', 'unlock owner', 'unlock wrong_codes']);
  });

  it('leaves ordering by voice open where "not me" asks for no lock', async () => {
    const { signIn, post, calls, done } = await start();
    await signIn();
    expect((await post(`${act}/not-me`, { lock: false })).json()).toMatchObject({ ok: true });
    expect(calls.at(-1)).toMatchObject({ operation: 'cancel' });
    expect(calls.at(-1)?.arguments[2]).toBe('not_me');
    expect(done).not.toContain('lock');
  });

  it.each(Object.values(everyFailure))('says in words what $type means', async (failure) => {
    const { signIn, post } = await start({ operations: { resend: async () => fail(failure) } });
    await signIn();
    const answer = await post(`${act}/resend`);
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.json()).toMatchObject({ ok: false, code: failure.type });
    expect(answer.json().message.length).toBeGreaterThan(15);
  });

  const routes = [
    `${act}/confirm`,
    `${act}/resend`,
    `${act}/cancel`,
    `${act}/not-me`,
    'orders/clear',
    'locks/owner/set',
    'locks/owner/open',
    'locks/wrong_codes/open',
    'sessions/x/end',
    'sessions/end-others',
    'links/x/disconnect',
    'phone/begin',
    'phone/code',
    'phone/resend',
    'phone/abandon',
    'erase',
  ];

  it.each(routes)('POST %s does nothing without the token in its header and our origin', async (url) => {
    const { signIn, post, browse, done, calls, jar } = await start();
    await signIn();
    const body = { code: '482109', intent: 'remove' };
    const refused = [
      await post(url, body, { 'sayso-form-token': undefined }),
      await post(url, body, { 'sayso-form-token': 'x' }),
      await post(url, body, { origin: 'https://evil.test' }),
      await post(url, body, { 'sec-fetch-site': 'cross-site' }),
      await post(url, body, { origin: undefined, 'sec-fetch-site': undefined }),
    ];
    expect(refused.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403, 403, 403]);
    expect(refused[0]?.json()).toMatchObject({ ok: false, code: 'foreign_request' });
    expect((await post(url, body, { 'content-type': 'text/plain' })).statusCode).toBe(400);
    expect((await browse(`/data/${url}`)).statusCode).toBe(404);
    jar.delete('__Host-sayso');
    expect((await post(url, body)).statusCode).toBe(401);
    expect(done).toEqual(['refresh auth0|anna']);
    expect(calls.filter(({ operation }) => operation !== 'current' && operation !== 'list')).toEqual([]);
  });

  it.each(['locks/owner/open', 'locks/wrong_codes/open', 'phone/begin', 'erase'])(
    'POST %s wants a fresh sign-in',
    async (url) => {
      const { signIn, post, done } = await start();
      await signIn();
      pass(minutes(5));
      const answer = await post(url, { intent: 'remove' });
      expect(answer.statusCode).toBe(403);
      expect(answer.json()).toMatchObject({ ok: false, code: 'fresh_sign_in_needed' });
      expect(done).toEqual(['refresh auth0|anna']);
    },
  );

  it('tells a fault without its words', async () => {
    const { signIn, post, log } = await start({
      operations: {
        resend: async () => {
          throw new Error('relation "accounts" does not exist');
        },
      },
    });
    await signIn();
    const answer = await post(`${act}/resend`);
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toMatchObject({ ok: false, code: 'fault' });
    expect(answer.body).not.toContain('relation');
    expect(log.lines).toContain('error app.failed');
  });
});

describe('one’s sessions', () => {
  it('end after thirty minutes in which an open page only looked for news', async () => {
    const { signIn, browse, post } = await start();
    await signIn();
    pass(minutes(20));
    expect((await browse('/data/orders')).statusCode).toBe(200);
    pass(minutes(9));
    expect((await post('locks/owner/set')).statusCode).toBe(200);
    pass(minutes(29));
    expect((await browse('/data/orders')).statusCode).toBe(200);
    expect((await browse('/data/session')).json()).toMatchObject({ signedIn: true });
    pass(minutes(1));
    expect((await browse('/data/orders')).statusCode).toBe(401);
  });

  it('are listed, each ended by its own button, or all others at once', async () => {
    const { signIn, post, browse, jar, sessions, noted } = await start();
    const cookies: string[] = [];
    for (let browser = 0; browser < 3; browser += 1) {
      jar.clear();
      await signIn();
      cookies.push(jar.get('__Host-sayso') ?? '');
      pass(1000);
    }
    const listed = (await browse('/data/profile')).json().sessions;
    expect(listed.map(({ current }: { current: boolean }) => current)).toEqual([true, false, false]);
    for (const { idHash } of sessions.all()) expect(JSON.stringify(listed)).not.toContain(idHash);

    expect((await post(`sessions/${listed[1].id}/end`)).json()).toMatchObject({ ok: true });
    expect((await post(`sessions/${listed[1].id}/end`)).statusCode).toBe(404);
    expect((await post('sessions/__proto__/end')).statusCode).toBe(404);
    expect(sessions.all()).toHaveLength(2);
    await post('sessions/end-others');
    expect(sessions.all()).toHaveLength(1);
    expect((await browse('/data/orders')).statusCode).toBe(200);
    expect(noted).toEqual([
      'session.started',
      'session.started',
      'session.started',
      'session.ended',
      'session.ended',
    ]);
  });
});

describe('the profile', () => {
  it('shows contacts masked, links without their ids, and disconnects one’s own', async () => {
    const link = { linkId: 'keyed-hash', accountId: anAccount().id, linkedAt: noon, endedAt: null };
    const { signIn, browse, post, done } = await start({ options: { links: async () => [link] } });
    await signIn();
    const answer = await browse('/data/profile');
    const profile = answer.json();
    expect(profile).toMatchObject({
      contacts: [{ channel: 'sms', shown: 'ending 42', provenAt: noon }],
      channels: ['sms', 'email'],
      codesGoTo: 'the phone ending 42',
      phoneChange: { step: 'idle' },
      links: [{ linkedAt: noon, endedAt: null }],
    });
    expect(answer.body).not.toMatch(/\+1555|keyed-hash/);
    expect((await post('links/keyed-hash/disconnect')).statusCode).toBe(404);
    expect((await post(`links/${profile.links[0].id}/disconnect`)).json()).toMatchObject({ ok: true });
    expect(done).toContain('disconnect keyed-hash');
  });

  it('tells what happened, in words', async () => {
    const { signIn, browse } = await start({
      options: {
        activity: {
          list: async () => [
            { id: '9-0', at: noon, type: 'session.started', data: { browser: 'Firefox on Windows' } },
          ],
        },
      },
    });
    await signIn();
    expect((await browse('/data/activity')).json()).toEqual({
      entries: [{ id: '9-0', at: noon, text: 'Signed in with Firefox on Windows.' }],
      before: null,
    });
  });

  it('passes a phone on as it was typed, and says in words what became of it', async () => {
    const given: unknown[] = [];
    const results: PhoneResult[] = [
      { ok: true, change: null },
      { ok: false, failure: { type: 'phone_taken' } },
      { ok: false, failure: { type: 'quiet', until: noon + 60_000 } },
    ];
    const { signIn, post } = await start({
      options: {
        phone: {
          read: async () => null,
          begin: async (accountId, wanted) => {
            given.push([accountId, wanted]);
            return results.shift() ?? { ok: false, failure: { type: 'busy' } };
          },
          enterCode: async () => ({ ok: true, change: null }),
          resend: async () => ({ ok: true, change: null }),
          abandon: async () => ({ ok: true, change: null }),
        },
      },
    });
    await signIn();
    const begin = () => post('phone/begin', { intent: 'set', phone: ' +1 202 555 0142 ' });
    expect((await begin()).json()).toMatchObject({ ok: true });
    expect((await begin()).json()).toMatchObject({ ok: false, code: 'phone_taken' });
    expect((await begin()).json()).toMatchObject({ ok: false, code: 'quiet' });
    expect(given[0]).toEqual([
      anAccount().id,
      { intent: 'set', phone: '+1 202 555 0142', oldPhoneLost: false },
    ]);
    expect((await post('phone/begin', { intent: 'steal' })).statusCode).toBe(400);
  });

  it('gives everything to take along, as a file', async () => {
    const { signIn, browse } = await start();
    await signIn();
    const answer = await browse('/data/export');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="sayso-data.json"');
    expect(answer.json()).toMatchObject({
      account: { subject: 'auth0|anna' },
      contacts: [{ channel: 'sms', address: '+15550001142' }],
      orders: [{ summary: waiting.summary, state: 'requested' }],
      alexaAccounts: [],
      sessions: [{}],
    });
    expect(answer.body).not.toMatch(/idHash|amzn1|secret-link/);
  });

  it('erases and signs out', async () => {
    const { signIn, post, done, jar } = await start();
    await signIn();
    expect((await post('erase')).json()).toMatchObject({ ok: true });
    expect(done).toContain('erase');
    expect(jar.has('__Host-sayso')).toBe(false);
  });
});

describe('live events over HTTP', () => {
  it('come to their own account from the number asked for, and end with the server', async () => {
    const watched: { accountId: string; after: number; deliver: Parameters<WatchAccount>[2] }[] = [];
    const { signIn, app, jar } = await start({
      options: {
        live: {
          watch: (accountId, after, deliver) => {
            watched.push({ accountId, after, deliver });
            return () => {};
          },
        },
      },
    });
    await signIn();
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const open = (query: string, headers = {}) =>
      fetch(`${address}/wt/app/events${query}`, { headers: { cookie, ...headers } });

    expect((await fetch(`${address}/wt/app/events`)).status).toBe(401);
    const fromNow = await open('');
    expect(Object.fromEntries(fromNow.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    await open('?after=1');
    await open('?after=1', { 'last-event-id': '2' });
    await open('?after=99');
    await open('?after=__proto__');
    expect(watched.map(({ accountId, after }) => [accountId === anAccount().id, after])).toEqual([
      [true, 3],
      [true, 1],
      [true, 2],
      [true, 3],
      [true, 3],
    ]);
    watched[0]?.deliver({ number: 4, happenings: [{ type: 'transaction.confirmed' }] });
    const body = fromNow.text();
    await app.close();
    expect(await body).toContain(
      'event: changed\nid: 4\ndata: {"number":4,"types":["transaction.confirmed"]}\n\n',
    );
  });
});

describe('Pusher', () => {
  const pusher = {
    key: 'key',
    cluster: 'eu',
    host: null,
    authorize: async (socketId: string, channel: string) =>
      JSON.stringify({ auth: `${socketId}:${channel}` }),
  };

  it('lets a session join its own channel, and no other', async () => {
    const { signIn, session, jar, app } = await start({ options: { pusher } });
    await signIn();
    const first = await session();
    expect(first.live).toMatchObject({
      type: 'pusher',
      key: 'key',
      cluster: 'eu',
      authUrl: '/wt/app/pusher-auth',
    });
    const join = async (fields: Record<string, string>, token?: string) =>
      app.inject({
        method: 'POST',
        url: '/wt/app/pusher-auth',
        cookies: Object.fromEntries(jar),
        headers: {
          origin,
          'content-type': 'application/x-www-form-urlencoded',
          'sayso-form-token': token ?? (await session()).formToken,
        },
        payload: new URLSearchParams(fields).toString(),
      });
    const own = { socket_id: '123.456', channel_name: first.live.channel };
    expect((await join(own)).json()).toEqual({ auth: `123.456:${first.live.channel}` });
    expect((await join(own, 'x')).statusCode).toBe(403);
    for (const socketId of ['', '123', '1.2:evil', '1.2\n3.4', `1.${'2'.repeat(30)}`]) {
      expect((await join({ ...own, socket_id: socketId })).statusCode).toBe(400);
    }
    jar.clear();
    await signIn();
    expect((await session()).live.channel).not.toBe(first.live.channel);
    expect((await join(own)).statusCode).toBe(403);
    expect((await join({ ...own, channel_name: 'private-other' })).statusCode).toBe(403);
  });

  it('is not there where it is not set up', async () => {
    const { signIn, app, jar } = await start();
    await signIn();
    const answer = await app.inject({
      method: 'POST',
      url: '/wt/app/pusher-auth',
      cookies: Object.fromEntries(jar),
    });
    expect(answer.statusCode).toBe(404);
  });
});

describe('a host that can hold no stream', () => {
  it('tells the page to ask, and has none to open', async () => {
    const { signIn, session, browse } = await start({ options: { live: null } });
    await signIn();
    expect((await session()).live).toEqual({ type: 'none' });
    expect((await browse('/events')).statusCode).toBe(404);
  });
});

describe('the built pages', () => {
  it('take over the plain page where they are built, from files that never change', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'sayso-ui-'));
    await mkdir(join(directory, '.vite'));
    await mkdir(join(directory, 'assets'));
    const manifest = {
      'src/app/ui/main.tsx': { file: 'assets/app-1a2b3c4d.js', isEntry: true, css: ['assets/app-5e6f.css'] },
      'pusher.ts': { file: 'assets/pusher-9.js' },
    };
    await writeFile(join(directory, '.vite', 'manifest.json'), JSON.stringify(manifest));
    await writeFile(join(directory, 'assets', 'app-1a2b3c4d.js'), 'export {};');
    const { browse } = await start({ options: { uiDirectory: directory } });
    for (const path of ['/', '/profile', '/activity']) {
      const { body } = await browse(path);
      expect(body).toContain('<script type="module" src="/wt/app/assets/app-1a2b3c4d.js"></script>');
      expect(body).toContain('<link rel="stylesheet" href="/wt/app/assets/app-5e6f.css">');
      expect(body).toContain('<div id="app">');
    }
    const script = await browse('/assets/app-1a2b3c4d.js');
    expect(script.headers).toMatchObject({
      'content-type': 'application/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    for (const path of ['/assets/nothing.js', '/assets/', '/assets/..%2f.vite%2fmanifest.json']) {
      expect((await browse(path)).statusCode).toBeGreaterThanOrEqual(400);
    }
    await rm(directory, { recursive: true });
  });
});
