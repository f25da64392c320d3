/**
 * The `/app` surface: a plain web application that works without scripts, the data and the live channel for the pages
 * that work with them, and those pages themselves where they are built.
 */
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import type { FastifyError, FastifyInstance, FastifyPluginAsync } from 'fastify';
import { builtUiRoutes, readBuiltUi } from './built-ui.ts';
import { type AppContext, createContext } from './context.ts';
import { sendRefusal } from './data-answers.ts';
import { dataOrders } from './data-orders.ts';
import { dataProfile } from './data-profile.ts';
import { dataSession } from './data-session.ts';
import { liveRoutes } from './live-routes.ts';
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
    const ui = options.uiDirectory === null ? null : await readBuiltUi(options.uiDirectory, app.prefix);
    if (ui !== null) builtUiRoutes(app, context, ui);
    sessionRoutes(app, context);
    orderRoutes(app, context, ui);
    await app.register(async (live) => {
      answerInJson(live, context);
      liveRoutes(live, context);
    });
    await app.register(dataSurface(context), { prefix: '/data' });
  };

/** What scripts ask: JSON both ways, refusals and faults included. */
const dataSurface =
  (context: AppContext): FastifyPluginAsync =>
  async (data) => {
    data.removeAllContentTypeParsers();
    data.addContentTypeParser(
      'application/json',
      { parseAs: 'string', bodyLimit: mostBodyBytes },
      data.getDefaultJsonParser('error', 'error'),
    );
    answerInJson(data, context);
    data.setNotFoundHandler((_request, reply) => sendRefusal(reply, 'not_found'));
    dataSession(data, context);
    dataOrders(data, context);
    dataProfile(data, context);
  };

const answerInJson = (app: FastifyInstance, { options }: AppContext): void => {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (error.validation || (status >= 400 && status < 500)) return sendRefusal(reply, 'invalid');
    options.log.error('app.failed', { method: request.method, route: request.routeOptions.url }, error);
    return sendRefusal(reply, 'fault');
  });
};
