import { isUtf8 } from 'node:buffer';
import { field, isObject } from './json-field.ts';
import { type BodyRefusal, type Refused, refuse } from './refusals.ts';

/** What the verifier itself reads of a body; `json` is all of it, parsed once. */
export type RequestBody = {
  readonly type: 'read';
  readonly json: unknown;
  readonly requestType: string;
  readonly requestId: string;
  readonly timestamp: unknown;
};

/** UTF-8 without a byte order mark (RFC 8259, 8.1), a JSON object with a `request` that has a type and an id. */
export const readRequestBody = (body: Buffer): RequestBody | Refused<BodyRefusal> =>
  // Bytes that are no UTF-8 would all read as U+FFFD: different bodies, one meaning.
  readRequestJson(isUtf8(body) ? parseJson(body) : undefined);

/** The same of JSON that somebody else has parsed. */
export const readRequestJson = (json: unknown): RequestBody | Refused<BodyRefusal> => {
  const request = field(json, 'request');
  const requestType = field(request, 'type');
  if (!isObject(request) || typeof requestType !== 'string') return refuse('body_malformed');
  const requestId = field(request, 'requestId');
  if (typeof requestId !== 'string' || requestId === '') return refuse('request_id_missing');
  return { type: 'read', json, requestType, requestId, timestamp: field(request, 'timestamp') };
};

const parseJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
};
