/**
 * The parts of a turn and nothing else, on bare Node: an HTTP exchange of the same size, one signature, one token
 * looked up by its hash, the very statements by bare `pg`, the one call to the tenant by the same fetch, and one more
 * signature where it answered with an id_token. With no turns loaded it only verifies.
 */
import { createHash, createPublicKey, type KeyObject, verify, X509Certificate } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import pg from 'pg';
import { createConnections } from '../../src/auth0/connections.ts';
import { answerParent, cpuMicroseconds } from '../child.ts';
import type { Asked, RecordedTurn } from '../recording.ts';

export type PartsOptions = {
  readonly databaseUrl: string;
  readonly tenant: { readonly port: number; readonly rootPem: string };
  readonly chainPem: string;
  /** Answered where no turn is loaded. */
  readonly answer: string;
};

let turns: readonly RecordedTurn[] = [];
let served = 0;

type Parts = {
  readonly pool: pg.Pool;
  readonly fetch: typeof globalThis.fetch;
  readonly tenantKey: KeyObject;
  readonly tokens: Map<string, true>;
};

const readBody = (request: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
  });

const takeTurn = async (parts: Parts, body: Buffer, { asked, answer }: RecordedTurn): Promise<string> => {
  const { context }: { context: { System: { user: { accessToken: string } } } } = JSON.parse(body.toString());
  const digest = createHash('sha256').update(context.System.user.accessToken).digest('base64url');
  if (!parts.tokens.has(digest)) parts.tokens.set(digest, true);
  let transaction: pg.PoolClient | null = null;
  for (const part of asked) {
    if (part.type === 'call') {
      await callTenant(parts, part);
      continue;
    }
    if (part.text === 'BEGIN') transaction = await parts.pool.connect();
    const values = [...part.values];
    const { name, text } = part;
    const statement = name === '' ? { text, values } : { name, text, values };
    const { rowCount } = await (transaction ?? parts.pool).query(statement);
    // It answers with a row where its guard held: else it wrote nothing, and cost less than it should.
    if (name.startsWith('sayso_write') && rowCount !== 1) throw new Error(`${name} wrote nothing`);
    if (part.text === 'COMMIT') {
      transaction?.release();
      transaction = null;
    }
  }
  return answer;
};

const callTenant = async (parts: Parts, call: Extract<Asked, { type: 'call' }>): Promise<void> => {
  const response = await parts.fetch(call.url, {
    method: call.method,
    headers: call.headers.map(([name, value]): [string, string] => [name, value]),
    body: call.body,
    signal: AbortSignal.timeout(4000),
  });
  const answer: unknown = JSON.parse(await response.text());
  if (call.idToken === null || answer === null) return;
  const dot = call.idToken.lastIndexOf('.');
  const signature = Buffer.from(call.idToken.slice(dot + 1), 'base64url');
  const signed = Buffer.from(call.idToken.slice(0, dot));
  if (!verify('sha256', signed, parts.tenantKey, signature))
    throw new Error('an id_token is not the tenant’s');
};

const readTenantKey = async (fetch: typeof globalThis.fetch, port: number): Promise<KeyObject> => {
  const response = await fetch(`https://localhost:${port}/.well-known/jwks.json`, {});
  const { keys }: { keys: [{ kty: string }] } = JSON.parse(await response.text());
  return createPublicKey({ key: keys[0], format: 'jwk' });
};

const calls = {
  /** Returns the port. */
  start: async (options: PartsOptions): Promise<number> => {
    const { fetch } = createConnections({ ca: options.tenant.rootPem });
    const signingKey = new X509Certificate(options.chainPem).publicKey;
    const parts: Parts = {
      pool: new pg.Pool({ connectionString: options.databaseUrl, max: 10, keepAlive: true }),
      fetch,
      tenantKey: await readTenantKey(fetch, options.tenant.port),
      tokens: new Map(),
    };
    const server = createServer({ keepAliveTimeout: 72_000 }, async (request, response) => {
      const body = await readBody(request);
      const signature = Buffer.from(String(request.headers['signature-256']), 'base64');
      const genuine = verify('sha256', body, signingKey, signature);
      const turn = turns[served];
      served += 1;
      try {
        const text = turn ? await takeTurn(parts, body, turn) : options.answer;
        response.writeHead(genuine ? 200 : 400, {
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(text),
        });
        response.end(text);
      } catch (error) {
        process.stderr.write(`${error instanceof Error ? error.stack : 'failed'}\n`);
        response.writeHead(500).end();
      }
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return address.port;
  },
  /** The turns that the next requests stand for, in their order. */
  load: async (next: readonly RecordedTurn[]): Promise<void> => {
    turns = next;
    served = 0;
  },
  cpu: async (_: null): Promise<number> => cpuMicroseconds(),
};
export type PartsCalls = typeof calls;
answerParent(calls);
