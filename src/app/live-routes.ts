/** The live channel: our own stream of events, or the authorisation of Pusher's. */
import { Type, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ownReading, ownRequest, signedInOf } from './authenticate.ts';
import type { AppContext } from './context.ts';
import { sendRefusal } from './data-answers.ts';
import type { PusherPort } from './options.ts';
import { channelOf } from './session-channels.ts';
import type { Streams } from './streams.ts';

/** As Pusher makes them (Pusher docs, "Authorizing users"); anything else could smuggle a signature for something else. */
const socketIdPattern = '^[0-9]{1,20}[.][0-9]{1,20}$';

export const liveRoutes = (instance: FastifyInstance, context: AppContext): void => {
  const { streams, options } = context;
  if (streams !== null) streamRoute(instance, context, streams);
  if (options.pusher !== null) pusherRoute(instance, context, options.pusher);
};

const streamRoute = (app: FastifyInstance, context: AppContext, streams: Streams): void => {
  app.get('/events', { preValidation: ownReading(context) }, async (request, reply) => {
    const { session, actor } = signedInOf(request);
    const current = await context.options.operations.current(actor);
    if (!current.ok) return sendRefusal(reply, 'signed_out');
    const { version } = current.value.account;
    // A number from the future is another account's of before, or made up: nothing would ever come after it.
    const stream = streams.open(session, Math.min(lastSeen(request) ?? version, version));
    if (stream === null) return sendRefusal(reply, 'too_many_streams');
    return reply
      .type('text/event-stream; charset=utf-8')
      .header('cache-control', 'no-store, no-transform')
      .header('x-accel-buffering', 'no')
      .send(stream);
  });

  // While the server waits for its last answers, streams would keep it waiting for ever.
  app.addHook('preClose', async () => streams.closeAll());
};

const pusherRoute = (instance: FastifyInstance, context: AppContext, pusher: PusherPort): void => {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.post(
    '/pusher-auth',
    {
      preValidation: ownRequest(context),
      schema: {
        body: Type.Object({
          socket_id: Type.String({ pattern: socketIdPattern }),
          channel_name: Type.String({ maxLength: 200 }),
        }),
      },
    },
    async (request, reply) => {
      const { session } = signedInOf(request);
      const { socket_id: socketId, channel_name: channel } = request.body;
      if (channel !== channelOf(context.keys.channel, session)) return sendRefusal(reply, 'foreign_request');
      return reply.type('application/json; charset=utf-8').send(await pusher.authorize(socketId, channel));
    },
  );
};

/** From the browser's own header, which it sends when it comes back, else as the page asked; null: from now on. */
const lastSeen = ({ headers, query }: FastifyRequest): number | null => {
  const asked = typeof query === 'object' && query !== null && 'after' in query ? query.after : undefined;
  const given = headers['last-event-id'] ?? asked;
  return typeof given === 'string' && /^\d{1,15}$/.test(given) ? Number(given) : null;
};
