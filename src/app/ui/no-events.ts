import type { Connect } from './live.ts';

/** The channel of a host that can hold none: nothing ever arrives, and the page asks every few seconds. */
export const connectToNothing: Connect = ({ onLost }) => {
  // Once whoever connects has its answer, as with a channel that is tried and fails.
  queueMicrotask(onLost);
  return () => {};
};
