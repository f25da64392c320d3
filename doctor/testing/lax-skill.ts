/** A skill endpoint that verifies as the real one does, but for one hole. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createRequestVerifier } from '../../src/alexa/verify/request-verifier.ts';
import { createTrustAnchors } from '../../src/alexa/verify/trust-anchors.ts';
import type { World } from '../../test/stories/world.ts';

export type Taken = {
  readonly headers: IncomingMessage['headers'];
  readonly timestamp: string;
  readonly skillId: string;
};

type Said = { readonly status: number; readonly body: object };

export type LaxSkill = {
  /** `https://localhost:…`. */
  readonly origin: string;
  /** What is answered with 200 though it must not be. */
  hole: (taken: Taken) => boolean;
  /** What /healthz says at this path, and what /readyz says. */
  health: (path: string) => Said;
  readyz: Said;
  readonly close: () => Promise<void>;
};

export const alive = (): Said => ({ status: 200, body: { status: 'alive' } });

export const startLaxSkill = async (world: World): Promise<LaxSkill> => {
  const file = (name: string): string =>
    readFileSync(join(world.dataDirectory, 'sandbox', 'certificates', name), 'utf8');
  const verify = createRequestVerifier({
    skillId: world.settings.alexaSkillId,
    fetchChain: async () => ({ type: 'fetched', pem: file('signing-chain.pem') }),
    trustAnchors: createTrustAnchors([file('signing-root.pem')]),
    now: Date.now,
  });
  const answer = async (request: IncomingMessage): Promise<Said> => {
    const path = request.url ?? '';
    if (path.endsWith('/healthz')) return skill.health(path);
    if (path.endsWith('/readyz')) return skill.readyz;
    const body = await buffer(request);
    const verified = await verify(request.rawHeaders, body);
    if (verified.type === 'verified') return { status: 200, body: {} };
    const { headers } = request;
    const { timestamp, skillId } = readClaims(body.toString('utf8'));
    return { status: skill.hole({ headers, timestamp, skillId }) ? 200 : 400, body: {} };
  };
  const server = createServer(
    { key: file('tls-leaf-key.pem'), cert: file('tls-leaf.pem') },
    async (request, response) => {
      const { status, body } = await answer(request);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const skill: LaxSkill = {
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    hole: () => false,
    health: alive,
    readyz: { status: 200, body: { status: 'ready', checks: {} } },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return skill;
};

const readClaims = (body: string): { readonly timestamp: string; readonly skillId: string } => {
  const { request, context } = JSON.parse(body);
  return { timestamp: request.timestamp, skillId: context.System.application.applicationId };
};
