import { Agent, fetch as undiciFetch } from 'undici';
import type { Fetch } from './ask.ts';

/** A connection that cannot be made in this time was not made: the outcome is certain, and the turn goes on. */
const connectTimeoutSeconds = 2;
/** Longer than most pauses between turns, shorter than Auth0's edge keeps an idle connection. */
const keepAliveSeconds = 60;

/**
 * A fetch over kept-alive TLS connections, for everything that goes to the tenant: a warm connection saves two to
 * three round trips a call. `ca` is PEM, trusted instead of the system's roots; leave it out for a real tenant.
 * `close` ends the connections.
 */
export const createConnections = (
  options: { readonly ca?: string } = {},
): { readonly fetch: Fetch; readonly close: () => Promise<void> } => {
  const agent = new Agent({
    connect: {
      timeout: connectTimeoutSeconds * 1000,
      ...(options.ca === undefined ? {} : { ca: options.ca }),
    },
    // A server that announces a shorter time (`Keep-Alive: timeout=5`) is heeded.
    keepAliveTimeout: keepAliveSeconds * 1000,
    connections: 64,
  });
  const fetch: Fetch = async (input, init = {}) => {
    // undici's own Request and Response are other classes than the global ones, which the SDKs know.
    if (input instanceof Request) throw new TypeError('fetch takes an address here, not a Request');
    const answer = await undiciFetch(input, {
      method: init.method ?? 'GET',
      headers: [...new Headers(init.headers)],
      body: readBody(init.body),
      signal: init.signal ?? null,
      redirect: init.redirect ?? 'manual',
      dispatcher: agent,
    });
    // Small JSON, all of it: read whole.
    const body = await answer.text();
    return new Response(body === '' ? null : body, {
      status: answer.status,
      headers: [...answer.headers],
    });
  };
  return { fetch, close: () => agent.close() };
};

/** The SDKs send text and forms, and name the content type themselves. */
const readBody = (body: RequestInit['body']): string | null => {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string' || body instanceof URLSearchParams) return body.toString();
  throw new TypeError('fetch takes text or a form as body here');
};
