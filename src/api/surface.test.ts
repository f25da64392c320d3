import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { everyFailure } from '../../test/fakes/failures.ts';
import { createFakeLog } from '../../test/fakes/log.ts';
import { createFakeOperations } from '../../test/fakes/operations.ts';
import { aState, aTransaction, noon } from '../../test/fakes/states.ts';
import { baseHeaders, withHeaders } from '../http-headers.ts';
import { orderPizza } from '../pizzeria/order-pizza.ts';
import { fail, succeed } from '../transactions/failures.ts';
import type { Operations } from './operations.ts';
import { problemTable } from './problems.ts';
import { apiSurface } from './surface.ts';
import { scopes, type TokenVerdict } from './token.ts';

const waiting = aTransaction();
const path = `/wt/api/transactions/${waiting.id}`;

const claims = (subject: string, granted: readonly string[] = Object.values(scopes)): TokenVerdict => ({
  type: 'valid',
  claims: {
    issuer: 'https://tenant.test/',
    subject,
    scopes: new Set(granted),
    expiresAt: noon + 3_600_000,
  },
});

const verdicts: { readonly [token: string]: TokenVerdict } = {
  anna: claims('auth0|anna'),
  ben: claims('auth0|ben'),
  reader: claims('auth0|anna', [scopes.read]),
  starter: claims('auth0|anna', [scopes.request]),
  old: { type: 'expired' },
  unlucky: { type: 'unavailable' },
};

const accounts: { readonly [subject: string]: string } = {
  'auth0|anna': '00000000-0000-4000-8000-000000000001',
  'auth0|ben': '00000000-0000-4000-8000-000000000002',
};

const start = async (over: Partial<Operations> = {}) => {
  const { operations, calls } = createFakeOperations(over);
  const log = createFakeLog();
  const app = fastify();
  await app.register(
    withHeaders(
      baseHeaders({ hsts: true }),
      apiSurface({
        operations,
        business: { name: 'Pizza on Demand', commands: [orderPizza] },
        verifyToken: async (token) =>
          (Object.hasOwn(verdicts, token) && verdicts[token]) || { type: 'invalid' },
        directory: {
          findOrCreate: async ({ issuer, subject, newId }) => ({
            id: accounts[subject] ?? newId,
            issuer,
            subject,
          }),
        },
        newId: () => '00000000-0000-4000-8000-00000000000f',
        now: () => noon,
        log,
        issuerOrigin: 'https://tenant.test',
        version: '0.1.0',
      }),
    ),
    { prefix: '/wt/api' },
  );
  return { app, calls, log };
};

const as = (token: string) => ({ authorization: `Bearer ${token}` });
const order = { command: 'OrderPizza', values: { size: 'large', toppings: ['pepperoni', 'mushrooms'] } };

describe('who may call', () => {
  const refusals = [
    ['no token', {}, 401, 'token_missing', 'Bearer realm="sayso"'],
    ['another scheme', { authorization: 'Basic YTpi' }, 401, 'token_invalid', 'invalid_token'],
    [
      'two tokens in one header',
      { authorization: 'Bearer anna, Bearer ben' },
      401,
      'token_invalid',
      'invalid_',
    ],
    ['an unknown token', as('stranger'), 401, 'token_invalid', 'error="invalid_token"'],
    ['a prototype’s name', as('__proto__'), 401, 'token_invalid', 'error="invalid_token"'],
    ['an endless token', as('a'.repeat(9000)), 401, 'token_invalid', 'error="invalid_token"'],
    ['an expired token', as('old'), 401, 'token_expired', 'expired'],
    ['a token without the scope', as('starter'), 403, 'insufficient_scope', `scope="${scopes.read}"`],
  ] as const;
  it.each(refusals)('%s is refused, and told how to ask', async (_name, headers, status, code, challenge) => {
    const { app, calls } = await start();
    const answer = await app.inject({ url: path, headers });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toMatchObject({ code, status, type: `/wt/api/problems/${code}` });
    expect(answer.headers['www-authenticate']).toContain(challenge);
    expect(calls).toEqual([]);
  });

  it('a token nobody can verify right now is our trouble, not the caller’s', async () => {
    const { app } = await start();
    const answer = await app.inject({ url: path, headers: as('unlucky') });
    expect(answer.statusCode).toBe(503);
    expect(answer.json().code).toBe('keys_unavailable');
    expect(answer.headers['www-authenticate']).toBeUndefined();
  });

  it('a token in the URL is refused even beside a good one in the header', async () => {
    const { app, calls } = await start();
    const answer = await app.inject({ url: `${path}?access_token=anna`, headers: as('anna') });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().code).toBe('token_in_url');
    expect(answer.body).not.toContain('anna');
    expect(calls).toEqual([]);
  });

  it('an account without the right to confirm cannot, whatever else it may do', async () => {
    const { app, calls } = await start();
    const answer = await app.inject({
      method: 'POST',
      url: `${path}/confirm`,
      headers: as('starter'),
      payload: { code: '482109' },
    });
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'insufficient_scope', scope: scopes.confirm });
    expect(calls).toEqual([]);
  });

  it('acts as the token’s account, in the session the caller names', async () => {
    const { app, calls } = await start();
    await app.inject({ url: path, headers: as('anna') });
    await app.inject({ url: path, headers: { ...as('anna'), 'sayso-session': 'kitchen' } });
    expect(calls.map(({ arguments: [actor] }) => actor)).toEqual([
      { accountId: accounts['auth0|anna'], surface: 'api', session: 'api', linkId: null, request: null },
      {
        accountId: accounts['auth0|anna'],
        surface: 'api',
        session: 'api:kitchen',
        linkId: null,
        request: null,
      },
    ]);
    const broken = await app.inject({ url: path, headers: { ...as('anna'), 'sayso-session': 'two words' } });
    expect(broken.statusCode).toBe(400);
  });

  it('sees nothing of another account, on any route that bears an id', async () => {
    const { app } = await start();
    const routes = [
      ['GET', path],
      ['POST', `${path}/confirm`],
      ['POST', `${path}/resend`],
      ['POST', `${path}/cancel`],
    ] as const;
    for (const [method, url] of routes) {
      const payload = url.endsWith('confirm') ? { payload: { code: '482109' } } : {};
      const answer = await app.inject({ method, url, headers: as('ben'), ...payload });
      expect([method, url, answer.statusCode, answer.json().code]).toEqual([method, url, 404, 'not_found']);
    }
    const list = await app.inject({ url: '/wt/api/transactions', headers: as('ben') });
    expect(list.json()).toEqual({ transactions: [], next: null });
  });

  it.each(['__proto__', 'constructor', 'toString', '1', '%00', "'%20OR%201=1"])(
    'the id %s is nobody’s transaction, and no database is asked',
    async (id) => {
      const { app, calls } = await start();
      const answer = await app.inject({ url: `/wt/api/transactions/${id}`, headers: as('anna') });
      expect(answer.statusCode).toBe(404);
      expect(calls).toEqual([]);
    },
  );
});

describe('requesting', () => {
  it('answers 201 with the stored transaction and where it is, and nothing that must stay inside', async () => {
    const { app, calls } = await start();
    const answer = await app.inject({
      method: 'POST',
      url: '/wt/api/transactions',
      headers: { ...as('anna'), 'idempotency-key': '"8e03978e"' },
      payload: { ...order, locale: 'en-GB' },
    });
    expect(answer.statusCode).toBe(201);
    expect(answer.headers.location).toBe(path);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.json()).toEqual({
      transaction: {
        id: waiting.id,
        command: 'OrderPizza',
        summary: 'a large pizza with pepperoni and mushrooms',
        destination: 'delivered home',
        amount: { minorUnits: 1650, currency: 'USD' },
        payee: 'Pizza on Demand',
        state: 'requested',
        reason: null,
        requestedAt: '2026-11-22T12:00:00.000Z',
        expiresAt: '2026-11-22T12:15:00.000Z',
        settledAt: null,
        triesLeft: 3,
        sends: 1,
        challenge: {
          channel: 'sms',
          hint: '42',
          state: 'live',
          sentAt: '2026-11-22T12:00:00.000Z',
          expiresAt: '2026-11-22T12:03:00.000Z',
          resendAt: '2026-11-22T12:01:00.000Z',
        },
      },
    });
    const [, wanted, , key] = calls[0]?.arguments ?? [];
    expect(wanted).toEqual({
      command: 'OrderPizza',
      values: {
        size: [{ heard: 'large', id: 'large' }],
        toppings: [
          { heard: 'pepperoni', id: 'pepperoni' },
          { heard: 'mushrooms', id: 'mushrooms' },
        ],
      },
      locale: 'en-GB',
    });
    expect(key).toBe('8e03978e');
  });

  it('asks back where a value is missing, and stores nothing', async () => {
    const { app } = await start({
      request: async () =>
        succeed({ type: 'unclear', value: 'size', question: 'Which size?', reprompt: 'Small or large?' }),
    });
    const answer = await app.inject({
      method: 'POST',
      url: '/wt/api/transactions',
      headers: as('anna'),
      payload: { command: 'OrderPizza' },
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ code: 'unclear', value: 'size', question: 'Which size?' });
  });

  const badBodies: readonly (readonly [string, object | string, string])[] = [
    ['a price of the caller’s own', { ...order, amount: { minorUnits: 1 } }, 'invalid_request'],
    ['a state of the caller’s own', { ...order, state: 'confirmed' }, 'invalid_request'],
    ['a channel of the caller’s own', { ...order, channel: 'email' }, 'invalid_request'],
    ['a value the command does not read', { ...order, values: { price: '1' } }, 'invalid_request'],
    ['a prototype’s name as value', { ...order, values: { constructor: 'x' } }, 'invalid_request'],
    ['two sizes', { ...order, values: { size: ['small', 'large'] } }, 'invalid_request'],
    ['a number as value', { ...order, values: { size: 1 } }, 'invalid_request'],
    ['a locale that is none', { ...order, locale: '../../etc' }, 'invalid_request'],
    ['a locale with two regions, which Intl throws on', { ...order, locale: 'en-US-GB' }, 'invalid_request'],
    ['a list', [], 'invalid_request'],
    ['a poisoned prototype', '{"command":"OrderPizza","__proto__":{"admin":true}}', 'invalid_request'],
    ['half a body', '{"command":', 'invalid_request'],
    ['no body', '', 'invalid_request'],
    ['a command there is not', { command: 'toString' }, 'unknown_command'],
  ];
  it.each(badBodies)('refuses %s', async (_name, payload, code) => {
    const { app, calls } = await start();
    const answer = await app.inject({
      method: 'POST',
      url: '/wt/api/transactions',
      headers: { ...as('anna'), 'content-type': 'application/json' },
      payload,
    });
    expect(answer.json().code).toBe(code);
    expect(answer.statusCode).toBe(code === 'unknown_command' ? 422 : 400);
    expect(calls).toEqual([]);
  });

  it('refuses an Idempotency-Key beyond bounds', async () => {
    const { app, calls } = await start();
    for (const key of ['', 'k'.repeat(256), 'two words']) {
      const headers = { ...as('anna'), 'idempotency-key': key };
      const answer = await app.inject({
        method: 'POST',
        url: '/wt/api/transactions',
        headers,
        payload: order,
      });
      expect(answer.json()).toMatchObject({ code: 'invalid_request', fields: ['headers.idempotency-key'] });
    }
    expect(calls).toEqual([]);
  });
});

describe('confirming', () => {
  it('takes the code as a string of the body alone', async () => {
    const { app, calls } = await start();
    const confirm = (payload: object) =>
      app.inject({ method: 'POST', url: `${path}/confirm`, headers: as('anna'), payload });
    expect((await confirm({ code: '082109' })).statusCode).toBe(200);
    expect(calls[0]?.arguments.slice(1, 3)).toEqual([waiting.id, '082109']);
    const number = await confirm({ code: 482109 });
    expect(number.json()).toMatchObject({ code: 'invalid_request', fields: ['body.code'] });
    expect(number.body).not.toContain('482109');
    expect((await confirm({})).json().fields).toEqual(['body.code']);
    expect((await confirm({ code: '482109', confirmed: true })).statusCode).toBe(400);
    const inUrl = await app.inject({
      method: 'POST',
      url: `${path}/confirm?code=482109`,
      headers: as('anna'),
    });
    expect(inUrl.statusCode).toBe(400);
    expect(calls).toHaveLength(1);
  });

  it('answers about the transaction that was asked about, even where another came in between', async () => {
    const newer = aTransaction({ id: '10000000-0000-4000-8000-000000000002' });
    const { app } = await start({ confirm: async () => succeed(aState({ transaction: newer })) });
    const answer = await app.inject({
      method: 'POST',
      url: `${path}/confirm`,
      headers: as('anna'),
      payload: { code: '482109' },
    });
    expect(answer.json().transaction.id).toBe(waiting.id);
  });
});

describe('listing', () => {
  it('pages: newest first, and says where the next page begins', async () => {
    const records = [1, 2, 3].map((n) => ({
      transaction: aTransaction({ id: `10000000-0000-4000-8000-00000000000${n}` }),
      challenges: [],
    }));
    const { app, calls } = await start({ list: async () => records });
    const answer = await app.inject({ url: '/wt/api/transactions?limit=2', headers: as('anna') });
    expect(answer.json().transactions).toHaveLength(2);
    expect(answer.json().next).toBe('10000000-0000-4000-8000-000000000002');
    expect(calls[0]?.arguments[1]).toEqual({ limit: 3, beforeId: null });
  });

  it.each(['limit=0', 'limit=101', 'limit=x', 'limit=1&limit=2', 'before=__proto__', 'other=1'])(
    'refuses ?%s',
    async (query) => {
      const { app, calls } = await start();
      const answer = await app.inject({ url: `/wt/api/transactions?${query}`, headers: as('anna') });
      expect(answer.statusCode).toBe(400);
      expect(calls).toEqual([]);
    },
  );

  it('says what can be asked for', async () => {
    const { app } = await start();
    const answer = await app.inject({ url: '/wt/api/commands', headers: as('anna') });
    expect(answer.json()).toEqual({
      payee: 'Pizza on Demand',
      commands: [
        {
          name: 'OrderPizza',
          values: [
            { name: 'size', several: false },
            { name: 'toppings', several: true },
          ],
        },
      ],
    });
  });
});

describe('problems', () => {
  it.each(Object.values(everyFailure))('$type is a problem with a stable code', async (failure) => {
    const { app } = await start({ resend: async () => fail(failure) });
    const answer = await app.inject({ method: 'POST', url: `${path}/resend`, headers: as('anna') });
    const problem = answer.json();
    expect(problem).toMatchObject({ code: failure.type, type: `/wt/api/problems/${failure.type}` });
    expect(answer.statusCode).toBe(problem.status);
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).not.toMatch(/secret|\+1555/);
    const explained = await app.inject({ url: problem.type });
    expect(explained.statusCode).toBe(200);
    expect(explained.body).toContain(problem.title);
  });

  it('says when to come back where that is known', async () => {
    const waits = { frozen: '91', quiet: '60', resend_too_soon: '30', sends_limited: '3600', busy: '1' };
    for (const [type, failure] of Object.entries(everyFailure)) {
      const { app } = await start({ resend: async () => fail(failure) });
      const answer = await app.inject({ method: 'POST', url: `${path}/resend`, headers: as('anna') });
      expect([type, answer.headers['retry-after']]).toEqual([
        type,
        Object.entries(waits).find(([known]) => known === type)?.[1],
      ]);
    }
  });

  it('tells what the caller can act on', async () => {
    const told = async (failure: (typeof everyFailure)[keyof typeof everyFailure]) => {
      const { app } = await start({ resend: async () => fail(failure) });
      return (await app.inject({ method: 'POST', url: `${path}/resend`, headers: as('anna') })).json();
    };
    expect(await told(everyFailure.code_wrong)).toMatchObject({ triesLeft: 2 });
    expect(await told(everyFailure.locked)).toMatchObject({ lock: 'wrong_codes' });
    expect(await told(everyFailure.ended)).toMatchObject({ transactionState: 'cancelled', reason: 'asked' });
    expect(await told(everyFailure.replacement_told)).toMatchObject({
      replacedSummary: 'a small pizza',
      summary: 'a large pizza with pepperoni and mushrooms',
    });
    expect(await told(everyFailure.quiet)).toMatchObject({ retryAt: '2026-11-22T12:01:00.000Z' });
  });

  it('are what HTTP gets wrong, too', async () => {
    const { app } = await start();
    const post = { method: 'POST', url: '/wt/api/transactions' } as const;
    const nowhere = await app.inject({ url: '/wt/api/nowhere' });
    const wrongMethod = await app.inject({ method: 'DELETE', url: path, headers: as('anna') });
    const options = await app.inject({ method: 'OPTIONS', url: '/wt/api/transactions' });
    const large = await app.inject({
      ...post,
      headers: as('anna'),
      payload: { command: 'x'.repeat(17 * 1024) },
    });
    const form = await app.inject({
      ...post,
      headers: { ...as('anna'), 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'command=OrderPizza',
    });
    const unknownProblem = await app.inject({ url: '/wt/api/problems/__proto__' });
    const seen = [nowhere, wrongMethod, options, large, form, unknownProblem].map((answer) => [
      answer.statusCode,
      answer.json().code,
      answer.headers['content-type'],
    ]);
    const type = 'application/problem+json; charset=utf-8';
    expect(seen).toEqual([
      [404, 'no_such_resource', type],
      [405, 'method_not_allowed', type],
      [405, 'method_not_allowed', type],
      [413, 'body_too_large', type],
      [415, 'unsupported_media_type', type],
      [404, 'no_such_resource', type],
    ]);
    expect(wrongMethod.headers.allow).toBe('GET, HEAD');
    expect(options.headers.allow).toBe('GET, HEAD, POST');
  });

  it('keep a fault’s words inside', async () => {
    const { app, log } = await start({
      find: async () => {
        throw new Error('password authentication failed for user "sayso"');
      },
    });
    const answer = await app.inject({ url: path, headers: as('anna') });
    expect(answer.statusCode).toBe(500);
    expect(answer.json().code).toBe('internal_error');
    expect(answer.body).not.toContain('password');
    expect(log.lines).toEqual(['error api.failed']);
  });

  it('have each a title and say what to do', () => {
    for (const { status, title, detail } of Object.values(problemTable)) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(title).not.toMatch(/\.$/);
      expect(detail).toMatch(/\.$/);
    }
  });
});

describe('the OpenAPI document', () => {
  const read = async () => {
    const { app } = await start();
    const answer = await app.inject({ url: '/wt/api/openapi.json' });
    return { app, answer, document: answer.json() };
  };

  it('is valid OpenAPI 3.1, public and cacheable', async () => {
    const { answer, document } = await read();
    expect(answer.headers['cache-control']).toBe('public, max-age=3600');
    expect(document.openapi).toBe('3.1.1');
    const verdict = await new Validator().validate(document);
    expect(verdict.errors).toBeUndefined();
    expect(verdict.valid).toBe(true);
  });

  it('covers every route, and every route but the public ones asks for a token', async () => {
    const { app, document } = await read();
    const described = Object.entries<object>(document.paths).flatMap(([url, methods]) =>
      Object.entries<{ security?: { oauth: string[] }[] }>({ ...methods }).map(
        ([method, { security }]) => `${method.toUpperCase()} ${url} ${security?.[0]?.oauth[0] ?? 'public'}`,
      ),
    );
    expect(described.sort()).toEqual([
      'GET /commands transactions:request',
      'GET /problems/{code} public',
      'GET /transactions transactions:read',
      'GET /transactions/{id} transactions:read',
      'POST /transactions transactions:request',
      'POST /transactions/{id}/cancel transactions:request',
      'POST /transactions/{id}/confirm transactions:confirm',
      'POST /transactions/{id}/resend transactions:request',
    ]);
    for (const line of described.filter((line) => !line.endsWith('public'))) {
      const [method = '', url = ''] = line.split(' ');
      const target = `/wt/api${url.replace('{id}', waiting.id)}`;
      const answer = await app.inject({ method: method === 'GET' ? 'GET' : 'POST', url: target });
      expect([line, answer.statusCode]).toEqual([line, 401]);
    }
  });

  it('gives examples that work as they stand, with answers of the form it promises', async () => {
    const { app, document } = await read();
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema({ $id: 'openapi', ...document });
    let executed = 0;
    for (const [url, methods] of Object.entries<Record<string, Record<string, unknown>>>(document.paths)) {
      const example = JSON.stringify(methods.post?.requestBody ?? null);
      if (example === 'null') continue;
      const payload = JSON.parse(example).content['application/json'].example;
      const answer = await app.inject({
        method: 'POST',
        url: `/wt/api${url.replace('{id}', waiting.id)}`,
        headers: as('anna'),
        payload,
      });
      const pointer = `${url.replaceAll('~', '~0').replaceAll('/', '~1').replace('{', '%7B').replace('}', '%7D')}`;
      const validate = ajv.getSchema(
        `openapi#/paths/${pointer}/post/responses/${answer.statusCode}/content/application~1json/schema`,
      );
      expect(validate?.(answer.json()), url).toBe(true);
      executed += 1;
    }
    expect(executed).toBe(2);
  });
});

describe('headers', () => {
  it('are the strictest on every answer', async () => {
    const { app } = await start();
    for (const url of [path, '/wt/api/nowhere', '/wt/api/openapi.json']) {
      const { headers } = await app.inject({ url, headers: as('anna') });
      expect(headers).toMatchObject({
        'content-security-policy':
          "default-src 'none';frame-ancestors 'none';base-uri 'none';form-action 'none'",
        'strict-transport-security': 'max-age=63072000; includeSubDomains',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers).not.toHaveProperty('access-control-allow-origin');
      expect(headers).not.toHaveProperty('x-powered-by');
    }
  });
});
