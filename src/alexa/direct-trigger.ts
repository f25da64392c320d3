import type { Log } from '../observability/log.ts';
import type { Envelope } from './envelope-types.ts';
import { faultAnswer } from './fault-answer.ts';
import { readEnvelope } from './read-envelope.ts';
import type { AlexaAnswer } from './surface.ts';
import type { BodyRefusal, Refused, SkillIdRefusal, TimestampRefusal } from './verify/refusals.ts';
import { readRequestJson } from './verify/request-body.ts';
import type { VerifiedRequest } from './verify/request-verifier.ts';
import { checkSkillId } from './verify/skill-id.ts';
import { readTimestamp } from './verify/timestamp.ts';

/** Why an event was not answered. */
export type DirectRefusal = BodyRefusal | TimestampRefusal | SkillIdRefusal | 'malformed';

export type DirectAnswer =
  | { readonly type: 'answered'; readonly answer: AlexaAnswer }
  | { readonly type: 'refused'; readonly reason: DirectRefusal }
  /** A skill event that failed: Alexa shall deliver it again. */
  | { readonly type: 'failed' };

export type DirectTriggerOptions = {
  /** `amzn1.ask.skill.…` */
  readonly skillId: string;
  readonly respond: (envelope: Envelope) => Promise<AlexaAnswer>;
  /** Said where `respond` failed, in the request's locale; plain text. */
  readonly apology: (locale: string) => string;
  readonly now: () => number;
  readonly log: Log;
};

/**
 * An Alexa request that AWS hands to a function as its event (Alexa Skills Kit, "Host a Custom Skill as an AWS Lambda
 * Function"). Amazon signs none of these: who may invoke the function is a permission of AWS's, given to Alexa for one
 * skill id. The two rules of the signed way that do not need a signature hold here too: sent just now, to this skill.
 * A request that comes twice has one effect, as there.
 */
export const createDirectTrigger = (options: DirectTriggerOptions) => {
  const check = (event: unknown): VerifiedRequest | Refused<Exclude<DirectRefusal, 'malformed'>> => {
    const request = readRequestJson(event);
    if (request.type === 'refused') return request;
    const timestamp = readTimestamp(request, options.now());
    if (timestamp.type === 'refused') return timestamp;
    const otherSkill = checkSkillId(request.json, options.skillId);
    if (otherSkill) return otherSkill;
    const { json: body, requestId } = request;
    return { type: 'verified', body, requestId, sentAt: timestamp.sentAt };
  };

  const refuse = (reason: DirectRefusal): DirectAnswer => {
    options.log.warn('alexa.refused', { reason });
    return { type: 'refused', reason };
  };

  return async (event: unknown): Promise<DirectAnswer> => {
    const checked = check(event);
    if (checked.type === 'refused') return refuse(checked.reason);
    const read = readEnvelope(checked);
    if (read.type === 'malformed') return refuse('malformed');
    const { envelope } = read;
    try {
      return { type: 'answered', answer: await options.respond(envelope) };
    } catch (error) {
      options.log.error('alexa.respond_failed', { request: envelope.request.type }, error);
      const answer = faultAnswer(envelope, options.apology);
      return answer === null ? { type: 'failed' } : { type: 'answered', answer };
    }
  };
};
