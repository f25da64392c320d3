/**
 * Keeps the page up to date: by events where they arrive, by asking every few seconds where they do not. One loop
 * does both; events only make the next look come at once.
 */

/** `live`: events arrive. `polling`: they do not, the server answers. `offline`: the server does not answer. */
export type Connection = 'connecting' | 'live' | 'polling' | 'offline';

export type LiveHandlers = {
  /** Events arrive from now on. */
  readonly onOpen: () => void;
  readonly onChanged: () => void;
  /** Events no longer arrive; whoever opened the channel tries again by itself and says `onOpen`. */
  readonly onLost: () => void;
};

/** Opens a channel; returns a function that closes it. */
export type Connect = (handlers: LiveHandlers) => () => void;

/** What a look at the data came to. */
export type Look = 'read' | 'signed_out' | 'unreachable';

export type Timers = {
  /** Calls back once after so many milliseconds; returns a function that prevents it. */
  readonly after: (milliseconds: number, callBack: () => void) => () => void;
};

export type LiveOptions = {
  readonly connect: Connect;
  /** Reads the data anew. Calls may overlap; it sees to order itself. */
  readonly look: () => Promise<Look>;
  readonly onConnection: (connection: Connection) => void;
  readonly timers: Timers;
};

/** Without events. */
export const pollMilliseconds = 4000;

/** With events: in case something between swallows them without closing the connection. */
export const safetyMilliseconds = 30_000;

/** Follows until signed out or stopped. `lookNow`: something suggests that things changed (woken up, back online). */
export const followLive = ({ connect, look, onConnection, timers }: LiveOptions) => {
  let open = false;
  let stopped = false;
  let reached: boolean | null = null;
  let cancelNext = () => {};

  const tell = () => {
    if (stopped || reached === null) return;
    onConnection(reached ? (open ? 'live' : 'polling') : 'offline');
  };

  const scheduleNext = () => {
    cancelNext();
    if (stopped) return;
    cancelNext = timers.after(open && reached !== false ? safetyMilliseconds : pollMilliseconds, lookNow);
  };

  const lookNow = () => {
    if (stopped) return;
    cancelNext();
    void look().then((seen) => {
      if (seen === 'signed_out') return stop();
      reached = seen === 'read';
      tell();
      scheduleNext();
    });
  };

  const close = connect({
    onOpen: () => {
      open = true;
      // What happened before the channel was open, or while it was lost, is in the data.
      lookNow();
    },
    onChanged: lookNow,
    onLost: () => {
      open = false;
      // Says whether the session ended, we are offline, or only events are blocked.
      lookNow();
    },
  });

  const stop = () => {
    if (stopped) return;
    stopped = true;
    cancelNext();
    close();
  };

  scheduleNext();
  return { stop, lookNow };
};

export const browserTimers: Timers = {
  after: (milliseconds, callBack) => {
    const id = setTimeout(callBack, milliseconds);
    return () => clearTimeout(id);
  },
};
