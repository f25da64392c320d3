/** Who is signed in, as data, and the sessions themselves. */
import { Type, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { freshUntil, ownRequest, signedInOf, whoIsSignedIn } from './authenticate.ts';
import type { AppContext } from './context.ts';
import type { LiveChannel, SessionData } from './contract.ts';
import { clearCookie, cookieNames } from './cookies.ts';
import { formToken } from './csrf.ts';
import { sendDone, sendRefusal } from './data-answers.ts';
import { entryId } from './entry-id.ts';
import { channelOf } from './session-channels.ts';
import type { WebSession } from './session-port.ts';

const empty = Type.Object({});

export const dataSession = (instance: FastifyInstance, context: AppContext): void => {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const { options, sessions } = context;
  const { businessName } = options;
  const own = ownRequest(context);

  app.get('/session', async (request): Promise<SessionData> => {
    const signedIn = await whoIsSignedIn(context, request, true);
    if (signedIn === null) return { signedIn: false, businessName, signInUrl: context.signInUrl };
    const { session } = signedIn;
    return {
      signedIn: true,
      businessName,
      formToken: formToken(context.keys.form, session),
      now: options.now(),
      freshUntil: freshUntil(session),
      freshSignInUrl: `${context.signInUrl}/again`,
      live: liveChannel(context, session),
    };
  });

  app.post(
    '/sessions/:id/end',
    { preValidation: own, schema: { params: Type.Object({ id: Type.String() }), body: empty } },
    async (request, reply) => {
      const { session: current } = signedInOf(request);
      const all = await sessions.list(current.accountId);
      const meant = all.find(({ idHash }) => entryId(context.keys.entry, idHash) === request.params.id);
      if (meant === undefined) return sendRefusal(reply, 'not_found');
      await sessions.end(meant);
      await options.note(current.accountId, { type: 'session.ended', data: {} });
      if (meant.idHash === current.idHash) clearCookie(reply, cookieNames.session);
      return sendDone(reply, 'That browser is signed out.');
    },
  );

  app.post(
    '/sessions/end-others',
    { preValidation: own, schema: { body: empty } },
    async (request, reply) => {
      const { session } = signedInOf(request);
      const count = await sessions.endOthers(session);
      if (count > 0) await options.note(session.accountId, { type: 'session.ended', data: {} });
      return sendDone(
        reply,
        count === 0 ? 'You are signed in nowhere else.' : 'All other browsers are signed out.',
      );
    },
  );
};

const liveChannel = ({ options, base, keys }: AppContext, session: WebSession): LiveChannel => {
  const { pusher } = options;
  if (pusher === null)
    return options.live === null ? { type: 'none' } : { type: 'events', url: `${base}/events` };
  const { key, cluster, host } = pusher;
  return {
    type: 'pusher',
    key,
    cluster,
    host,
    channel: channelOf(keys.channel, session),
    authUrl: `${base}/pusher-auth`,
  };
};
