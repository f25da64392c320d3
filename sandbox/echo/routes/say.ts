/** `POST /say`: one utterance, its answer. */
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { FastifyPluginAsync } from 'fastify';
import type { Echo } from '../echo.ts';

export const userName = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$' });

const sayShape = Type.Object({
  utterance: Type.Optional(Type.String({ maxLength: 400 })),
  /** `new` begins a conversation, an id continues it. */
  session: Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Null()])),
  user: Type.Optional(userName),
  locale: Type.Optional(Type.String({ maxLength: 20 })),
  unlinked: Type.Optional(Type.Boolean()),
  leave: Type.Optional(Type.Boolean()),
  /** False: an Echo without a screen. */
  screen: Type.Optional(Type.Boolean()),
});

export const sayRoutes =
  (echo: Echo, defaults: { readonly user: string; readonly locale: string }): FastifyPluginAsync =>
  async (app) => {
    app.post('/say', async (request, reply) => {
      if (!Value.Check(sayShape, request.body)) {
        const first = Value.Errors(sayShape, request.body).First();
        return reply
          .code(400)
          .send({ error: `Not valid at ${first?.path || '/'}: ${first?.message ?? ''}.` });
      }
      const said = request.body;
      return echo.say({
        text: said.utterance ?? '',
        session: said.session ?? null,
        user: said.user ?? defaults.user,
        locale: said.locale ?? defaults.locale,
        unlinked: said.unlinked ?? false,
        leave: said.leave ?? false,
        screen: said.screen ?? true,
      });
    });
  };
