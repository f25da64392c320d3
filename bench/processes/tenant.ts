/**
 * An Auth0 that costs next to nothing: the endpoints of a warm interaction, over TLS and kept-alive connections. It
 * counts what it is asked, takes as long as it is told to, and accepts one code from everybody.
 */
import { generateKeyPairSync, sign } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { answerParent } from '../child.ts';
import { measured } from '../measured-settings.ts';
import { subjectOfMailbox } from '../people.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const kid = 'bench';
const counts = { calls: 0, connections: 0 };
let delayMilliseconds = 0;
let issuer = '';

/** Signed once for each person: it is the application whose cost is measured. */
const idTokens = new Map<string, string>();
const idTokenOf = (subject: string): string => {
  const known = idTokens.get(subject);
  if (known !== undefined) return known;
  const iat = Math.floor(Date.now() / 1000);
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const claims = { iss: issuer, aud: measured.clientId, sub: subject, iat, exp: iat + 36_000 };
  const signed = `${encode({ alg: 'RS256', typ: 'JWT', kid })}.${encode(claims)}`;
  const token = `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
  idTokens.set(subject, token);
  return token;
};

const answers: { readonly [path: string]: (body: string) => object } = {
  '/.well-known/openid-configuration': () => ({
    issuer,
    authorization_endpoint: `${issuer}authorize`,
    token_endpoint: `${issuer}oauth/token`,
    jwks_uri: `${issuer}.well-known/jwks.json`,
  }),
  '/.well-known/jwks.json': () => ({
    keys: [{ ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' }],
  }),
  '/passwordless/start': () => ({ _id: '65f1c0de0000000000000000', email_verified: true }),
  '/oauth/token': (body) => {
    const form = new URLSearchParams(body);
    const common = { access_token: 'a'.repeat(800), token_type: 'Bearer', expires_in: 86_400 };
    const mailbox = form.get('username');
    return mailbox === null ? common : { ...common, id_token: idTokenOf(subjectOfMailbox(mailbox)) };
  },
};

const listener: RequestListener = (request, response) => {
  counts.calls += 1;
  let body = '';
  request.on('data', (chunk: Buffer) => {
    body += chunk.toString();
  });
  request.on('end', () => {
    const answer = answers[request.url ?? ''];
    const text = JSON.stringify(answer?.(body) ?? { error: 'not_found' });
    const reply = (): void => {
      response.writeHead(answer === undefined ? 404 : 200, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(text),
        'cache-control': 'no-store',
        'strict-transport-security': 'max-age=31536000',
      });
      response.end(text);
    };
    if (delayMilliseconds === 0) reply();
    else setTimeout(reply, delayMilliseconds);
  });
};

const calls = {
  /** Returns the port. */
  start: async ({ key, cert }: { readonly key: string; readonly cert: string }): Promise<number> => {
    const server = createServer({ key, cert, keepAliveTimeout: 120_000 }, listener);
    server.on('secureConnection', () => {
      counts.connections += 1;
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    issuer = `https://localhost:${address.port}/`;
    return address.port;
  },
  answerAfter: async ({ milliseconds }: { readonly milliseconds: number }): Promise<void> => {
    delayMilliseconds = milliseconds;
  },
  counts: async (_: null): Promise<{ readonly calls: number; readonly connections: number }> => ({
    ...counts,
  }),
};
export type TenantCalls = typeof calls;
answerParent(calls);
