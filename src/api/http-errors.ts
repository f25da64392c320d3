/** Everything HTTP itself can get wrong, as problems without internals. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { Log } from '../observability/log.ts';
import { sendProblem } from './send-problem.ts';

/** Makes problems of validation errors, unknown addresses, unreadable bodies and faults. */
export const handleErrors = (app: FastifyInstance, log: Log): void => {
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, 'no_such_resource'));
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply, log));
};

const answerError = (error: FastifyError, request: FastifyRequest, reply: FastifyReply, log: Log) => {
  const status = error.statusCode ?? 500;
  if (error.validation) return sendProblem(reply, 'invalid_request', { fields: invalidFields(error) });
  if (status === 413) return sendProblem(reply, 'body_too_large');
  if (status === 415) return sendProblem(reply, 'unsupported_media_type');
  if (status >= 400 && status < 500) return sendProblem(reply, 'invalid_request', { fields: ['body'] });
  log.error('api.failed', { method: request.method, route: request.routeOptions.url }, error);
  return sendProblem(reply, 'internal_error');
};

/** Fields by the contract's own names; a name the caller made up is not repeated. */
const invalidFields = (error: FastifyError): readonly string[] => {
  const part = error.validationContext ?? 'request';
  const names = (error.validation ?? []).flatMap(({ instancePath, keyword, params }) => {
    const field = instancePath.split('/')[1];
    if (field !== undefined) return [`${part}.${field}`];
    const required = keyword === 'required' ? params.requiredProperties : null;
    return Array.isArray(required) ? required.map((name) => `${part}.${String(name)}`) : [part];
  });
  return [...new Set(names)];
};

const methods: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Every address of the instance answers methods it does not take with 405 and Allow (RFC 9110, 15.5.6). */
export const refuseOtherMethods = (app: FastifyInstance): { readonly register: () => void } => {
  const taken = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ method, path, prefix }) => {
    const url = path.slice(prefix.length);
    const known = taken.get(url) ?? new Set<string>();
    for (const name of [method].flat()) known.add(name);
    // A HEAD route is added beside every GET.
    if (known.has('GET')) known.add('HEAD');
    taken.set(url, known);
  });
  const register = (): void => {
    for (const [url, known] of [...taken]) {
      const allow = [...known].sort().join(', ');
      const refuse = async (_request: FastifyRequest, reply: FastifyReply) =>
        sendProblem(reply.header('allow', allow), 'method_not_allowed');
      app.route({
        method: methods.filter((method) => !known.has(method)),
        url,
        schema: { hide: true },
        // Before any body is read.
        onRequest: refuse,
        handler: refuse,
      });
    }
  };
  return { register };
};
