/** Linking by a browser, and its end: what the Alexa app's skill page offers. */
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { FastifyPluginAsync } from 'fastify';
import type { Echo } from '../echo.ts';
import { escapeHtml, page } from '../html.ts';
import type { Linking } from '../linking/linking.ts';
import { userName } from './say.ts';

export const callbackPath = '/link/callback';

const userQuery = Type.Object({ user: Type.Optional(userName) });
const disableBody = Type.Object({
  user: Type.Optional(userName),
  staysUnlinked: Type.Optional(Type.Boolean()),
});
const callbackQuery = Type.Object({ state: Type.String(), code: Type.String() });

export const linkRoutes =
  (echo: Echo, linking: Linking, defaultUser: string): FastifyPluginAsync =>
  async (app) => {
    app.get('/link/start', async (request, reply) => {
      if (!Value.Check(userQuery, request.query))
        return reply.code(400).send({ error: 'The query knows user.' });
      return reply.redirect(linking.begin(request.query.user ?? defaultUser), 302);
    });

    app.get(callbackPath, async (request, reply) => {
      const { query } = request;
      const finished = Value.Check(callbackQuery, query)
        ? await linking.finish({ state: query.state, code: query.code })
        : ({ type: 'failed', message: 'The authorization server sent no code: nothing is linked.' } as const);
      if (finished.type === 'failed') {
        return reply
          .code(400)
          .type('text/html; charset=utf-8')
          .send(page('Not linked', `<p>${escapeHtml(finished.message)}</p>`));
      }
      await echo.announceLink(finished.user);
      return reply.redirect(`/?linked=${encodeURIComponent(finished.user)}`, 303);
    });

    app.post('/link/disable', async (request, reply) => {
      if (!Value.Check(disableBody, request.body))
        return reply.code(400).send({ error: 'Send {"user": "dana"}, and "staysUnlinked" if it shall be.' });
      const user = request.body.user ?? defaultUser;
      await echo.disable(user, request.body.staysUnlinked ?? false);
      return { disabled: user };
    });
  };
