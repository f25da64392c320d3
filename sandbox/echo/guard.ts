/**
 * The door of the sandbox's own server: it speaks plain HTTP on loopback, so a page of any website could try to reach it
 * through the browser, under its own name (DNS rebinding) or across origins. Both are turned away.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const hostNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Checks Host, Origin and, where something is sent, the content type of every request. */
export const guardLoopback = (app: FastifyInstance): void => {
  app.addHook('onRequest', async (request, reply) => {
    if (!isOurs(request, `http://${request.headers.host ?? ''}`)) {
      return refuse(reply, 421, 'This server answers only as localhost.');
    }
    const { origin } = request.headers;
    if (origin !== undefined && !isOurs(request, origin)) {
      return refuse(reply, 403, 'Pages of other origins may not use the sandbox.');
    }
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
    if (!isRead && type !== 'application/json') {
      return refuse(reply, 415, 'Send JSON, with the header "Content-Type: application/json".');
    }
    return undefined;
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('cache-control', 'no-store');
    reply.header('content-security-policy', contentSecurityPolicy);
    reply.header('cross-origin-resource-policy', 'same-origin');
    reply.header('referrer-policy', 'no-referrer');
  });
};

/** Our own scripts, styles and pictures, and nothing inline. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const isOurs = (request: FastifyRequest, origin: string): boolean => {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname, port } = new URL(origin);
  return protocol === 'http:' && hostNames.has(hostname) && Number(port || 80) === request.socket.localPort;
};

const refuse = (reply: FastifyReply, status: number, error: string) => reply.code(status).send({ error });
