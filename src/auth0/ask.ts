/**
 * One call to the tenant through an official SDK, told by what came over the wire. The SDKs build the requests and
 * authenticate the client; their errors say neither whether a connection was made nor, of a network error, anything
 * at all, and they check times against the system clock. So the answer is noted here and judged in outcomes.ts.
 */

export type Fetch = typeof globalThis.fetch;

export type Answer =
  | { readonly type: 'answered'; readonly status: number; readonly body: string }
  /** Certain: nothing was sent. */
  | { readonly type: 'not_asked' }
  /** It was sent, or may have been; no whole answer came back. */
  | { readonly type: 'lost' };

/** The per-request options that every method of `AuthClient` takes. */
export type CallOptions = { readonly signal: AbortSignal; readonly customFetch: Fetch };

/**
 * Makes one call and returns its last answer. Never throws; ends when `signal` does, with what is known by then.
 * Redirects are not followed: a token endpoint has none.
 */
export const ask = async (
  fetch: Fetch,
  signal: AbortSignal,
  call: (options: CallOptions) => Promise<unknown>,
): Promise<Answer> => {
  const noted: { answer: Answer } = { answer: { type: 'not_asked' } };
  const customFetch: Fetch = async (input, init) => {
    signal.throwIfAborted();
    noted.answer = { type: 'lost' };
    try {
      const response = await fetch(input, { ...init, redirect: 'manual' });
      const body = await response.text();
      noted.answer = { type: 'answered', status: response.status, body };
      return new Response(body === '' ? null : body, { status: response.status, headers: response.headers });
    } catch (error) {
      if (neverConnected(error)) noted.answer = { type: 'not_asked' };
      throw error;
    }
  };
  await until(
    signal,
    // What an SDK makes of an answer, error or not, is not what we go by.
    call({ signal, customFetch }).catch(() => null),
  );
  return noted.answer;
};

/** The promise's value, or null as soon as `signal` ends; the work itself goes on where it does not heed the signal. */
export const until = async <Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value | null> => {
  if (signal.aborted) {
    work.catch(() => null);
    return null;
  }
  const { promise: ended, resolve } = promiseWithResolver();
  const end = () => resolve(null);
  signal.addEventListener('abort', end, { once: true });
  try {
    return await Promise.race([work, ended]);
  } finally {
    signal.removeEventListener('abort', end);
  }
};

const promiseWithResolver = (): { promise: Promise<null>; resolve: (value: null) => void } => {
  let resolve: (value: null) => void = () => undefined;
  const promise = new Promise<null>((resolved) => {
    resolve = resolved;
  });
  return { promise, resolve };
};

/**
 * Errors of looking a name up, connecting, and checking the server's certificate: all before the first byte of the
 * request (Node.js "Errors", undici "Errors", OpenSSL "X509 certificate error codes"). A reset is not among them: it
 * may come after the request.
 */
const connectionCodes: ReadonlySet<unknown> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'INVALID_CA',
  'INVALID_PURPOSE',
]);

/** fetch wraps the socket's error in a `TypeError`, and the errors of several addresses in an `AggregateError`. */
const neverConnected = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(neverConnected);
  if ('code' in error && connectionCodes.has(error.code)) return true;
  return error.cause !== undefined && neverConnected(error.cause);
};
