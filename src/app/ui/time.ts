/** Times in words. Instants are epoch milliseconds of the server's clock; dates are shown in the browser's time zone. */

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** How far the browser's clock is behind the server's, in milliseconds, from one answer that bears the server's time. */
export const clockOffset = (serverNow: number, askedAt: number, answeredAt: number): number =>
  serverNow - (askedAt + answeredAt) / 2;

/** What is left until an instant, never below zero. */
export const remainingUntil = (at: number, now: number): number => Math.max(0, at - now);

/** `2:05`, `0:09`: minutes and seconds, begun seconds counted whole, so that `0:00` is never shown too early. */
export const clockText = (remaining: number): string => {
  const seconds = Math.ceil(remaining / second);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/** "in 40 seconds", "in 3 minutes", "in 24 hours"; "now" for what has passed. */
export const inWords = (remaining: number): string => {
  if (remaining <= 0) return 'now';
  if (remaining < 100 * second) return `in ${counted(Math.ceil(remaining / second), 'second')}`;
  if (remaining < 100 * minute) return `in ${counted(Math.ceil(remaining / minute), 'minute')}`;
  return `in ${counted(Math.ceil(remaining / hour), 'hour')}`;
};

const counted = (count: number, noun: string): string => (count === 1 ? `1 ${noun}` : `${count} ${noun}s`);

/** The marks a countdown is told aloud at; in between a screen reader is left in peace. */
const marks = [60 * second, 30 * second, 10 * second];

/** What is told when the countdown stands here: the last mark passed, or nothing yet. */
export const countdownNews = (remaining: number): string => {
  if (remaining <= 0) return 'The code has run out.';
  const passed = marks.filter((mark) => remaining <= mark).at(-1);
  return passed === undefined ? '' : `The code runs out in ${passed / second} seconds.`;
};

const timeFormat = new Intl.DateTimeFormat('en', { timeStyle: 'short' });
const dateFormat = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const dayFormat = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric' });

/** "today, 3:05 PM", "yesterday, 9:12 AM", "Nov 3, 3:05 PM"; with the year where it is another one. */
export const momentText = (at: number, now: number): string => {
  const [day, today, yesterday] = [at, now, now - 24 * hour].map((instant) => dateFormat.format(instant));
  const time = timeFormat.format(at);
  if (day === today) return `today, ${time}`;
  if (day === yesterday) return `yesterday, ${time}`;
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return `${sameYear ? dayFormat.format(at) : day}, ${time}`;
};
