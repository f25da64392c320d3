import { type Static, Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { readLocale } from '../api/read-locale.ts';
import type { SpokenValue } from '../transactions/command.ts';
import type { Instant } from '../transactions/model.ts';
import type { AlexaRequest, Envelope, Slot } from './envelope-types.ts';
import { field, isObject } from './verify/json-field.ts';
import type { VerifiedRequest } from './verify/request-verifier.ts';

/** Alexa leaves out what it does not know; its simulator now and then writes null. */
const maybe = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Optional(Type.Union([schema, Type.Null()]));

const Text = Type.String();
const Named = Type.Object({ applicationId: Text });
const Holder = Type.Object({ accessToken: maybe(Text) });

/** Alexa Skills Kit, "Request and Response JSON Reference": what we read of it. Other fields are ignored. */
const Body = Type.Object({
  context: Type.Object({
    System: Type.Object({
      application: Named,
      user: Type.Object({ userId: Text, accessToken: maybe(Text) }),
      person: maybe(Holder),
    }),
  }),
  session: maybe(
    Type.Object({
      sessionId: Text,
      new: Type.Boolean(),
      attributes: maybe(Type.Object({})),
      user: maybe(Holder),
    }),
  ),
  request: Type.Object({ type: Text, locale: maybe(Text) }),
});

const Intent = Type.Object({
  intent: Type.Object({ name: Text, slots: maybe(Type.Object({})) }),
  dialogState: maybe(Text),
});
const SessionEnded = Type.Object({ reason: maybe(Text) });
const SkillEvent = Type.Object({ body: maybe(Holder) });
const Exception = Type.Object({ error: maybe(Type.Object({ type: maybe(Text) })) });

const readBody = TypeCompiler.Compile(Body);
const readIntent = TypeCompiler.Compile(Intent);
const readSessionEnded = TypeCompiler.Compile(SessionEnded);
const readSkillEvent = TypeCompiler.Compile(SkillEvent);
const readException = TypeCompiler.Compile(Exception);

/** Events come without a locale; nothing is said in answer to them. */
const defaultLocale = 'en-US';

export type ReadEnvelope =
  | { readonly type: 'read'; readonly envelope: Envelope }
  | { readonly type: 'malformed' };

/**
 * What a verified request says, in our own words. `malformed` where a field we need is missing or of another type.
 * An unknown request type or intent is no error, and a slot that cannot be read is one in which nothing was said.
 */
export const readEnvelope = (verified: VerifiedRequest): ReadEnvelope => {
  const { body } = verified;
  if (!readBody.Check(body)) return { type: 'malformed' };
  const request = readRequest(body.request, verified.sentAt);
  if (request === null) return { type: 'malformed' };
  const { System } = body.context;
  return {
    type: 'read',
    envelope: {
      applicationId: System.application.applicationId,
      requestId: verified.requestId,
      sentAt: verified.sentAt,
      locale: readLocale(body.request.locale ?? defaultLocale) ?? defaultLocale,
      userId: System.user.userId,
      accessToken: System.user.accessToken || body.session?.user?.accessToken || null,
      personAccessToken: System.person?.accessToken || null,
      hasScreen: readHasScreen(System),
      alexaApi: readAlexaApi(System),
      session: body.session
        ? {
            id: body.session.sessionId,
            isNew: body.session.new,
            attributes: withoutPrototype(body.session.attributes ?? {}),
          }
        : null,
      request,
    },
  };
};

const readHasScreen = (system: object): boolean => {
  const interfaces = field(field(system, 'device'), 'supportedInterfaces');
  return isObject(field(interfaces, 'Alexa.Presentation.APL'));
};

/** One of the two without the other is of no use, and a request without them is a request like any other. */
const readAlexaApi = (system: object): Envelope['alexaApi'] => {
  const endpoint = field(system, 'apiEndpoint');
  const token = field(system, 'apiAccessToken');
  return typeof endpoint === 'string' && typeof token === 'string' ? { endpoint, token } : null;
};

const skillEvents = 'AlexaSkillEvent.';
const screenErrors = 'Alexa.Presentation.APL.RuntimeError';

const readRequest = (request: Static<typeof Body>['request'], sentAt: Instant): AlexaRequest | null => {
  const { type } = request;
  if (type.startsWith(skillEvents)) {
    if (!readSkillEvent.Check(request)) return null;
    const accessToken = request.body?.accessToken || null;
    const happenedAt = readHappenedAt(field(request, 'eventCreationTime'), sentAt);
    return { type: 'skill_event', name: type.slice(skillEvents.length), accessToken, happenedAt };
  }
  switch (type) {
    case 'LaunchRequest':
      return { type: 'launch' };
    case 'IntentRequest': {
      if (!readIntent.Check(request)) return null;
      const { name, slots } = request.intent;
      return {
        type: 'intent',
        name,
        dialogState: request.dialogState ?? null,
        slots: readSlots(slots ?? {}),
      };
    }
    case 'SessionEndedRequest':
      return readSessionEnded.Check(request)
        ? { type: 'session_ended', reason: request.reason || 'UNKNOWN' }
        : null;
    case 'System.ExceptionEncountered':
      return readException.Check(request)
        ? { type: 'exception', errorType: readErrorType(request.error?.type) }
        : null;
    case screenErrors:
      return { type: 'exception', errorType: screenErrors };
    default:
      return { type: 'other', name: type };
  }
};

/** It is logged, so it has to be a name: `INVALID_RESPONSE`. */
const readErrorType = (told: string | null | undefined): string =>
  told && /^[A-Z_]{1,50}$/.test(told) ? told : 'UNKNOWN';

/** An event says when it was created; one that does not, or says later than it was sent, happened when it was sent. */
const readHappenedAt = (created: unknown, sentAt: Instant): Instant => {
  const createdAt = typeof created === 'string' ? Date.parse(created) : Number.NaN;
  return createdAt < sentAt ? createdAt : sentAt;
};

/** A slot named `__proto__` or `constructor` is one like any other, and unknown names find nothing. */
const withoutPrototype = <Value>(fields: { readonly [name: string]: Value }): { [name: string]: Value } =>
  Object.assign(Object.create(null), fields);

const readSlots = (slots: object): { readonly [name: string]: Slot } => {
  const read = withoutPrototype<Slot>({});
  for (const [name, slot] of Object.entries(slots)) {
    const values = readValues(slot);
    read[name] = { name, heard: values[0]?.heard ?? null, values };
  }
  return read;
};

/** `slotValue` where there is one (its type `List` where several values may be said), else the slot's own `value`. */
const readValues = (slot: unknown): readonly SpokenValue[] => {
  const slotValue = field(slot, 'slotValue');
  const listed = field(slotValue, 'values');
  if (field(slotValue, 'type') === 'List' && Array.isArray(listed)) return listed.flatMap(readValue);
  const said = readValue(slotValue);
  return said.length > 0 ? said : readValue(slot);
};

const readValue = (said: unknown): SpokenValue[] => {
  const heard = field(said, 'value');
  if (typeof heard !== 'string' || heard === '') return [];
  return [{ heard, id: resolvedId(field(said, 'resolutions')) }];
};

/** The id of the first match: of the interaction model's own values, else of those given during the session. */
const resolvedId = (resolutions: unknown): string | null => {
  const authorities = field(resolutions, 'resolutionsPerAuthority');
  if (!Array.isArray(authorities)) return null;
  const matches = authorities.flatMap((authority: unknown) => {
    if (field(field(authority, 'status'), 'code') !== 'ER_SUCCESS_MATCH') return [];
    const values = field(authority, 'values');
    const id = field(field(Array.isArray(values) ? values[0] : null, 'value'), 'id');
    const name = field(authority, 'authority');
    const isDynamic = typeof name === 'string' && name.includes('.dynamic.');
    return typeof id === 'string' && id !== '' ? [{ id, isDynamic }] : [];
  });
  return (matches.find(({ isDynamic }) => !isDynamic) ?? matches[0])?.id ?? null;
};
