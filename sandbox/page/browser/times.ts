/** Times as people say them, in the page's own language whatever the Echo speaks. */
const language = 'en-US';

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** "12 seconds ago"; "just now" for what happened within five seconds, or is a little ahead of this clock. */
export const relativeTime = (at: number, now: number): string => {
  const seconds = Math.floor((now - at) / 1000);
  if (seconds < 5) return 'just now';
  const [unit, size] = units.find(([, length]) => seconds >= length) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(language, { numeric: 'always' }).format(
    -Math.floor(seconds / size),
    unit,
  );
};

export const timeOfDay = (at: number): string =>
  new Intl.DateTimeFormat(language, { timeStyle: 'medium' }).format(at);
