/**
 * One channel for all tabs: browsers allow six HTTP/1.1 connections to a server, and a stream in each of six tabs
 * would leave none to load a page by. The tab that holds the lock has the channel and passes on what it hears; when
 * it closes, the next one takes over.
 */
import type { Connect, LiveHandlers } from './live.ts';

type Word = 'open' | 'changed' | 'lost' | 'is_it_open';

/** The parts of the browser that are used: the Web Locks API and BroadcastChannel. */
export type Tabs = {
  readonly locks: {
    readonly request: (
      name: string,
      options: { readonly signal: AbortSignal },
      hold: () => Promise<void>,
    ) => Promise<unknown>;
  };
  readonly openBroadcast: (name: string) => {
    readonly postMessage: (word: string) => void;
    readonly addEventListener: (type: 'message', hear: (event: MessageEvent<unknown>) => void) => void;
    readonly close: () => void;
  };
};

const name = 'sayso-live';

export const shareAmongTabs =
  (connect: Connect, { locks, openBroadcast }: Tabs): Connect =>
  (handlers) => {
    const broadcast = openBroadcast(name);
    const ended = new AbortController();
    let holding = false;
    let open = false;

    const say = (word: Word) => broadcast.postMessage(word);

    broadcast.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (ended.signal.aborted) return;
      if (data === 'is_it_open') {
        if (holding && open) say('open');
      } else if (!holding) pass(handlers, data);
    });

    const hold = async (): Promise<void> => {
      holding = true;
      const close = connect({
        onOpen: () => {
          open = true;
          say('open');
          handlers.onOpen();
        },
        onChanged: () => {
          say('changed');
          handlers.onChanged();
        },
        onLost: () => {
          open = false;
          say('lost');
          handlers.onLost();
        },
      });
      await new Promise((release) => ended.signal.addEventListener('abort', release, { once: true }));
      close();
    };

    // Rejects only when aborted while it waits for its turn: then there is nothing to close.
    locks.request(name, { signal: ended.signal }, hold).catch(() => {});
    say('is_it_open');

    return () => {
      ended.abort();
      broadcast.close();
    };
  };

const pass = ({ onOpen, onChanged, onLost }: LiveHandlers, word: unknown): void => {
  if (word === 'open') onOpen();
  else if (word === 'changed') onChanged();
  else if (word === 'lost') onLost();
};
