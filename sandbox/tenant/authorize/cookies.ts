/**
 * The tenant's two cookies. Cookies do not tell ports apart, so their names must differ from those of everything else
 * on localhost.
 */
import type { AnswerCookie } from '../http/answer.ts';
import type { TenantRequest } from '../http/request.ts';

const sessionCookie = '__Host-sandbox-tenant-session';
/** Binds authorization requests to the browser that began them: nobody signs another browser in (login CSRF). */
const browserCookie = '__Host-sandbox-tenant-browser';

export const readSessionSecret = (request: TenantRequest): string | undefined =>
  request.cookies.get(sessionCookie);

export const readBrowser = (request: TenantRequest): string | undefined => request.cookies.get(browserCookie);

export const setSession = (secret: string): AnswerCookie => ({
  name: sessionCookie,
  value: secret,
  maxAgeSeconds: 7 * 86_400,
});

export const dropSession: AnswerCookie = { name: sessionCookie, value: null, maxAgeSeconds: null };

export const setBrowser = (browser: string): AnswerCookie => ({
  name: browserCookie,
  value: browser,
  maxAgeSeconds: null,
});
