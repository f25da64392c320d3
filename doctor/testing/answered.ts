/** An answer of nothing in particular but what a test names. */
import type { Answered } from '../ask/call.ts';

export const answered = (fields: Partial<Answered>): Answered => ({
  type: 'answered',
  status: 200,
  date: 0,
  sentAt: 0,
  answeredAt: 0,
  location: null,
  json: null,
  ...fields,
});
