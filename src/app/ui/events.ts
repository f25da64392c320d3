/** The live channel by server-sent events (HTML Standard, "Server-sent events"). */
import type { Connect, Timers } from './live.ts';

/** The part of an EventSource that is used. */
export type EventStream = {
  readonly readyState: number;
  readonly addEventListener: (type: 'open' | 'changed' | 'error', listener: () => void) => void;
  readonly close: () => void;
};

/** `EventSource.CLOSED`: the browser has given up, which it does after an answer other than 200. */
const closed = 2;

const reopenMilliseconds = 10_000;

/**
 * A lost connection is taken up again by the browser itself, with Last-Event-ID; only where it has given up a new one
 * is opened after a while.
 */
export const connectEvents =
  (openStream: () => EventStream, timers: Timers): Connect =>
  ({ onOpen, onChanged, onLost }) => {
    let stream: EventStream;
    let cancelReopen = () => {};

    const open = () => {
      stream = openStream();
      stream.addEventListener('open', onOpen);
      stream.addEventListener('changed', onChanged);
      stream.addEventListener('error', () => {
        onLost();
        if (stream.readyState === closed) cancelReopen = timers.after(reopenMilliseconds, open);
      });
    };

    open();
    return () => {
      cancelReopen();
      stream.close();
    };
  };
