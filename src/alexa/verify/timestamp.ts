import { type Refused, refuse, type TimestampRefusal } from './refusals.ts';
import type { RequestBody } from './request-body.ts';

/** Alexa, "Host a Custom Skill as a Web Service", on checking the timestamp. */
const toleranceSeconds = 150;
/** Alexa delivers skill events again until they are answered well, for up to an hour. */
const skillEventAgeSeconds = 3600;

const iso8601 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** Rule 3: sent within 150 s of `now` (epoch ms) either way; a skill event up to an hour ago. */
export const readTimestamp = (
  { requestType, timestamp }: RequestBody,
  now: number,
): { readonly type: 'read'; readonly sentAt: number } | Refused<TimestampRefusal> => {
  if (timestamp === undefined || timestamp === null) return refuse('timestamp_missing');
  if (typeof timestamp !== 'string' || !iso8601.test(timestamp)) return refuse('timestamp_malformed');
  const sentAt = Date.parse(timestamp);
  if (Number.isNaN(sentAt)) return refuse('timestamp_malformed');
  const oldestSeconds = requestType.startsWith('AlexaSkillEvent.') ? skillEventAgeSeconds : toleranceSeconds;
  if (now - sentAt > oldestSeconds * 1000) return refuse('timestamp_old');
  if (sentAt - now > toleranceSeconds * 1000) return refuse('timestamp_ahead');
  return { type: 'read', sentAt };
};
