/** The `/app` surface: a plain web application that works without scripts. */
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import type { FastifyError, FastifyPluginAsync } from 'fastify';
import { createContext } from './context.ts';
import type { AppOptions } from './options.ts';
import { orderRoutes } from './order-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { styleSheet } from './style.ts';

const mostBodyBytes = 4 * 1024;

export const appSurface =
  (options: AppOptions): FastifyPluginAsync =>
  async (app) => {
    const context = createContext(options, app.prefix);
    app.setValidatorCompiler(TypeBoxValidatorCompiler);
    app.removeAllContentTypeParsers();
    await app.register(formbody, { bodyLimit: mostBodyBytes });
    await app.register(cookie);
    app.decorateRequest('signedIn', null);
    app.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });
    app.setNotFoundHandler((_request, reply) => context.sendMessage(reply, 'not_found'));
    app.setErrorHandler((error: FastifyError, request, reply) => {
      const status = error.statusCode ?? 500;
      if (error.validation || (status >= 400 && status < 500)) {
        return context.sendMessage(reply, 'not_understood');
      }
      options.log.error('app.failed', { method: request.method, route: request.routeOptions.url }, error);
      return context.sendMessage(reply, 'fault');
    });

    app.get('/style.css', async (_request, reply) =>
      reply.header('cache-control', 'public, max-age=3600').type('text/css; charset=utf-8').send(styleSheet),
    );
    sessionRoutes(app, context);
    orderRoutes(app, context);
  };
