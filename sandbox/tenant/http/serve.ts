/** Puts the table of routes on a Fastify instance: guards, counting, faults, then the endpoint, then the wire. */
import fastifyCookie from '@fastify/cookie';
import fastifyFormbody from '@fastify/formbody';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CallCounts, CallName } from '../calls.ts';
import type { TenantContext } from '../context.ts';
import { refusal } from '../management/errors.ts';
import { answerError, oauthErrors, rateLimited } from '../oauth/errors.ts';
import { errorPage } from '../pages/message-page.ts';
import type { Route, RouteKind } from '../routes.ts';
import type { TenantApp } from '../tenant.ts';
import type { Answer } from './answer.ts';
import { allowedHosts, isOwnForm } from './guards.ts';
import { isRecord, readFields, type TenantRequest } from './request.ts';

export type FinishedCall = {
  readonly name: CallName;
  readonly method: string;
  /** As in the table of routes: no ids, no parameters. */
  readonly path: string;
  readonly status: number;
};

export const serve = async (
  app: TenantApp,
  tenant: TenantContext,
  routes: readonly Route[],
  calls: CallCounts,
  finished: (call: FinishedCall) => void,
): Promise<void> => {
  await app.register(fastifyCookie);
  await app.register(fastifyFormbody);
  const hosts = allowedHosts(tenant.domain);

  app.addHook('onRequest', async (request, reply) => {
    if (!hosts.has(request.headers.host ?? ''))
      return reply.code(421).type('text/plain').send(`This is ${tenant.domain}: call it by that name.\n`);
  });
  app.setNotFoundHandler((_, reply) => reply.code(404).type('text/plain').send('Not found\n'));

  for (const route of routes)
    app.route({
      method: route.method,
      url: route.path,
      exposeHeadRoute: false,
      handler: async (incoming, reply) => {
        if (route.kind === 'form' && !isOwnForm(incoming.headers))
          return send(reply, {
            type: 'page',
            status: 403,
            page: errorPage('This form is not from this page.'),
          });
        const request = readRequest(incoming, route.kind);
        if (request === null) return send(reply, answerError(oauthErrors.repeated));
        const name = typeof route.call === 'string' ? route.call : route.call(request);
        calls[name] += 1;

        const answer = (await failBefore(tenant, route.kind)) ?? (await route.handle(tenant, request));
        if (answer === 'reset') return cut(incoming, reply);
        await tenant.store.saved();
        if (tenant.faults.answerLostAfter === name) return cut(incoming, reply);
        const status = answer.type === 'redirect' ? 302 : answer.status;
        finished({ name, method: route.method, path: route.path, status });
        return send(reply, answer);
      },
    });
};

/** What the faults answer in the endpoint's place; null lets it do its work. */
const failBefore = async (tenant: TenantContext, kind: RouteKind): Promise<Answer | 'reset' | null> => {
  const { faults } = tenant;
  if (faults.slowMilliseconds > 0)
    await new Promise<void>((resolve) => tenant.after(faults.slowMilliseconds, resolve));
  switch (faults.down) {
    case 'reset':
      return 'reset';
    case 'unavailable':
      return unavailable(kind);
    case 'no':
      break;
    default:
      faults.down satisfies never;
  }
  if (!faults.rateLimited || kind === 'browser' || kind === 'form') return null;
  const limited = rateLimited(tenant.startLimit.perHour, tenant.now() + 60_000);
  if (kind === 'machine') return answerError(limited);
  const answer = refusal({
    statusCode: 429,
    error: 'Too Many Requests',
    message: limited.error_description,
    errorCode: limited.error,
  });
  return answer.type === 'json' ? { ...answer, headers: limited.headers ?? {} } : answer;
};

const unavailable = (kind: RouteKind): Answer => {
  switch (kind) {
    case 'browser':
    case 'form':
      return { type: 'page', status: 503, page: errorPage('The tenant is unavailable.') };
    case 'machine':
      return answerError(oauthErrors.unavailable);
    case 'management':
      return refusal({
        statusCode: 503,
        error: 'Service Unavailable',
        message: 'The service is temporarily unavailable.',
        errorCode: 'service_unavailable',
      });
    default:
      return kind satisfies never;
  }
};

const cut = (incoming: FastifyRequest, reply: FastifyReply): FastifyReply => {
  reply.hijack();
  incoming.raw.socket.destroy();
  return reply;
};

/** null where a parameter is given twice. The Management API takes lists that way. */
const readRequest = (incoming: FastifyRequest, kind: RouteKind): TenantRequest | null => {
  const { query: given, body } = incoming;
  const query = readFields(kind === 'management' ? joinLists(given) : given);
  const isJson = incoming.headers['content-type']?.startsWith('application/json') === true;
  const fields = isJson ? (readFields(withoutLists(body)) ?? new Map()) : readFields(body);
  if (query === null || fields === null) return null;
  return {
    method: incoming.method,
    params: readFields(incoming.params) ?? new Map(),
    query,
    fields,
    json: isJson && isRecord(body) ? body : null,
    body: isJson ? (body ?? null) : null,
    headers: incoming.headers,
    cookies: readFields(incoming.cookies) ?? new Map(),
    ip: incoming.ip,
  };
};

const joinLists = (source: unknown): unknown =>
  isRecord(source)
    ? Object.fromEntries(
        Object.entries(source).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
      )
    : source;

const withoutLists = (source: unknown): unknown =>
  isRecord(source)
    ? Object.fromEntries(Object.entries(source).filter(([, value]) => !Array.isArray(value)))
    : source;

const send = (reply: FastifyReply, answer: Answer): FastifyReply => {
  // same-origin rather than no-referrer: without a referrer browsers post forms with "Origin: null".
  reply.header('referrer-policy', 'same-origin').header('x-content-type-options', 'nosniff');
  if (answer.type !== 'json' && answer.type !== 'text') reply.header('cache-control', 'no-store');
  if (answer.type === 'page' || answer.type === 'redirect')
    for (const { name, value, maxAgeSeconds } of answer.cookies ?? []) {
      const attributes = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const;
      if (value === null) reply.clearCookie(name, attributes);
      else
        reply.setCookie(name, value, {
          ...attributes,
          ...(maxAgeSeconds !== null && { maxAge: maxAgeSeconds }),
        });
    }
  switch (answer.type) {
    case 'json':
      return reply
        .code(answer.status)
        .headers({ ...answer.headers })
        .send(answer.body);
    case 'page':
      return reply
        .code(answer.status)
        .header('content-security-policy', contentSecurityPolicy(answer.formTargets ?? []))
        .header('x-frame-options', 'DENY')
        .type('text/html; charset=utf-8')
        .send(answer.page.markup);
    case 'redirect':
      return reply.redirect(answer.to, 302);
    case 'text':
      return reply.code(answer.status).type(answer.contentType).send(answer.body);
    case 'empty':
      return reply.code(answer.status).send();
    default:
      return answer satisfies never;
  }
};

const contentSecurityPolicy = (formTargets: readonly string[]): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
