/** Who may talk to the sandbox's tenant: only somebody who calls it by its own names, and forms only from itself. */
import type { IncomingHttpHeaders } from 'node:http';

/** `localhost:7101` and the same port of 127.0.0.1. Anything else may be DNS rebinding. */
export const allowedHosts = (domain: string): ReadonlySet<string> => {
  const port = /:\d+$/.exec(domain)?.[0] ?? '';
  return new Set([domain, `localhost${port}`, `127.0.0.1${port}`]);
};

/**
 * For requests whose Host is one of ours. Browsers name the origin of every form post. Where it is missing the caller is no browser, and there is nothing to
 * forge: the request brings only what it was itself given.
 */
export const isOwnForm = (headers: IncomingHttpHeaders): boolean => {
  const { origin, host = '' } = headers;
  if (origin !== undefined) return origin === `https://${host}`;
  return (headers['sec-fetch-site'] ?? 'same-origin') === 'same-origin';
};
