/** A request as endpoints see it: parsed once, plain data. */
import type { IncomingHttpHeaders } from 'node:http';

/** Parameters by name, none given twice (RFC 6749, 3.1). */
export type Fields = ReadonlyMap<string, string>;

export type TenantRequest = {
  readonly method: string;
  readonly params: Fields;
  readonly query: Fields;
  /** A form's fields, or the text values of a JSON body's first level. */
  readonly fields: Fields;
  /** A JSON body that is an object, in full; null where there is none. */
  readonly json: { readonly [key: string]: unknown } | null;
  /** A JSON body of whatever kind; null where there is none. */
  readonly body: unknown;
  readonly headers: IncomingHttpHeaders;
  readonly cookies: Fields;
  readonly ip: string;
};

export const isRecord = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** null where a name is repeated. Values that are no text (a JSON body's objects) are left out. */
export const readFields = (source: unknown): Fields | null => {
  const fields = new Map<string, string>();
  if (!isRecord(source)) return fields;
  for (const [name, value] of Object.entries(source)) {
    if (Array.isArray(value)) return null;
    if (typeof value === 'string') fields.set(name, value);
    else if (typeof value === 'number' || typeof value === 'boolean') fields.set(name, String(value));
  }
  return fields;
};

/** A field that has text in it. */
export const textOf = (fields: Fields, name: string): string | null => {
  const text = fields.get(name);
  return text === undefined || text === '' ? null : text;
};

/** The token of `Authorization: Bearer …` (RFC 6750, 2.1). */
export const readBearer = (request: TenantRequest): string | null =>
  /^Bearer ([A-Za-z0-9\-._~+/]+=*)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
