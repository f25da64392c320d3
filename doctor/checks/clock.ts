/** Our clock against the `Date` header of an answer (RFC 9110, 6.6.1), which tells whole seconds. */
import type { Answer } from '../ask/call.ts';
import { fault, ok, type Seen, tryAgain, unknown, warning } from '../finding.ts';

/** Where the other side does not tell its time. */
const seeClock = 'Compare the clock of this machine with another: timedatectl says whether it is set by NTP.';

const toleratedSeconds = 5;
/** Beyond it codes live noticeably shorter or longer than is said, and tokens are refused as not yet valid. */
const faultySeconds = 30;

export const compareClocks = (id: 'clock.tenant' | 'clock.skill', answer: Answer): Seen => {
  if (answer.type === 'failed') return unknown(id, `There was no answer (${answer.code}).`, tryAgain);
  if (answer.date === null) return unknown(id, 'The answer bears no date.', seeClock);
  // Written at some moment while we waited, and cut off to the second: in the middle of both.
  const difference = (answer.sentAt + answer.answeredAt) / 2 - (answer.date + 500);
  const seconds = Math.round(Math.abs(difference) / 1000);
  if (seconds <= toleratedSeconds) return ok(id, `They differ by ${seconds} s at most.`);
  const seen = `Ours is ${seconds} s ${difference > 0 ? 'ahead' : 'behind'}.`;
  return seconds <= faultySeconds ? warning(id, seen) : fault(id, seen);
};
