import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { everyFailure } from '../../test/fakes/failures.ts';
import { clientId, clientSecret } from '../../test/fakes/openid-provider.ts';
import { aChallenge, anAccount, aState, aTransaction, noon } from '../../test/fakes/states.ts';
import { fail, succeed } from '../transactions/failures.ts';
import { form, minutes, origin, provider, start, waiting } from './testing/browser.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: noon });
  Object.assign(provider.world, { mischief: 'none', subject: 'auth0|anna' });
  provider.world.requests.length = 0;
});
afterEach(() => vi.useRealTimers());

const pass = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);

describe('signing in', () => {
  it('leads to the tenant with PKCE, state and nonce, and back to our own address whatever the Host header says', async () => {
    const { browse } = await start();
    const welcome = await browse('/');
    expect(welcome.statusCode).toBe(200);
    expect(welcome.body).toContain('href="https://pod.test/wt/app/sign-in"');
    const begun = await browse('/sign-in');
    const url = new URL(String(begun.headers.location));
    expect(url.origin + url.pathname).toBe('https://tenant.test/authorize');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: clientId,
      response_type: 'code',
      scope: 'openid',
      redirect_uri: 'https://pod.test/wt/app/callback',
      code_challenge_method: 'S256',
      max_age: '43200',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(url.searchParams.get(name)?.length).toBeGreaterThan(42);
    }
    expect(begun.body + begun.headers.location).not.toContain(clientSecret);
  });

  it('begins a session of our own, remembers when the tenant saw the person, and refreshes the contacts', async () => {
    const { signIn, browse, sessions, jar, done } = await start();
    const back = await signIn();
    expect(back.statusCode).toBe(303);
    expect(back.headers.location).toBe('https://pod.test/wt/app/');
    expect(String(back.headers['set-cookie'])).toMatch(
      /__Host-sayso=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax/,
    );
    expect(sessions.all()).toMatchObject([{ accountId: anAccount().id, authTime: noon, createdAt: noon }]);
    expect(done).toEqual(['refresh auth0|anna']);
    expect((await browse('/')).body).toContain('a large pizza with pepperoni and mushrooms');
    const cookie = jar.get('__Host-sayso') ?? '';
    expect(JSON.stringify(sessions.all())).not.toContain(cookie);
    expect(jar.has('__Host-sayso-sign-in')).toBe(false);
  });

  it('never continues a session the browser brought along, and ends a former one', async () => {
    const { signIn, sessions, jar } = await start();
    const planted = 'A'.repeat(43);
    jar.set('__Host-sayso', planted);
    await signIn();
    const first = jar.get('__Host-sayso');
    expect(first).not.toBe(planted);
    await signIn();
    expect(jar.get('__Host-sayso')).not.toBe(first);
    expect(sessions.all()).toHaveLength(1);
  });

  it('succeeds even where the contacts cannot be refreshed', async () => {
    const { signIn, log } = await start({
      options: {
        onSignedIn: async () => {
          throw new Error('tenant down');
        },
      },
    });
    expect((await signIn()).statusCode).toBe(303);
    expect(log.lines).toContain('error app.refresh_failed');
  });

  it('refuses what comes back without its cookie, with another state, or a second time', async () => {
    const { browse, jar, sessions } = await start();
    const begin = async () => provider.logIn(String((await browse('/sign-in')).headers.location));
    const withoutCookie = await begin();
    jar.clear();
    const otherState = `${(await begin()).replace(/state=[^&]+/, 'state=other')}`;
    const answers = [await browse(`/callback${otherState}`)];
    jar.clear();
    answers.push(await browse(`/callback${withoutCookie}`));
    const search = await begin();
    const cookie = jar.get('__Host-sayso-sign-in') ?? '';
    expect((await browse(`/callback${search}`)).statusCode).toBe(303);
    jar.set('__Host-sayso-sign-in', cookie);
    answers.push(await browse(`/callback${search}`));
    jar.set('__Host-sayso-sign-in', '__proto__');
    answers.push(await browse(`/callback${search}`));
    await begin();
    answers.push(await browse('/callback'));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([400, 400, 400, 400, 400]);
    expect(sessions.all()).toHaveLength(1);
  });

  it('takes no longer than ten minutes', async () => {
    const { browse, sessions } = await start();
    const search = provider.logIn(String((await browse('/sign-in')).headers.location));
    pass(minutes(10));
    expect((await browse(`/callback${search}`)).statusCode).toBe(400);
    expect(sessions.all()).toEqual([]);
  });

  it.each(['other_key', 'other_nonce', 'other_audience', 'other_issuer', 'no_auth_time'] as const)(
    'refuses an id_token with %s',
    async (mischief) => {
      const { signIn, sessions } = await start();
      provider.world.mischief = mischief;
      const back = await signIn();
      expect(back.statusCode).toBe(400);
      expect(sessions.all()).toEqual([]);
    },
  );

  it('says so where the tenant said no, and checks the state of that too', async () => {
    const { browse } = await start();
    const begun = new URL(String((await browse('/sign-in')).headers.location));
    const search = new URLSearchParams({
      error: 'access_denied',
      error_description: '<b>no</b>',
      state: begun.searchParams.get('state') ?? '',
    });
    const back = await browse(`/callback?${search}`);
    expect(back.statusCode).toBe(403);
    expect(back.body).not.toContain('<b>');
    expect(back.body).toContain('You were not signed in');
  });

  it('refuses an answer of another issuer (RFC 9207)', async () => {
    const { browse, sessions } = await start();
    const search = provider.logIn(String((await browse('/sign-in')).headers.location));
    expect((await browse(`/callback${search}&iss=https%3A%2F%2Fother.test%2F`)).statusCode).toBe(400);
    expect(sessions.all()).toEqual([]);
  });

  it.each(['down', 'slow_down'] as const)(
    'survives a tenant that is %s, before and in the middle',
    async (mischief) => {
      const { browse } = await start();
      provider.world.mischief = mischief;
      expect((await browse('/sign-in')).statusCode).toBe(503);
      provider.world.mischief = 'none';
      const search = provider.logIn(String((await browse('/sign-in')).headers.location));
      provider.world.mischief = mischief;
      const back = await browse(`/callback${search}`);
      expect(back.statusCode).toBe(503);
      expect(back.body).toContain('Sign-in cannot be reached');
    },
  );
});

describe('a session', () => {
  it.each(['__proto__', 'constructor', 'toString', '', 'A'.repeat(43), 'x'.repeat(4000)])(
    'does not come from the cookie %j',
    async (cookie) => {
      const { browse, jar, calls } = await start();
      jar.set('__Host-sayso', cookie);
      expect((await browse('/')).body).toContain('Only you can say yes');
      expect(calls).toEqual([]);
    },
  );

  it('ends after thirty idle minutes, on the server too', async () => {
    const { signIn, browse, sessions } = await start();
    await signIn();
    pass(minutes(29));
    expect((await browse('/')).body).toContain('Your orders');
    pass(minutes(29));
    expect((await browse('/')).body).toContain('Your orders');
    pass(minutes(30));
    expect((await browse('/')).body).toContain('Only you can say yes');
    expect(sessions.all()).toEqual([]);
  });

  it('ends after twelve hours, however busy', async () => {
    const { signIn, browse } = await start();
    await signIn();
    for (let minute = 0; minute < 12 * 60 - 20; minute += 20) {
      pass(minutes(20));
      expect((await browse('/')).body).toContain('Your orders');
    }
    pass(minutes(20));
    expect((await browse('/')).body).toContain('Only you can say yes');
  });

  it('ends at sign-out here, in the browser and at the tenant; the old cookie opens nothing', async () => {
    const { signIn, submit, browse, jar, sessions } = await start();
    await signIn();
    const cookie = jar.get('__Host-sayso') ?? '';
    const out = await submit('/sign-out');
    expect(out.statusCode).toBe(303);
    const target = new URL(String(out.headers.location));
    expect(target.href.split('?')[0]).toBe('https://tenant.test/v2/logout');
    expect(Object.fromEntries(target.searchParams)).toEqual({
      client_id: clientId,
      returnTo: 'https://pod.test/wt/app/',
    });
    expect(jar.has('__Host-sayso')).toBe(false);
    expect(sessions.all()).toEqual([]);
    jar.set('__Host-sayso', cookie);
    expect((await browse('/')).body).toContain('Only you can say yes');
  });

  it('dies with its account', async () => {
    const { signIn, browse, sessions } = await start({
      operations: { current: async () => fail({ type: 'not_found' }) },
    });
    await signIn();
    expect((await browse('/')).statusCode).toBe(401);
    expect(sessions.all()).toEqual([]);
  });
});

describe('the page', () => {
  it('shows the waiting order, where its code went, and the past ones with their reason', async () => {
    const past = aTransaction({
      id: '10000000-0000-4000-8000-000000000009',
      summary: 'a <script>alert(1)</script> pizza',
      state: 'cancelled',
      cancelReason: 'not_me',
    });
    const { signIn, browse } = await start({
      operations: { list: async () => [{ transaction: past, challenges: [] }] },
    });
    await signIn();
    const { body, headers } = await browse('/');
    for (const text of [
      'a large pizza with pepperoni and mushrooms',
      'delivered home',
      '$16.50',
      'your phone ending 42',
      'runs out in 3 minutes',
      '3 tries are left',
      'The order ends in 15 minutes',
      'you said it was not you',
      'Nov 22, 2026, 12:00 PM UTC',
      '&lt;script&gt;',
    ]) {
      expect(body).toContain(text);
    }
    expect(body).not.toMatch(/<script|style=|onclick|\+1555|secret/);
    expect(headers['cache-control']).toBe('no-store');
  });

  it('says in words what became of the code, and what replaced what', async () => {
    const shown = async (challenge: Parameters<typeof aChallenge>[0], transaction = waiting) => {
      const { signIn, browse } = await start({
        operations: {
          current: async () => succeed(aState({ transaction, challenges: [aChallenge(challenge)] })),
        },
      });
      await signIn();
      return (await browse('/')).body;
    };
    expect(await shown({ state: 'sending' })).toContain('on its way to your phone ending 42');
    expect(await shown({ state: 'send_failed' })).toContain('could not be sent. Send it again.');
    expect(await shown({ state: 'expired' })).toContain('no longer works');
    const replacing = aTransaction({
      replaced: { transactionId: 'x', summary: 'a small pizza', otherSession: true, toldIn: null },
    });
    expect(await shown({}, replacing)).toContain('replaced another one that was waiting: a small pizza');
    const mail = await shown({ channel: 'email', hint: 'a…@example.com' });
    expect(mail).toContain('your mailbox a…@example.com');
  });

  it('is made of labelled, headed parts, works without scripts, and carries nothing inline', async () => {
    const { signIn, browse } = await start();
    await signIn();
    const { body } = await browse('/');
    expect(body.match(/<h1>/g)).toHaveLength(1);
    expect(body).toContain('<html lang="en">');
    expect(body).toContain('<label for="code">');
    expect(body).toContain('role="status"');
    const css = await browse('/style.css');
    expect(css.headers).toMatchObject({
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=3600',
    });
    expect(css.body).toContain('prefers-color-scheme: dark');
  });

  it('bears the headers that keep it ours', async () => {
    const { browse } = await start();
    for (const url of ['/', '/sign-in', '/nowhere', '/style.css']) {
      expect((await browse(url)).headers).toMatchObject({
        'content-security-policy':
          "default-src 'none';script-src 'self';style-src 'self';img-src 'self';connect-src 'self';form-action 'self' https://tenant.test;frame-ancestors 'none';base-uri 'none';object-src 'none'",
        'strict-transport-security': 'max-age=63072000; includeSubDomains',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
    }
  });
});

describe('acting on an order', () => {
  const act = `/transactions/${waiting.id}`;

  it('confirms with the code as people type it, as the web application', async () => {
    const { signIn, submit, browse, calls } = await start();
    await signIn();
    const answer = await submit(`${act}/confirm`, { code: ' 482 109' });
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe('https://pod.test/wt/app/');
    const [actor, id, code] = calls.find(({ operation }) => operation === 'confirm')?.arguments ?? [];
    expect(actor).toMatchObject({ accountId: anAccount().id, surface: 'app', linkId: null, request: null });
    expect([id, code]).toEqual([waiting.id, '482109']);
    expect((await browse('/')).body).toContain('Confirmed. Thank you.');
    expect((await browse('/')).body).not.toContain('Confirmed. Thank you.');
  });

  it('sends again and cancels', async () => {
    const { signIn, submit, calls } = await start();
    await signIn();
    expect((await submit(`${act}/resend`)).statusCode).toBe(303);
    expect((await submit(`${act}/cancel`)).statusCode).toBe(303);
    const steps = calls.filter(({ operation }) => operation === 'resend' || operation === 'cancel');
    expect(steps.map(({ operation, arguments: [, id] }) => [operation, id])).toEqual([
      ['resend', waiting.id],
      ['cancel', waiting.id],
    ]);
    expect(steps[1]?.arguments[2]).toBe('asked');
  });

  it.each(Object.values(everyFailure))('says in words what $type means', async (failure) => {
    const { signIn, submit } = await start({ operations: { resend: async () => fail(failure) } });
    await signIn();
    const answer = await submit(`${act}/resend`);
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.body).toContain('role="alert"');
    expect(answer.body).toContain('Your orders');
  });

  it('"this was not me" locks before it cancels', async () => {
    const order: string[] = [];
    const { signIn, submit } = await start({
      operations: {
        cancel: async (_actor, _id, reason) => {
          order.push(`cancel ${reason}`);
          return succeed(aState());
        },
      },
      options: {
        lock: async () => {
          order.push('lock');
          return succeed(aState());
        },
      },
    });
    await signIn();
    expect((await submit(`${act}/not-me`)).statusCode).toBe(303);
    expect(order).toEqual(['lock', 'cancel not_me']);
  });

  it('"this was not me" locks even where the order has ended, and says so where it was confirmed', async () => {
    const press = async (failure: Parameters<typeof fail>[0]) => {
      const { signIn, submit, done } = await start({ operations: { cancel: async () => fail(failure) } });
      await signIn();
      const answer = await submit(`${act}/not-me`);
      expect(done).toContain('lock');
      return answer;
    };
    expect((await press(everyFailure.ended)).statusCode).toBe(303);
    const late = await press(everyFailure.already_confirmed);
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('was confirmed before');
  });

  it('finds nothing under another’s id, or under what is no id', async () => {
    const { signIn, submit, calls } = await start();
    await signIn();
    const foreign = await submit('/transactions/10000000-0000-4000-8000-0000000000ff/cancel');
    expect(foreign.statusCode).toBe(404);
    for (const id of ['__proto__', 'constructor', '1']) {
      expect((await submit(`/transactions/${id}/cancel`)).statusCode).toBe(404);
    }
    expect(calls.filter(({ operation }) => operation === 'cancel')).toHaveLength(1);
  });
});

describe('requests that are not from our page', () => {
  const routes = [
    `/transactions/${waiting.id}/confirm`,
    `/transactions/${waiting.id}/resend`,
    `/transactions/${waiting.id}/cancel`,
    `/transactions/${waiting.id}/not-me`,
    '/unlock',
    '/sign-out',
  ];
  const steps = ['confirm', 'resend', 'cancel'];

  it.each(routes)('POST %s does nothing without the session’s token and our origin', async (url) => {
    const { signIn, submit, browse, calls, done, jar, sessions } = await start();
    await signIn();
    const fields = { code: '482109', lock: 'owner' };
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const forged = [
      await browse(url, fields),
      await submit(url, { ...fields, form_token: 'x' }),
      await submit(url, { ...fields, form_token: '' }),
      await submit(url, fields, type),
      await submit(url, fields, { ...type, origin: 'null' }),
      await submit(url, fields, { ...type, origin: 'https://evil.test' }),
      await submit(url, fields, { ...type, origin: 'https://pod.test.evil.test' }),
      await submit(url, fields, { ...type, origin, 'sec-fetch-site': 'cross-site' }),
      await submit(url, fields, { ...type, origin, 'sec-fetch-site': 'same-site' }),
      await submit(url, fields, { ...type, 'sec-fetch-site': 'none' }),
    ];
    expect(forged.map(({ statusCode }) => statusCode)).toEqual(forged.map(() => 403));
    jar.delete('__Host-sayso');
    expect((await browse(url, fields)).statusCode).toBe(401);
    expect(calls.filter(({ operation }) => steps.includes(operation))).toEqual([]);
    expect(done).toEqual(['refresh auth0|anna']);
    expect(sessions.all()).toHaveLength(1);
  });

  it('another session’s token is none of ours', async () => {
    const { signIn, token, browse, jar } = await start();
    await signIn();
    const before = await token();
    jar.clear();
    await signIn();
    const answer = await browse('/sign-out', { form_token: before });
    expect(answer.statusCode).toBe(403);
  });

  it('reading changes nothing: no step answers to GET', async () => {
    const { signIn, browse, calls } = await start();
    await signIn();
    for (const url of routes) expect((await browse(url)).statusCode).toBe(404);
    expect(calls.filter(({ operation }) => steps.includes(operation))).toEqual([]);
  });

  it('another form of body is not understood', async () => {
    const { app } = await start();
    const answer = await app.inject({
      method: 'POST',
      url: '/wt/app/sign-out',
      headers: { ...form, 'content-type': 'application/json' },
      payload: '{}',
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toContain('text/html');
    const large = await app.inject({
      method: 'POST',
      url: '/wt/app/sign-out',
      headers: form,
      payload: `a=${'x'.repeat(5000)}`,
    });
    expect(large.statusCode).toBe(400);
  });
});

describe('a lock', () => {
  const lockedAt = { owner: noon, wrong_codes: noon };
  const locked = { current: async () => succeed(aState({ account: anAccount({ lockedAt }) })) };

  it('is shown with its button, each its own', async () => {
    const { signIn, browse } = await start({ operations: locked });
    await signIn();
    const { body } = await browse('/');
    expect(body).toContain('You have locked ordering by voice');
    expect(body).toContain('Too many wrong codes');
    expect(body.match(/Open this lock/g)).toHaveLength(2);
  });

  it('opens by the button, right after signing in', async () => {
    const { signIn, submit, done } = await start({ operations: locked });
    await signIn();
    pass(minutes(4));
    expect((await submit('/unlock', { lock: 'wrong_codes' })).statusCode).toBe(303);
    expect(done).toContain('unlock wrong_codes');
  });

  it('does not open by signing in, nor five minutes after it: one signs in again and comes back', async () => {
    const { signIn, submit, browse, done } = await start({ operations: locked });
    await signIn();
    pass(minutes(5));
    const late = await submit('/unlock', { lock: 'owner' });
    expect(late.headers.location).toBe('https://pod.test/wt/app/sign-in?again=1');
    expect(done).toEqual(['refresh auth0|anna']);

    const begun = new URL(String((await browse('/sign-in?again=1')).headers.location));
    expect(begun.searchParams.get('prompt')).toBe('login');
    expect(begun.searchParams.get('max_age')).toBe('0');
    await browse(`/callback${provider.logIn(begun.href)}`);
    expect((await browse('/')).body).toContain('You can open the lock now.');
    expect(done).toEqual(['refresh auth0|anna', 'refresh auth0|anna']);
    expect((await submit('/unlock', { lock: 'owner' })).statusCode).toBe(303);
    expect(done).toContain('unlock owner');
  });

  it('does not open where the tenant skipped the new sign-in', async () => {
    const { signIn, done, sessions } = await start({ operations: locked });
    provider.world.mischief = 'old_auth_time';
    expect((await signIn('/sign-in?again=1')).statusCode).toBe(400);
    expect(sessions.all()).toEqual([]);
    const plain = await signIn();
    expect(plain.statusCode).toBe(303);
    expect(sessions.all()).toMatchObject([{ authTime: noon - 3_600_000 }]);
    expect(done.filter((what) => what.startsWith('unlock'))).toEqual([]);
  });

  it.each(['__proto__', 'constructor', ''])('there is none called %j', async (lock) => {
    const { signIn, submit, done } = await start({ operations: locked });
    await signIn();
    expect((await submit('/unlock', { lock })).statusCode).toBe(400);
    expect(done).toEqual(['refresh auth0|anna']);
  });
});

describe('a fault', () => {
  it('is told without its words', async () => {
    const { signIn, browse, log } = await start({
      operations: {
        current: async () => {
          throw new Error('relation "accounts" does not exist');
        },
      },
    });
    await signIn();
    const answer = await browse('/');
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('relation');
    expect(log.lines).toContain('error app.failed');
  });
});
