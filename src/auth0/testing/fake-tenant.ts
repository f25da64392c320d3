/** A tenant in memory, reached by an injected fetch: it answers what a test tells it to, and counts what it was asked. */
import { generateKeyPairSync } from 'node:crypto';
import { type CryptoKey, exportJWK, type JWK, SignJWT } from 'jose';
import type { Log } from '../../observability/log.ts';
import type { Fetch } from '../ask.ts';

export const clientId = 'client-of-the-app';
export const clock = Date.UTC(2026, 0, 15, 12);

export type Route = 'discovery' | 'jwks' | 'start' | 'token' | 'other';

export type FakeAnswer = { readonly status: number; readonly body?: unknown } | Error | 'hang';

export type FakeTenant = {
  /** Another for every tenant: the SDK shares what it discovered among all clients of a domain. */
  readonly domain: string;
  readonly issuer: string;
  readonly fetch: Fetch;
  /** What was asked, in order; discovery and keys included. */
  readonly asked: { readonly route: Route; readonly body: string }[];
  readonly answers: { [route in Route]: FakeAnswer };
  readonly idToken: (
    claims?: { readonly [claim: string]: unknown },
    header?: { alg?: string; kid?: string },
  ) => Promise<string>;
  /** A new signing key in place of the old one. */
  readonly rotate: () => Promise<void>;
};

type Key = { readonly kid: string; readonly privateKey: CryptoKey; readonly publicJwk: JWK };

/** RSA keys take long to make: the same few serve every test. */
const made = new Map<string, Promise<Key>>();
const keyNamed = (kid: string): Promise<Key> => {
  const key = made.get(kid) ?? makeKey(kid);
  made.set(kid, key);
  return key;
};

const makeKey = async (kid: string): Promise<Key> => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const usable = await crypto.subtle.importKey(
    'pkcs8',
    privateKey.export({ type: 'pkcs8', format: 'der' }),
    { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  return {
    kid,
    privateKey: usable,
    publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' },
  };
};

let tenants = 0;

export const createFakeTenant = async (): Promise<FakeTenant> => {
  tenants += 1;
  const domain = `tenant-${tenants}.sayso.test`;
  const issuer = `https://${domain}/`;
  let keys = 1;
  let key = await keyNamed('key-1');
  const asked: FakeTenant['asked'] = [];
  const answers: FakeTenant['answers'] = {
    discovery: {
      status: 200,
      body: { issuer, token_endpoint: `${issuer}oauth/token`, jwks_uri: `${issuer}.well-known/jwks.json` },
    },
    jwks: { status: 200, body: { keys: [key.publicJwk] } },
    start: { status: 200, body: {} },
    token: { status: 500 },
    other: { status: 404 },
  };
  return {
    domain,
    issuer,
    asked,
    answers,
    fetch: (input, init) => {
      const route = routeOf(String(input));
      asked.push({ route, body: String(init?.body ?? '') });
      return answer(answers[route], init?.signal);
    },
    idToken: (claims = {}, header = {}) =>
      new SignJWT({
        iss: issuer,
        aud: clientId,
        sub: 'auth0|dana',
        iat: clock / 1000,
        exp: clock / 1000 + 36_000,
        ...claims,
      })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.kid, ...header })
        .sign(key.privateKey),
    rotate: async () => {
      keys += 1;
      key = await keyNamed(`key-${keys}`);
      answers.jwks = { status: 200, body: { keys: [key.publicJwk] } };
    },
  };
};

const routeOf = (address: string): Route => {
  if (address.includes('/.well-known/jwks.json')) return 'jwks';
  if (address.includes('/.well-known/')) return 'discovery';
  if (address.endsWith('/passwordless/start')) return 'start';
  return address.endsWith('/oauth/token') ? 'token' : 'other';
};

const answer = (what: FakeAnswer, signal: AbortSignal | null | undefined): Promise<Response> => {
  if (what instanceof Error) return Promise.reject(what);
  if (what === 'hang') {
    return new Promise((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  }
  const { status, body } = what;
  if (typeof body === 'string') return Promise.resolve(new Response(body, { status }));
  return Promise.resolve(Response.json(body ?? {}, { status }));
};

/** As undici reports it: the socket's error inside a TypeError. */
export const socketError = (code: string): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });

export type Logged = { readonly event: string; readonly fields: object };

export const createTestLog = (): { readonly log: Log; readonly logged: Logged[] } => {
  const logged: Logged[] = [];
  const note = (event: string, fields: object = {}) => {
    logged.push({ event, fields });
  };
  return { logged, log: { info: note, warn: note, error: note } };
};
