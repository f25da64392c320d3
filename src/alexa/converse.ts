/** The conversation: from a verified, read Alexa request to the JSON of an answer. */
import type { ResponseEnvelope } from 'ask-sdk-model';
import type { AccountDirectory } from '../accounts/ports.ts';
import type { Operations } from '../api/operations.ts';
import type { VerifyToken } from '../api/token.ts';
import type { Log } from '../observability/log.ts';
import type { Business } from '../transactions/command.ts';
import type { Locale } from '../transactions/model.ts';
import type { Clock, NewId } from '../transactions/ports.ts';
import { type Answer, toResponse } from './answer.ts';
import { tell } from './ask-or-tell.ts';
import type { Envelope } from './envelope-types.ts';
import { createIdentify } from './identify.ts';
import { unknownIntent } from './intents/help.ts';
import { intentHandlers } from './intents/intents.ts';
import { launch } from './intents/tell-status.ts';
import type { LinkMemory } from './link-memory.ts';
import type { Progressive } from './progressive.ts';
import { textIn } from './prompts/prompts.ts';
import { readAsked } from './session-memory.ts';
import { type SkillEventPorts, takeSkillEvent } from './skill-events.ts';
import type { Turn } from './turn.ts';

export type ConversationOptions = {
  readonly operations: Operations;
  readonly verifyToken: VerifyToken;
  readonly directory: Pick<AccountDirectory, 'findOrCreate' | 'findLink' | 'noteLink' | 'hash'>;
  readonly beginLink: SkillEventPorts['beginLink'];
  readonly endLink: SkillEventPorts['endLink'];
  /** Shared with whoever else ends links: the web application. */
  readonly links: LinkMemory;
  /** Says "one moment" where a turn waits for a code to be sent or checked. */
  readonly progressive: Pick<Progressive, 'during'>;
  readonly business: Business;
  readonly newId: NewId;
  readonly now: Clock;
  readonly log: Log;
  /** After this the operations are told to stop waiting for others. Alexa itself gives up after about 8 s. */
  readonly turnBudgetMs?: number;
};

/** An answer for every request. Rejects on a fault alone: the surface apologises, or has an event delivered again. */
export type Converse = (envelope: Envelope) => Promise<ResponseEnvelope>;

export const createConversation = (options: ConversationOptions): Converse => {
  const { business, operations, progressive, now, log, turnBudgetMs = 3500 } = options;
  const identify = createIdentify(options);
  const handlers = intentHandlers(business);

  const turnOf = (envelope: Envelope, slots: Turn['slots']): Turn => {
    const signal = AbortSignal.timeout(turnBudgetMs);
    return {
      slots,
      asked: readAsked(envelope.session?.attributes),
      voice: { business, locale: envelope.locale, now: now() },
      operations,
      signal,
      identify: (needed) => identify(envelope, needed, signal),
    };
  };

  const answer = async (envelope: Envelope): Promise<Answer> => {
    const { request } = envelope;
    switch (request.type) {
      case 'launch':
        return launch(turnOf(envelope, {}));
      case 'intent': {
        const handler = handlers.get(request.name) ?? unknownIntent;
        const turn = turnOf(envelope, request.slots);
        return progressive.during(envelope, turn.signal, () => handler(turn));
      }
      case 'skill_event':
        await takeSkillEvent(options, envelope, request);
        return { type: 'silent' };
      case 'session_ended':
        if (request.reason === 'ERROR') log.warn('alexa.session_failed');
        return { type: 'silent' };
      case 'exception':
        log.warn('alexa.exception', { errorType: request.errorType });
        return { type: 'silent' };
      case 'other':
        return tell(textIn(envelope.locale)('cannot'));
      default:
        return request satisfies never;
    }
  };

  return async (envelope) => toResponse(await answer(envelope), envelope.hasScreen);
};

/** Said where a turn failed: something may have happened, so ask before trying again. */
export const apology = (locale: Locale): string => textIn(locale)('fault');
