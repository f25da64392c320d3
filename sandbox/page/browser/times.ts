/** Times as people say them. */

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** "12 seconds ago"; "just now" for what happened within five seconds, or is a little ahead of this clock. */
export const relativeTime = (at: number, now: number, locale: string): string => {
  const seconds = Math.floor((now - at) / 1000);
  if (seconds < 5) return 'just now';
  const [unit, size] = units.find(([, length]) => seconds >= length) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(locale, { numeric: 'always' }).format(-Math.floor(seconds / size), unit);
};

export const timeOfDay = (at: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }).format(at);
