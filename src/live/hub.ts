/**
 * Fans an account's events out to whoever watches it: pages open in browsers, on this instance. The database is the
 * only source: a notification says "look", never what happened, so nothing is missed and nothing comes twice.
 */
import type { AccountEvent, EventFeed } from '../accounts/events.ts';

/**
 * How a host hears of events. `notices`: the database tells, over a connection of its own. `polling`: it is asked, where
 * a pooler is in between, behind which LISTEN hears nothing.
 */
export type NewsSource = 'notices' | 'polling';

/** Calls back once after so many milliseconds, unless the returned function is called before. */
export type After = (milliseconds: number, run: () => void) => () => void;

export type LiveHubOptions = {
  readonly feed: EventFeed;
  readonly source: NewsSource;
  readonly after: After;
  readonly onError: (error: unknown) => void;
};

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

/** Pages are promised a change within a second. A look is one read of an index per watcher, one after another. */
const pollMilliseconds = 1000;

/** A page that is loaded again leaves and comes back: the listening connection waits that long for it. */
const lingerMilliseconds = 30_000;

/** Nothing is open while nobody watches: no connection, no timer. */
export const createLiveHub = ({ feed, source, after, onError }: LiveHubOptions): LiveHub => {
  const watchers = new Map<string, Set<Watcher>>();

  const deliverPage = async (watcher: Watcher): Promise<void> => {
    const events = await feed.read(watcher.accountId, watcher.last, pageSize);
    for (const event of events) {
      if (watcher.ended) return;
      watcher.last = event.number;
      watcher.deliver(event);
    }
    if (events.length === pageSize) watcher.lookAgain = true;
  };

  const catchUp = async (watcher: Watcher): Promise<void> => {
    if (watcher.reading) {
      watcher.lookAgain = true;
      return;
    }
    watcher.reading = true;
    try {
      do {
        watcher.lookAgain = false;
        try {
          await deliverPage(watcher);
        } catch (error) {
          // The next notice, or the watcher's own return with its last number, reads the same events again.
          onError(error);
        }
      } while (watcher.lookAgain && !watcher.ended);
    } finally {
      watcher.reading = false;
    }
  };

  const everybody = (): readonly Watcher[] => [...watchers.values()].flatMap((set) => [...set]);

  const news = source === 'notices' ? listen(feed, after, onError) : poll(after);
  const lookAt = async (accountId: string | null): Promise<void> => {
    const concerned = accountId === null ? everybody() : [...(watchers.get(accountId) ?? [])];
    for (const watcher of concerned) await catchUp(watcher);
  };

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
      news.begin(lookAt);
      return () => {
        if (watcher.ended) return;
        watcher.ended = true;
        set.delete(watcher);
        if (set.size === 0 && watchers.get(accountId) === set) watchers.delete(accountId);
        if (watchers.size === 0) news.end();
      };
    },
    watching: () => everybody().length,
    close: async () => {
      for (const watcher of everybody()) watcher.ended = true;
      watchers.clear();
      await news.close();
    },
  };
};

/** What looks at an account's events, or with null at everybody's; never rejects. */
type Look = (accountId: string | null) => Promise<void>;

type News = {
  /** Somebody watches; more may follow. */
  readonly begin: (look: Look) => void;
  /** Nobody watches any more. */
  readonly end: () => void;
  readonly close: () => Promise<void>;
};

const listen = (feed: EventFeed, after: After, onError: (error: unknown) => void): News => {
  let listening: Promise<() => Promise<void>> | null = null;
  let cancelLetGo: () => void = () => undefined;

  const letGo = async (): Promise<void> => {
    const held = listening;
    listening = null;
    try {
      await (await held)?.();
    } catch (error) {
      onError(error);
    }
  };

  return {
    begin: (look) => {
      cancelLetGo();
      if (listening !== null) return;
      const begun = feed.listen((accountId) => void look(accountId));
      listening = begun;
      begun.then(
        // What was written before the connection stood was told to nobody.
        () => look(null),
        (error: unknown) => {
          onError(error);
          if (listening === begun) listening = null;
        },
      );
    },
    end: () => {
      cancelLetGo = after(lingerMilliseconds, () => void letGo());
    },
    close: async () => {
      cancelLetGo();
      await letGo();
    },
  };
};

const poll = (after: After): News => {
  let cancel: (() => void) | null = null;
  let round: Promise<void> = Promise.resolve();

  /** The next round is counted from the end of this one: a slow database is not asked more often than it answers. */
  const next = (look: Look): void => {
    const turn = after(pollMilliseconds, () => {
      round = look(null).finally(() => {
        if (cancel === turn) next(look);
      });
    });
    cancel = turn;
  };
  const end = (): void => {
    cancel?.();
    cancel = null;
  };

  return {
    begin: (look) => {
      if (cancel === null) next(look);
    },
    end,
    close: async () => {
      end();
      await round;
    },
  };
};
