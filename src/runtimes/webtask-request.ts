/** What Webtask's runtime hands over with a request, read once. */
import type { IncomingMessage } from 'node:http';
import { type RawSettings, settingsTable } from '../settings/table.ts';
import { readEnvironment } from './read-secrets.ts';

/** `context` (Webtask, "The Webtask Context"), of which nothing is certain. */
const field = (holder: unknown, name: string): unknown =>
  typeof holder === 'object' && holder !== null && Object.hasOwn(holder, name)
    ? Reflect.get(holder, name)
    : undefined;

export type WebtaskSettings =
  | { readonly type: 'read'; readonly raw: RawSettings }
  /** Who asked has named a setting in the address or the body. */
  | { readonly type: 'named_by_request' };

/**
 * Settings from `context.secrets`. Older runtimes have `context.data` alone, where the secrets lie among whatever the
 * query and the body said: there a request that names a setting is refused, or it could bring its own.
 */
export const readWebtaskSettings = (context: unknown, url: string): WebtaskSettings => {
  const secrets = field(context, 'secrets');
  if (typeof secrets === 'object' && secrets !== null) {
    return { type: 'read', raw: readEnvironment({ ...secrets }) };
  }
  const query = new URL(url, 'https://webtask.invalid').searchParams;
  const body = field(context, 'body');
  const named = settingsTable.some(({ key }) => query.has(key) || field(body, key) !== undefined);
  if (named) return { type: 'named_by_request' };
  const data = field(context, 'data');
  return { type: 'read', raw: readEnvironment(typeof data === 'object' ? { ...data } : {}) };
};

export type WebtaskBody =
  | { readonly type: 'read'; readonly body: Buffer }
  | { readonly type: 'too_large' }
  /** The runtime has read it and kept no copy. */
  | { readonly type: 'lost' };

/** More than any surface takes; each has a limit of its own below. */
const largestBodyBytes = 256 * 1024;

/**
 * The body as it was sent. Alexa's signature is over its bytes: where the runtime has read them (`--parse-body`), they
 * are had back from `context.body_raw`, which is text, so that bytes that are no UTF-8 fail the signature. JSON that was
 * parsed and written anew would differ.
 */
export const readWebtaskBody = async (context: unknown, request: IncomingMessage): Promise<WebtaskBody> => {
  const raw = field(context, 'body_raw');
  if (typeof raw === 'string') return { type: 'read', body: Buffer.from(raw, 'utf8') };
  if (request.readableEnded) {
    const length = Number(request.headers['content-length'] ?? '0');
    const isEmpty = length === 0 && request.headers['transfer-encoding'] === undefined;
    return isEmpty ? { type: 'read', body: Buffer.alloc(0) } : { type: 'lost' };
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > largestBodyBytes) return { type: 'too_large' };
    chunks.push(chunk);
  }
  return { type: 'read', body: Buffer.concat(chunks) };
};

/** `x-wt-params` bears the secrets, in base64, for the runtime's own use; the body is read, and whole. */
const notPassedOn = ['x-wt-params', 'transfer-encoding'];

/** As they came, one by one: what was sent twice is seen twice. */
export const headersOf = ({ rawHeaders }: IncomingMessage): { readonly [name: string]: string[] } => {
  const headers: { [name: string]: string[] } = Object.create(null);
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    if (notPassedOn.includes(name)) continue;
    headers[name] = [...(headers[name] ?? []), rawHeaders[index + 1] ?? ''];
  }
  return headers;
};
