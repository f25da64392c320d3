import { field } from './json-field.ts';
import { type Refused, refuse, type SkillIdRefusal } from './refusals.ts';

/**
 * Rule 4: the request is for this skill. `context.System` must say so, and so must `session` where there is one
 * (events have none). Without this check a request that Alexa signed for somebody else's skill would do here.
 */
export const checkSkillId = (json: unknown, skillId: string): Refused<SkillIdRefusal> | null => {
  const system = field(field(json, 'context'), 'System');
  const inContext = applicationId(system);
  if (inContext === undefined) return refuse('skill_id_missing');
  if (inContext !== skillId) return refuse('skill_id_other');
  const session = field(json, 'session');
  if (session === undefined || session === null) return null;
  const inSession = applicationId(session);
  if (inSession === undefined) return refuse('skill_id_missing');
  return inSession === skillId ? null : refuse('skill_id_other');
};

const applicationId = (holder: unknown): unknown => field(field(holder, 'application'), 'applicationId');
