/**
 * What an answer says without anybody's data: the tenant's own words stay (an error's code and description), everything else
 * becomes the name of what it is. Two tenants that behave alike have answers of the same shape.
 */
import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { Mask } from './mask.ts';
import { jsonOf, type Reply } from './party.ts';

export type Shape = null | string | number | boolean | readonly Shape[] | { readonly [name: string]: Shape };

export type AnswerShape = {
  readonly status: number;
  readonly headers: { readonly [name: string]: Shape };
  readonly body: Shape;
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
    body: json === undefined ? (reply.body === '' ? null : 'text') : bodyShape(json, mask),
  };
};

const headerShape = (name: string, value: string, mask: Mask): Shape => {
  switch (name) {
    case 'content-type':
      return /^[a-z]+\/[a-z.+-]+/.exec(value)?.[0] ?? 'text';
    case 'retry-after':
      return 'number';
    case 'location':
      return addressShape(value, mask);
    default:
      return challengeShape(value);
  }
};

/** RFC 6750: the scheme, which parameters there are, and the error's code. A realm may be a tenant's name. */
const challengeShape = (challenge: string): Shape => {
  const parameters = [...challenge.matchAll(/([a-z_]+)=/gi)].map(([, name = '']) => nameShape(name));
  const scheme = /^(?:Basic|Bearer|DPoP)\b/.exec(challenge)?.[0] ?? 'text';
  return { scheme, parameters: parameters.sort(), ...errorIn(/\berror="([^"]*)"/.exec(challenge)?.[1]) };
};

const errorIn = (error: string | null | undefined): { readonly error?: string } => {
  if (error === null || error === undefined) return {};
  return { error: /^[a-z_]+$/.test(error) ? error : 'text' };
};

/** Every part of a path that may be told; another may be a state, an id or a name. */
const pathParts = new Set(
  '.well-known authorize callback consent error identifier jwks.json login logout lo mfa oauth oidc openid-configuration password resume revoke signup token u userinfo v2'.split(
    ' ',
  ),
);

/** Where a redirect leads: whose it is, the path, and the names of its parameters. */
const addressShape = (address: string, mask: Mask): Shape => {
  const base = 'https://relative.invalid';
  if (!URL.canParse(address, base)) return 'text';
  const url = new URL(address, base);
  if (mask(`${url.origin}${url.pathname}`) === '<callback>') return landing('<callback>', url);
  const origin = url.origin === base ? '' : mask(url.origin);
  if (origin !== '' && origin !== 'https://<tenant>') return 'address';
  const parts = url.pathname.split('/').map((part) => (part === '' || pathParts.has(part) ? part : '<part>'));
  return landing(`${origin}${parts.join('/')}`, url);
};

const landing = (to: string, { searchParams }: URL): Shape => ({
  to,
  parameters: [...new Set(searchParams.keys())].map(nameShape).sort(),
  ...errorIn(searchParams.get('error')),
});

/** Names as Auth0 gives them; those that somebody chose ("https://…/roles") are not told. */
const nameShape = (name: string): string =>
  /^_?[a-z][a-z_]{0,39}$/i.test(name) || publicNames.has(name) ? name : '<name>';

const publicNames = new Set(['x5c', 'x5t', 'x5t#S256', 'x5u']);

/** Fields of an answer whose values are the tenant's own words, or numbers that we go by. */
const keptFields = new Set(
  'error error_description message errorCode statusCode token_type expires_in scope'.split(' '),
);

/** Fields whose values are told where they are one of these. */
const toldValues: { readonly [field: string]: ReadonlySet<string> } = {
  provider: new Set(['auth0', 'sms', 'email']),
  connection: new Set(['Username-Password-Authentication', 'sms', 'email']),
  kty: new Set(['RSA', 'EC']),
  use: new Set(['sig', 'enc']),
  alg: new Set(['RS256', 'PS256', 'HS256']),
  typ: new Set(['JWT', 'at+jwt']),
};

const toldOf = (field: string, value: unknown): string | null =>
  typeof value === 'string' && Object.hasOwn(toldValues, field) && toldValues[field]?.has(value) === true
    ? value
    : null;

const bodyShape = (json: unknown, mask: Mask): Shape =>
  isRecord(json)
    ? recordShape(json, mask, (field, value) => keptShape(field, value, mask))
    : valueShape('', json, mask);

const keptShape = (field: string, value: unknown, mask: Mask): Shape | undefined => {
  if (!keptFields.has(field)) return undefined;
  if (typeof value === 'string') return mask(value);
  return typeof value === 'number' ? value : undefined;
};

const recordShape = (
  record: object,
  mask: Mask,
  shapeFirst: (field: string, value: unknown) => Shape | undefined = () => undefined,
): Shape =>
  Object.fromEntries(
    Object.entries(record)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([field, value]) => [
        nameShape(field),
        shapeFirst(field, value) ?? valueShape(field, value, mask),
      ]),
  );

const valueShape = (field: string, value: unknown, mask: Mask): Shape => {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return toldOf(field, value) ?? textShape(value, mask);
  if (Array.isArray(value)) return distinct(value.map((one: unknown) => valueShape(field, one, mask)));
  // What an owner keeps of a person or a client: its very names may be data.
  if (isRecord(value)) return field.endsWith('metadata') ? 'object' : recordShape(value, mask);
  return typeof value;
};

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Without repetitions, in an order of their own. */
const distinct = (shapes: readonly Shape[]): readonly Shape[] =>
  [...new Map(shapes.map((shape) => [JSON.stringify(shape), shape]))]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, shape]) => shape);

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
        alg: toldOf('alg', alg) ?? 'text',
        typ: toldOf('typ', typ) ?? typeof typ,
        iss: ownerShape(iss, mask),
        aud: distinct([aud].flat().map((one) => ownerShape(one, mask))),
        sub: ownerShape(sub, mask),
        lifetimeSeconds: Number(exp) - Number(iat),
        ...(typeof scope === 'string' ? { scope: mask(scope) } : {}),
        claims: Object.keys(rest).map(nameShape).sort(),
      },
    };
  } catch {
    return 'text';
  }
};

/** Whom or what a claim names, where it is known: `<user>`, `<client>@clients`, `https://<tenant>/userinfo`. */
const ownerShape = (value: unknown, mask: Mask): Shape => {
  if (typeof value !== 'string') return typeof value;
  const masked = mask(value);
  return /^(?:<[a-z]+>(?:@clients)?|https:\/\/<tenant>\/(?:userinfo|api\/v2\/)?)$/.test(masked)
    ? masked
    : 'text';
};
