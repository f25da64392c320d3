/** The profile as data: contacts, phone, locks, links, sessions, activity; one's data to take along or to erase. */
import { Type, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { PhoneResult } from '../accounts/phone-steps.ts';
import { activityText, toldTypes } from './activity-text.ts';
import { freshlySignedIn, ownReading, ownRequest, signedInOf } from './authenticate.ts';
import { browserName } from './browser-name.ts';
import type { AppContext } from './context.ts';
import type { ActivityData, ProfileData } from './contract.ts';
import { clearCookie, cookieNames } from './cookies.ts';
import { sendDone, sendFailure, sendOther, sendRefusal } from './data-answers.ts';
import { entryId } from './entry-id.ts';
import { exportData } from './export-data.ts';
import { deadline, withoutSpaces } from './order-actions.ts';
import { tellPhoneFailure } from './phone-text.ts';
import { contactText, presentLocks } from './present-orders.ts';
import { presentPhoneChange } from './present-phone.ts';

const empty = Type.Object({});
const entryLength = 30;

export const dataProfile = (instance: FastifyInstance, context: AppContext): void => {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const { options, sessions, keys } = context;
  const own = ownRequest(context);
  const reading = ownReading(context);
  const fresh = freshlySignedIn(context);

  app.get(
    '/profile',
    { preValidation: reading },
    async (request, reply): Promise<ProfileData | FastifyReply> => {
      const { session, actor } = signedInOf(request);
      const [current, change, links, standing] = await Promise.all([
        options.operations.current(actor),
        options.phone.read(actor.accountId),
        options.links(actor),
        sessions.list(actor.accountId),
      ]);
      if (!current.ok) return sendRefusal(reply, 'signed_out');
      const { contacts } = current.value;
      const inUse = options.channels
        .map((channel) => contacts.find((contact) => contact.channel === channel))
        .find((contact) => contact !== undefined);
      return {
        contacts: contacts.map(({ id, channel, hint, provenAt }) => ({
          id,
          channel,
          shown: channel === 'sms' ? `ending ${hint}` : hint,
          provenAt,
        })),
        channels: options.channels,
        codesGoTo: inUse === undefined ? null : contactText(inUse),
        phoneChange: presentPhoneChange(change, options.phoneLimits, options.now()),
        locks: presentLocks(current.value),
        links: links.map(({ linkId, linkedAt, endedAt }) => ({
          id: entryId(keys.entry, linkId),
          linkedAt,
          endedAt,
        })),
        sessions: standing.map(({ idHash, userAgent, createdAt, seenAt }) => ({
          id: entryId(keys.entry, idHash),
          browser: browserName(userAgent),
          signedInAt: createdAt,
          seenAt,
          current: idHash === session.idHash,
        })),
      };
    },
  );

  app.get(
    '/activity',
    {
      preValidation: reading,
      schema: { querystring: Type.Object({ before: Type.Optional(Type.String({ maxLength: 40 })) }) },
    },
    async (request): Promise<ActivityData> => {
      const entries = await options.activity.list(signedInOf(request).actor.accountId, {
        types: toldTypes,
        limit: entryLength,
        before: request.query.before ?? null,
      });
      return {
        entries: entries.map(({ id, at, type, data }) => ({ id, at, text: activityText(type, data) })),
        before: entries.length < entryLength ? null : (entries.at(-1)?.id ?? null),
      };
    },
  );

  app.post(
    '/links/:id/disconnect',
    { preValidation: own, schema: { params: Type.Object({ id: Type.String() }), body: empty } },
    async (request, reply) => {
      const { actor } = signedInOf(request);
      const links = await options.links(actor);
      const meant = links.find(({ linkId }) => entryId(keys.entry, linkId) === request.params.id);
      if (meant === undefined) return sendRefusal(reply, 'not_found');
      await options.disconnect(actor, meant.linkId);
      return sendDone(
        reply,
        'Disconnected. To use it again, disable and enable the skill in the Alexa app, and link it anew.',
      );
    },
  );

  const answerPhone = (reply: FastifyReply, result: PhoneResult): FastifyReply =>
    result.ok
      ? sendDone(reply, phoneText(result))
      : sendOther(reply, tellPhoneFailure(result.failure, options.now()));

  app.post(
    '/phone/begin',
    {
      preValidation: [own, fresh],
      schema: {
        body: Type.Union([
          Type.Object({
            intent: Type.Literal('set'),
            phone: Type.String({ maxLength: 40 }),
            oldPhoneLost: Type.Optional(Type.Boolean()),
          }),
          Type.Object({ intent: Type.Literal('remove') }),
        ]),
      },
    },
    async (request, reply) => {
      const { body } = request;
      const wanted =
        body.intent === 'set'
          ? { intent: body.intent, phone: body.phone.trim(), oldPhoneLost: body.oldPhoneLost ?? false }
          : body;
      const { accountId } = signedInOf(request).actor;
      return answerPhone(reply, await options.phone.begin(accountId, wanted, deadline()));
    },
  );

  app.post(
    '/phone/code',
    { preValidation: own, schema: { body: Type.Object({ code: Type.String({ maxLength: 64 }) }) } },
    async (request, reply) => {
      const { accountId } = signedInOf(request).actor;
      const code = withoutSpaces(request.body.code);
      return answerPhone(reply, await options.phone.enterCode(accountId, code, deadline()));
    },
  );

  app.post('/phone/resend', { preValidation: own, schema: { body: empty } }, async (request, reply) => {
    const { accountId } = signedInOf(request).actor;
    return answerPhone(reply, await options.phone.resend(accountId, deadline()));
  });

  app.post('/phone/abandon', { preValidation: own, schema: { body: empty } }, async (request, reply) => {
    const abandoned = await options.phone.abandon(signedInOf(request).actor.accountId);
    return abandoned.ok
      ? sendDone(reply, 'Called off. Nothing was changed.')
      : sendOther(reply, tellPhoneFailure(abandoned.failure, options.now()));
  });

  app.get('/export', { preValidation: reading }, async (request, reply) => {
    const data = await exportData(context, signedInOf(request).actor);
    if (data === null) return sendRefusal(reply, 'signed_out');
    return reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', 'attachment; filename="sayso-data.json"')
      .send(`${JSON.stringify(data, null, 2)}\n`);
  });

  app.post('/erase', { preValidation: [own, fresh], schema: { body: empty } }, async (request, reply) => {
    const { actor } = signedInOf(request);
    const erased = await options.erase(actor);
    if (!erased.ok) return sendFailure(reply, erased.failure, options.now());
    context.streams?.closeOf(actor.accountId);
    clearCookie(reply, cookieNames.session);
    options.log.info('app.erased', { account: actor.accountId });
    return sendDone(reply, 'Everything we knew of you is deleted, and you are signed out.');
  });
};

const phoneText = ({ change }: Extract<PhoneResult, { readonly ok: true }>): string => {
  if (change === null) return 'Done. Codes go where your profile now says.';
  switch (change.step) {
    case 'prove_old':
      return 'We sent a code to the contact that receives your codes now. Type it here to agree.';
    case 'prove_new':
      return 'We sent a code to the new phone. Type it here to prove that it is yours.';
    case 'waiting':
      return 'The new phone is proven. It takes over in 24 hours, unless you call it off.';
    case 'applying':
      return 'Proven. The change is being carried out; this can take a minute.';
    default:
      return change.step satisfies never;
  }
};
