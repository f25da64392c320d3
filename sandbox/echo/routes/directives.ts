/** `POST /v1/directives`: what a skill says while its answer is still being made. */
import type { FastifyPluginAsync } from 'fastify';
import type { Directives } from '../directives.ts';

export const directiveRoutes =
  (directives: Pick<Directives, 'take'>): FastifyPluginAsync =>
  async (app) => {
    app.post('/v1/directives', async (request, reply) => {
      const taken = directives.take(request.headers.authorization, request.body);
      return taken.ok ? reply.code(204).send() : reply.code(taken.status).send({ message: taken.message });
    });
  };
