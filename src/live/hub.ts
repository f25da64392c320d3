/**
 * Fans an account's events out to whoever watches it: pages open in browsers, on this instance. The database is the
 * only source: a notification says "look", never what happened, so nothing is missed and nothing comes twice.
 */
import type { AccountEvent, EventFeed } from '../accounts/events.ts';

export type LiveHub = {
  /** Delivers every event above `after`, in order, each once, until the returned function is called. */
  readonly watch: (accountId: string, after: number, deliver: (event: AccountEvent) => void) => () => void;
  readonly watching: () => number;
  readonly close: () => Promise<void>;
};

type Watcher = {
  readonly accountId: string;
  readonly deliver: (event: AccountEvent) => void;
  last: number;
  reading: boolean;
  lookAgain: boolean;
  ended: boolean;
};

const pageSize = 100;

export const openLiveHub = async (feed: EventFeed, onError: (error: unknown) => void): Promise<LiveHub> => {
  const watchers = new Map<string, Set<Watcher>>();

  const catchUp = async (watcher: Watcher): Promise<void> => {
    if (watcher.reading) {
      watcher.lookAgain = true;
      return;
    }
    watcher.reading = true;
    try {
      do {
        watcher.lookAgain = false;
        const events = await feed.read(watcher.accountId, watcher.last, pageSize);
        for (const event of events) {
          if (watcher.ended) return;
          watcher.last = event.number;
          watcher.deliver(event);
        }
        if (events.length === pageSize) watcher.lookAgain = true;
      } while (watcher.lookAgain && !watcher.ended);
    } catch (error) {
      // The next notice, or the watcher's own return with its last number, reads the same events again.
      onError(error);
    } finally {
      watcher.reading = false;
    }
  };

  const stopListening = await feed.listen((accountId) => {
    const concerned = accountId === null ? [...watchers.values()] : [watchers.get(accountId) ?? new Set()];
    for (const set of concerned) for (const watcher of set) void catchUp(watcher);
  });

  return {
    watch: (accountId, after, deliver) => {
      const watcher: Watcher = {
        accountId,
        deliver,
        last: after,
        reading: false,
        lookAgain: false,
        ended: false,
      };
      const set = watchers.get(accountId) ?? new Set();
      watchers.set(accountId, set.add(watcher));
      void catchUp(watcher);
      return () => {
        watcher.ended = true;
        set.delete(watcher);
        if (set.size === 0 && watchers.get(accountId) === set) watchers.delete(accountId);
      };
    },
    watching: () => [...watchers.values()].reduce((count, set) => count + set.size, 0),
    close: async () => {
      for (const set of watchers.values()) for (const watcher of set) watcher.ended = true;
      watchers.clear();
      await stopListening();
    },
  };
};
