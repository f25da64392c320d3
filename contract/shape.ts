/**
 * What an answer says without anybody's data: the tenant's own words stay (an error's code and description), everything else
 * becomes the name of what it is. Two tenants that behave alike have answers of the same shape.
 */
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { jsonOf, type Party, type Reply } from './party.ts';

export type Shape = null | string | number | boolean | readonly Shape[] | { readonly [name: string]: Shape };

export type AnswerShape = {
  readonly status: number;
  readonly headers: { readonly [name: string]: Shape };
  readonly body: Shape;
};

/** Puts a name in place of whatever belongs to one tenant or one person. */
export type Mask = (text: string) => string;

/** What is known of a party first, then whatever looks like a contact, a code, an id or a token. */
export const maskFor = ({
  domain,
  managementDomain,
  client,
  audience,
  callback,
  userId,
  contacts,
}: Party): Mask => {
  const known: readonly (readonly [string | undefined, string])[] = [
    [client.secret, '<secret>'],
    [client.id, '<client>'],
    [audience, '<audience>'],
    [callback, '<callback>'],
    [userId, '<user>'],
    [contacts.sms, '<phone>'],
    [contacts.email, '<email>'],
    [domain, '<tenant>'],
    [managementDomain, '<tenant>'],
  ];
  return (text) => {
    let masked = text;
    for (const [value, name] of known) if (value) masked = masked.replaceAll(value, name);
    return masked
      .replaceAll(/[^\s@"'<>|]+@[^\s@"'<>|]+\.[^\s@"'<>|]+/g, '<email>')
      .replaceAll(/\b(auth0|sms|email|google-oauth2|oauth2)\|[\w|.-]+/g, '$1|<id>')
      .replaceAll(/\+?\d{5,}/g, '<digits>')
      .replaceAll(/[A-Za-z0-9_-]{24,}(\.[A-Za-z0-9_-]+)*/g, '<token>');
  };
};

/** Headers a client may go by; others are the infrastructure's own. */
const headersRead = ['content-type', 'retry-after', 'www-authenticate', 'location'];

export const shapeOf = (reply: Reply, mask: Mask): AnswerShape => {
  const headers: Record<string, Shape> = {};
  for (const name of headersRead) {
    const value = reply.headers[name];
    if (value !== undefined) headers[name] = headerShape(name, value, mask);
  }
  const json = jsonOf(reply);
  return {
    status: reply.status,
    headers,
    body: json === undefined ? (reply.body === '' ? null : 'text') : valueShape('', json, mask),
  };
};

const headerShape = (name: string, value: string, mask: Mask): Shape => {
  switch (name) {
    case 'content-type':
      return value.split(';')[0]?.trim() ?? '';
    case 'retry-after':
      return 'number';
    case 'location':
      return addressShape(value, mask);
    default:
      return mask(value);
  }
};

/** Where a redirect leads: the path, and the names of its parameters. */
const addressShape = (address: string, mask: Mask): Shape => {
  const url = new URL(address, 'https://relative.invalid');
  const names = [...new Set(url.searchParams.keys())].sort();
  const error = url.searchParams.get('error');
  const place = url.host === 'relative.invalid' ? url.pathname : `${url.origin}${url.pathname}`;
  return { to: mask(place), parameters: names, ...(error === null ? {} : { error }) };
};

/** Fields whose values are the tenant's own words, or numbers that we go by. */
const keptFields = new Set(
  'error error_description message errorCode statusCode token_type expires_in scope provider connection isSocial'.split(
    ' ',
  ),
);

const valueShape = (name: string, value: unknown, mask: Mask): Shape => {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return keptFields.has(name) ? value : 'number';
  if (typeof value === 'string') return keptFields.has(name) ? mask(value) : textShape(value, mask);
  if (Array.isArray(value)) return distinct(value.map((one: unknown) => valueShape(name, one, mask)));
  if (typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, inner]) => [mask(key), valueShape(key, inner, mask)]),
    );
  }
  return typeof value;
};

const distinct = (shapes: readonly Shape[]): readonly Shape[] => [
  ...new Map(shapes.map((shape) => [JSON.stringify(shape), shape])).values(),
];

const textShape = (text: string, mask: Mask): Shape => {
  if (/^[\w-]+\.[\w-]+\.[\w-]*$/.test(text)) return tokenShape(text, mask);
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return 'instant';
  if (/^https?:\/\//.test(text)) return addressShape(text, mask);
  return 'text';
};

/** A JWT is told by its header and its claims: which there are, who it is for, and for how many seconds. */
const tokenShape = (token: string, mask: Mask): Shape => {
  try {
    const { alg, typ } = decodeProtectedHeader(token);
    const { exp, iat, iss, aud, scope, sub, ...rest } = decodeJwt(token);
    return {
      jwt: {
        alg: String(alg),
        typ: String(typ),
        iss: mask(String(iss)),
        aud: Array.isArray(aud) ? aud.map(mask).sort() : mask(String(aud)),
        sub: mask(String(sub)),
        lifetimeSeconds: (exp ?? 0) - (iat ?? 0),
        ...(scope === undefined ? {} : { scope: String(scope) }),
        claims: Object.keys(rest)
          .sort()
          .map((claim) => mask(claim)),
      },
    };
  } catch {
    return 'text';
  }
};
