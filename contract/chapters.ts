/** Everything that is asked of a tenant, in this order. */
import { authorization } from './chapters/authorization.ts';
import { codes } from './chapters/codes.ts';
import { discovery } from './chapters/discovery.ts';
import { management } from './chapters/management.ts';
import { refusals } from './chapters/refusals.ts';
import { tokens } from './chapters/tokens.ts';
import type { Chapter } from './recording.ts';

export const chapters: readonly Chapter[] = [
  discovery,
  authorization,
  tokens,
  refusals,
  management,
  codes('sms'),
  codes('email'),
];
