import { toResponse } from './answer.ts';
import type { Envelope } from './envelope-types.ts';

/**
 * The answer where a turn failed by a fault of ours. Null for a skill event: it is not acknowledged, so that Alexa
 * delivers it again, for up to an hour.
 *
 * @param apology in the request's locale; plain text
 */
export const faultAnswer = (
  { request, locale }: Envelope,
  apology: (locale: string) => string,
): ReturnType<typeof toResponse> | null => {
  switch (request.type) {
    case 'skill_event':
      return null;
    case 'session_ended':
    case 'exception':
      return toResponse({ type: 'silent' });
    case 'launch':
    case 'intent':
    case 'other':
      return toResponse({ type: 'tell', speech: apology(locale) });
    default:
      return request satisfies never;
  }
};
