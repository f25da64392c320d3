/** One call over HTTP, told as data. */

export type Answer =
  | {
      readonly type: 'answered';
      readonly status: number;
      /** Of the `Date` header (RFC 9110, 6.6.1), epoch milliseconds; null where there is none. */
      readonly date: number | null;
      /** Between sending and the whole answer, by our clock. */
      readonly sentAt: number;
      readonly answeredAt: number;
      /** Where a redirect leads; null where it is none. */
      readonly location: string | null;
      /** null where the body is no JSON. */
      readonly json: unknown;
    }
  /** `code` of the network's error (`ECONNREFUSED`, `TIMEOUT`, our own `TOO_LONG` …): never its text, which may quote what was sent. */
  | { readonly type: 'failed'; readonly code: string };

export type Answered = Extract<Answer, { type: 'answered' }>;

const timeoutMs = 5000;
/** More than a page of a hundred connections, each with its scripts. */
const mostBytes = 8 * 1024 * 1024;

/** Redirects are not followed. Never throws for what the network does. */
export const call = async (
  fetch: typeof globalThis.fetch,
  now: () => number,
  url: string,
  init: {
    readonly method?: 'POST';
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  } = {},
): Promise<Answer> => {
  const sentAt = now();
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = await readText(response);
    if (body === null) return { type: 'failed', code: 'TOO_LONG' };
    const date = Date.parse(response.headers.get('date') ?? '');
    return {
      type: 'answered',
      status: response.status,
      date: Number.isNaN(date) ? null : date,
      sentAt,
      answeredAt: now(),
      location: response.headers.get('location'),
      json: readJson(body),
    };
  } catch (error) {
    return { type: 'failed', code: errorCode(error) };
  }
};

/** null for what is longer than anything we ask for; the rest of it is not waited for. */
const readText = async (response: Response): Promise<string | null> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** The code of an error of the network, wherever fetch wrapped it; `TIMEOUT` for our own patience's end. */
export const errorCode = (error: unknown): string => {
  if (!(error instanceof Error)) return 'FAILED';
  if (error.name === 'TimeoutError') return 'TIMEOUT';
  if ('code' in error && typeof error.code === 'string' && /^[A-Z0-9_]+$/.test(error.code)) return error.code;
  if (error instanceof AggregateError && error.errors.length > 0) return errorCode(error.errors[0]);
  return error.cause === undefined ? 'FAILED' : errorCode(error.cause);
};

/** What came, in a few words, of a body nothing. */
export const describe = (answer: Answer): string => {
  if (answer.type === 'failed')
    return answer.code === 'TOO_LONG' ? 'an answer too long to be read' : `no answer (${answer.code})`;
  const error = errorOf(answer);
  return error === null ? `status ${answer.status}` : `status ${answer.status}, ${error}`;
};

/** The error's name, where it is one of the protocol's: free text may quote what was sent. */
export const errorOf = ({ json }: Answered): string | null => {
  const error = stringField(json, 'error') ?? stringField(json, 'errorCode') ?? stringField(json, 'code');
  return error !== null && /^[a-z_.]{1,40}$/.test(error) ? error : null;
};

export const stringField = (value: unknown, name: string): string | null => {
  if (typeof value !== 'object' || value === null) return null;
  const field: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
  return typeof field === 'string' ? field : null;
};
