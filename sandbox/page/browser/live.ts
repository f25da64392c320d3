/** Keeps a connection to the sandbox: comes back whenever it is lost, and begins with everything anew. */
import { Check } from '@sinclair/typebox/value';
import { type LiveEvent, liveEventShape } from '../contract.ts';

export type Connection = 'connecting' | 'open' | 'lost';

const againAfterMs = 1_500;

/** Returns a function that ends it. */
export const connect = (options: {
  readonly onEvent: (event: LiveEvent) => void;
  readonly onConnection: (connection: Connection) => void;
}): (() => void) => {
  let source: EventSource | null = null;
  let timer: number | undefined;

  const open = (): void => {
    const current = new EventSource('/live');
    source = current;
    current.onopen = () => options.onConnection('open');
    current.onmessage = ({ data }) => {
      const event: unknown = JSON.parse(String(data));
      if (Check(liveEventShape, event)) options.onEvent(event);
    };
    current.onerror = () => {
      options.onConnection('lost');
      // A browser comes back by itself from a lost connection, but gives up on an answer that is no stream.
      if (current.readyState !== EventSource.CLOSED) return;
      timer = window.setTimeout(open, againAfterMs);
    };
  };

  open();
  return () => {
    window.clearTimeout(timer);
    source?.close();
  };
};
