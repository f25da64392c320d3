/** The Echo: hears an utterance, turns it into a request, asks the skill, says its answer, keeps the session. */
import { randomUUID } from 'node:crypto';
import { createQueue } from '../private-file.ts';
import { type Answer, type Card, readAnswer } from './answer.ts';
import type { ScreenText } from './apl.ts';
import type { Directives } from './directives.ts';
import {
  intentEnvelope,
  launchEnvelope,
  type SentEnvelope,
  type Speaker,
  sessionEndedEnvelope,
  skillEventEnvelope,
  toIntent,
} from './envelope.ts';
import type { InteractionModel } from './interaction-model.ts';
import type { Linking } from './linking/linking.ts';
import { type Mishearing, mishear } from './mishearing.ts';
import { type After, afterTimeout, createSessions, type OpenSession, type Session } from './sessions.ts';
import type { SkillAnswer, SkillEndpoint } from './skill-endpoint.ts';
import { type HeardIntent, type Understood, understand } from './understand.ts';

export type Utterance = {
  /** Empty: silence in an open session; outside one, as if the skill were opened. */
  readonly text: string;
  /** `new` begins a conversation; an id continues the one it names; null: whatever session is open. */
  readonly session: string | null;
  readonly user: string;
  readonly locale: string;
  readonly unlinked: boolean;
  /** The person leaves: ends the session without a word. */
  readonly leave: boolean;
  /** The device has a screen. */
  readonly screen: boolean;
};

export type EchoError = {
  readonly type:
    | 'not_for_skill'
    | 'no_session'
    | 'unknown_locale'
    | 'linking_failed'
    | 'linking_needs_browser'
    | 'timeout'
    | 'unreachable'
    | 'invalid_response';
  /** For the person at the terminal; Alexa would not say it. */
  readonly message: string;
};

export type Said = {
  /** What was said while the answer was still being made. */
  readonly meanwhile: readonly string[];
  readonly speech: string | null;
  readonly reprompt: string | null;
  readonly card: Card | null;
  /** What the device's screen shows, where the answer put something there. */
  readonly screen: readonly ScreenText[] | null;
  /** The microphone is open. */
  readonly sessionOpen: boolean;
  readonly session: string | null;
  readonly request: SentEnvelope | null;
  /** The skill's answer as it came: JSON where it is JSON, else text. */
  readonly response: unknown;
  /** Where to link the account, if only a browser can. */
  readonly link: { readonly url: string; readonly callback: string } | null;
  readonly alexaError: EchoError | null;
};

export type EchoFaults = { mishearing: Mishearing };

export type EchoOptions = {
  readonly models: ReadonlyMap<string, InteractionModel>;
  readonly skillId: string;
  readonly endpoint: SkillEndpoint;
  readonly linking: Linking;
  readonly directives: Directives;
  /** Where the Echo takes them: `http://localhost:7102`. */
  readonly origin: string;
  readonly faults: EchoFaults;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly uuid?: () => string;
  readonly after?: After;
  /** Called after a session was opened, went on, or ended. */
  readonly onSessions?: () => void;
  /** Called with what is said to a person while the answer is still being made. */
  readonly onMeanwhile?: (device: string, speech: string) => void;
};

export type Echo = {
  /** Never throws; what a person would not hear is in `alexaError`. */
  readonly say: (utterance: Utterance) => Promise<Said>;
  /** Who speaks: the person's device, with a token unless `unlinked`. */
  readonly speaker: (user: string, unlinked: boolean) => Promise<SpeakerFound>;
  /** Tells the skill of a link that a browser finished. */
  readonly announceLink: (user: string) => Promise<void>;
  /**
   * Disables the skill for a person, as in the Alexa app: the tokens go, the next userId is another. The Echo links
   * itself again at its next use, unless it `staysUnlinked` until a person signs in.
   */
  readonly disable: (user: string, staysUnlinked?: boolean) => Promise<void>;
  readonly sessions: () => readonly OpenSession[];
  readonly close: () => void;
};

export type SpeakerFound =
  | { readonly type: 'speaker'; readonly speaker: Speaker; readonly isNew: boolean }
  | { readonly type: 'needs_browser'; readonly url: string; readonly callback: string }
  | { readonly type: 'failed'; readonly message: string };

const problemSpeech = "There was a problem with the requested skill's response.";
const unknownSpeech = "Sorry, I don't know that one.";

export const createEcho = (options: EchoOptions): Echo => {
  const { models, skillId, endpoint, linking, directives, faults, now } = options;
  const uuid = options.uuid ?? randomUUID;
  const sessions = createSessions(options.after ?? afterTimeout, options.onSessions);
  const queues = new Map<string, ReturnType<typeof createQueue>>();

  const speaker: Echo['speaker'] = async (user, unlinked) => {
    if (unlinked)
      return { type: 'speaker', speaker: toSpeaker(await linking.device('unlinked'), null), isNew: false };
    const link = await linking.ensure(user);
    switch (link.type) {
      case 'linked':
        return { type: 'speaker', speaker: toSpeaker(link.device, link.accessToken), isNew: link.isNew };
      case 'unlinked':
        return { type: 'speaker', speaker: toSpeaker(link.device, null), isNew: false };
      case 'needs_browser':
      case 'failed':
        return link;
      default:
        throw new Error(`no such link: ${link satisfies never}`);
    }
  };

  const partsFor = (who: Speaker, locale: string, hasScreen = false) => ({
    skillId,
    speaker: who,
    locale,
    requestId: `amzn1.echo-api.request.${uuid()}`,
    at: now(),
    api: { endpoint: options.origin, token: `sandbox-${uuid()}` },
    hasScreen,
  });

  const sendEvent = async (who: Speaker, locale: string, name: 'SkillAccountLinked' | 'SkillDisabled') => {
    await endpoint(toBytes(skillEventEnvelope(partsFor(who, locale), name)));
  };

  const firstLocale = (): string => [...models.keys()][0] ?? 'en-US';

  /** Ends an open session; what the skill answers to that is not heard. */
  const endSession = async (
    device: string,
    who: Speaker,
    ending: Parameters<typeof sessionEndedEnvelope>[2],
  ): Promise<void> => {
    const session = sessions.find(device);
    if (session === null) return;
    sessions.close(device);
    const parts = partsFor(who, session.model.locale);
    await endpoint(toBytes(sessionEndedEnvelope(parts, { ...session, isNew: false }, ending)));
  };

  /** One request and its answer, in a session that is kept or closed by it. */
  const takeTurn = async (
    device: string,
    who: Speaker,
    session: Session,
    isNew: boolean,
    intent: HeardIntent | null,
    hasScreen: boolean,
  ): Promise<Said> => {
    const { model } = session;
    const parts = partsFor(who, model.locale, hasScreen);
    const context = { id: session.id, isNew, attributes: session.attributes };
    const continues = intent !== null && session.expected?.intent === intent.name;
    const dialogState = continues ? 'IN_PROGRESS' : 'STARTED';
    const request =
      intent === null
        ? launchEnvelope(parts, context)
        : intentEnvelope(
            parts,
            context,
            toIntent(model, skillId, mishear(intent, faults.mishearing), continues ? session.known : {}),
            model.elicitable.has(intent.name) ? dialogState : null,
          );
    const listening = { requestId: parts.requestId, token: parts.api.token };
    const stopListening = directives.open(listening, (speech) => options.onMeanwhile?.(device, speech));
    const answered = await endpoint(toBytes(request));
    const meanwhile = stopListening();
    const read = readSkillAnswer(answered, model, intent?.name ?? null, hasScreen);
    const response = answered.type === 'answered' ? parseLoosely(answered.body) : null;
    if ('error' in read) {
      sessions.keep(device, session, () => undefined);
      const type = read.error.type === 'timeout' ? 'ENDPOINT_TIMEOUT' : 'INVALID_RESPONSE';
      const error = { type, message: read.error.message } as const;
      await endSession(device, who, { reason: 'ERROR', error });
      return { ...nothingSaid, meanwhile, speech: problemSpeech, request, response, alexaError: read.error };
    }
    const { answer } = read;
    if (answer.keepsSessionOpen) {
      sessions.keep(device, continueSession(session, answer, intent), () => {
        void endSession(device, who, { reason: 'EXCEEDED_MAX_REPROMPTS' });
      });
    } else {
      sessions.close(device);
    }
    return {
      ...nothingSaid,
      meanwhile,
      speech: answer.speech,
      reprompt: answer.reprompt,
      card: answer.card,
      screen: answer.screen,
      sessionOpen: answer.keepsSessionOpen,
      session: answer.keepsSessionOpen ? session.id : null,
      request,
      response,
    };
  };

  const newSession = (model: InteractionModel, isConversation: boolean): Session => ({
    id: `amzn1.echo-api.session.${uuid()}`,
    model,
    attributes: {},
    expected: null,
    known: {},
    reprompt: null,
    isConversation,
  });

  /** Nobody answered: the reprompt once, then the session is over. */
  const beSilent = async (device: string, who: Speaker, session: Session): Promise<Said> => {
    if (session.reprompt !== null) {
      sessions.keep(device, { ...session, reprompt: null }, () => {
        void endSession(device, who, { reason: 'EXCEEDED_MAX_REPROMPTS' });
      });
      return { ...nothingSaid, speech: session.reprompt, sessionOpen: true, session: session.id };
    }
    await endSession(device, who, { reason: 'EXCEEDED_MAX_REPROMPTS' });
    return nothingSaid;
  };

  const hear = async (device: string, utterance: Utterance): Promise<Said> => {
    const open = sessions.find(device);
    const isNamed = utterance.session !== null && utterance.session !== 'new';
    if (isNamed && open?.id !== utterance.session) {
      return utterance.leave
        ? nothingSaid
        : failed('no_session', 'That conversation is over. Start a new one.');
    }
    const session = utterance.session === 'new' ? null : open;
    const model = session?.model ?? models.get(utterance.locale);
    if (model === undefined) {
      const known = [...models.keys()].join(', ');
      return failed(
        'unknown_locale',
        `The skill has no interaction model for ${utterance.locale}. It has: ${known}.`,
      );
    }
    const meant = interpret(utterance, session, model);
    if (session === null) {
      if (meant.type === 'leave') return nothingSaid;
      if (meant.type === 'not_for_skill') return unaddressed(model);
    }

    const found = await speaker(utterance.user, utterance.unlinked);
    if (found.type === 'failed') return failed('linking_failed', found.message);
    if (found.type === 'needs_browser') return needsBrowser(found.url, found.callback);
    const who = found.speaker;
    if (found.isNew) await sendEvent(who, model.locale, 'SkillAccountLinked');

    if (session !== null) {
      if (meant.type === 'leave') {
        await endSession(device, who, { reason: 'USER_INITIATED' });
        return nothingSaid;
      }
      if (meant.type === 'silence' || meant.type === 'not_for_skill') return beSilent(device, who, session);
      if (meant.type === 'intent' && !meant.addressed)
        return takeTurn(device, who, session, false, meant.intent, utterance.screen);
    }
    await endSession(device, who, { reason: 'USER_INITIATED' });
    const begun = newSession(models.get(utterance.locale) ?? model, utterance.session !== null);
    const intent = meant.type === 'intent' ? meant.intent : null;
    return takeTurn(device, who, begun, true, intent, utterance.screen);
  };

  return {
    say: (utterance) => {
      const device = utterance.unlinked ? 'unlinked' : utterance.user;
      const inTurn = queues.get(device) ?? createQueue();
      queues.set(device, inTurn);
      return inTurn(() => hear(device, utterance));
    },
    speaker,
    announceLink: async (user) => {
      const device = await linking.device(user);
      await sendEvent(
        toSpeaker(device, device.tokens?.accessToken ?? null),
        firstLocale(),
        'SkillAccountLinked',
      );
    },
    disable: async (user, staysUnlinked = false) => {
      const device = await linking.device(user);
      sessions.close(user);
      await linking.forget(user, staysUnlinked);
      await sendEvent(toSpeaker(device, null), firstLocale(), 'SkillDisabled');
    },
    sessions: sessions.list,
    close: sessions.closeAll,
  };
};

const interpret = (
  utterance: Utterance,
  session: Session | null,
  model: InteractionModel,
): Understood | { readonly type: 'silence' } => {
  if (utterance.leave) return { type: 'leave' };
  if (utterance.text.trim() === '') return session === null ? { type: 'launch' } : { type: 'silence' };
  return understand(model, utterance.text, {
    inSession: session !== null,
    expected: session?.expected ?? null,
  });
};

const nothingSaid: Said = {
  meanwhile: [],
  speech: null,
  reprompt: null,
  card: null,
  screen: null,
  sessionOpen: false,
  session: null,
  request: null,
  response: null,
  link: null,
  alexaError: null,
};

const failed = (type: EchoError['type'], message: string): Said => ({
  ...nothingSaid,
  alexaError: { type, message },
});

const unaddressed = (model: InteractionModel): Said => ({
  ...failed(
    'not_for_skill',
    `No skill was meant. Address it: "ask ${model.invocationName} …" or "open ${model.invocationName}".`,
  ),
  speech: unknownSpeech,
});

const needsBrowser = (url: string, callback: string): Said => ({
  ...failed(
    'linking_needs_browser',
    'The account is not linked yet: open the address, sign in, then say it again.',
  ),
  link: { url, callback },
});

const toSpeaker = (
  { userId, deviceId }: { readonly userId: string; readonly deviceId: string },
  accessToken: string | null,
): Speaker => ({ userId, deviceId, accessToken });

const continueSession = (session: Session, answer: Answer, intent: HeardIntent | null): Session => {
  const { elicitation } = answer;
  const asked = elicitation?.intent ?? intent?.name ?? null;
  return {
    ...session,
    attributes: answer.attributes,
    expected: elicitation !== null && asked !== null ? { intent: asked, slot: elicitation.slot } : null,
    known: elicitation?.slots ?? {},
    reprompt: answer.reprompt,
  };
};

const readSkillAnswer = (
  answered: SkillAnswer,
  model: InteractionModel,
  intent: string | null,
  hasScreen: boolean,
): { readonly answer: Answer } | { readonly error: EchoError } => {
  if (answered.type !== 'answered') return { error: { type: answered.type, message: answered.message } };
  if (answered.status !== 200) {
    return {
      error: { type: 'invalid_response', message: `The skill answered with HTTP status ${answered.status}.` },
    };
  }
  const read = readAnswer(answered.body, model, intent, hasScreen);
  return read.ok ? { answer: read.answer } : { error: { type: 'invalid_response', message: read.problem } };
};

export const parseLoosely = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
};

export const toBytes = (envelope: object): Uint8Array => Buffer.from(JSON.stringify(envelope), 'utf8');
