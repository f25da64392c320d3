/**
 * The cookies of the web application. All bear the `__Host-` prefix (RFC 6265bis, 4.1.3.2): secure, for this host alone,
 * for the whole host, so no neighbouring name can set or shadow them.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';

export const cookieNames = {
  /** The session's opaque id. */
  session: '__Host-sayso',
  /** What a sign-in under way must bring back, sealed. */
  signIn: '__Host-sayso-sign-in',
  /** What the next page shall say was done. */
  notice: '__Host-sayso-notice',
} as const;

export type CookieName = (typeof cookieNames)[keyof typeof cookieNames];

// Lax: the browser comes back from the tenant by a link of another site.
const attributes = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const;

export const setCookie = (
  reply: FastifyReply,
  name: CookieName,
  value: string,
  lifetimeSeconds: number,
): void => {
  reply.setCookie(name, value, { ...attributes, maxAge: lifetimeSeconds });
};

export const clearCookie = (reply: FastifyReply, name: CookieName): void => {
  reply.clearCookie(name, attributes);
};

export const readCookie = (request: FastifyRequest, name: CookieName): string | undefined =>
  request.cookies[name];
