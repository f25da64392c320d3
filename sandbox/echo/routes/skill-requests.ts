/** `POST /skill-requests`: any Alexa envelope, freshened, signed and forwarded; with `?raw` signed as it is. */
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { FastifyPluginAsync } from 'fastify';
import { type Echo, parseLoosely, toBytes } from '../echo.ts';
import type { SkillAnswer, SkillEndpoint } from '../skill-endpoint.ts';
import { freshen } from '../skill-requests.ts';
import { userName } from './say.ts';

const queryShape = Type.Object({
  raw: Type.Optional(Type.String()),
  unlinked: Type.Optional(Type.String()),
  user: Type.Optional(userName),
});

export type SkillRequestOptions = {
  readonly echo: Echo;
  readonly endpoint: SkillEndpoint;
  readonly skillId: string;
  readonly defaultUser: string;
  readonly now: () => number;
  readonly uuid: () => string;
};

export const skillRequestRoutes =
  ({ echo, endpoint, skillId, defaultUser, now, uuid }: SkillRequestOptions): FastifyPluginAsync =>
  async (app) => {
    // The bytes as they came: `?raw` signs exactly them.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );

    app.post('/skill-requests', async (request, reply) => {
      const { query, body } = request;
      if (!Value.Check(queryShape, query) || !(body instanceof Uint8Array)) {
        return reply
          .code(400)
          .send({ error: 'Send an Alexa envelope; the query knows raw, unlinked and user.' });
      }
      if (query.raw !== undefined) return answerWith(reply, await endpoint(body));

      const pasted = parseLoosely(Buffer.from(body).toString('utf8'));
      const found = await echo.speaker(query.user ?? defaultUser, query.unlinked !== undefined);
      if (found.type === 'failed') return reply.code(502).send({ error: found.message });
      if (found.type === 'needs_browser') {
        const { url, callback } = found;
        return reply.code(409).send({ error: 'Link the account first: open this address.', url, callback });
      }
      const { accessToken, userId } = found.speaker;
      const requestId = `amzn1.echo-api.request.${uuid()}`;
      const freshened = freshen(pasted, { skillId, requestId, userId, at: now(), accessToken });
      if (!freshened.ok) return reply.code(400).send({ error: freshened.problem });
      return answerWith(reply, await endpoint(toBytes(freshened.envelope)));
    });
  };

type Reply = { readonly code: (status: number) => { readonly send: (body: unknown) => unknown } };

/** The skill's answer inside ours: a 400 of the skill is not a 400 of the sandbox. */
const answerWith = (reply: Reply, answer: SkillAnswer): unknown => {
  switch (answer.type) {
    case 'answered': {
      const { status, headers, body } = answer;
      return reply.code(200).send({ status, headers, body: parseLoosely(body) });
    }
    case 'timeout':
      return reply.code(504).send({ error: answer.message });
    case 'unreachable':
      return reply.code(502).send({ error: answer.message });
    default:
      throw new Error(`no such answer: ${answer satisfies never}`);
  }
};
