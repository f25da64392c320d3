/** Begins to follow what changes, by the channel the server names and with what this browser can do. */
import type { LiveChannel } from '../contract.ts';
import { connectEvents } from './events.ts';
import { browserTimers, type Connect, followLive } from './live.ts';
import type { Model } from './model.ts';
import { connectToNothing } from './no-events.ts';
import { shareAmongTabs } from './shared-channel.ts';

export const startLive = (model: Model, channel: LiveChannel): void => {
  const live = followLive({
    connect: channel.type === 'none' ? connectToNothing : shared(connectTo(model, channel)),
    look: model.look,
    onConnection: (connection) => model.store.set({ connection }),
    timers: browserTimers,
  });
  addEventListener('online', live.lookNow);
  addEventListener('offline', live.lookNow);
  // A page the browser kept and shows again may be another person's by now.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) live.lookNow();
  });
  // Timers sleep in the background, and so may the machine.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') live.lookNow();
  });
};

const connectTo = (model: Model, channel: Exclude<LiveChannel, { type: 'none' }>): Connect => {
  switch (channel.type) {
    case 'events':
      return connectEvents(() => new EventSource(channel.url), browserTimers);
    case 'pusher':
      return connectLater(async () => {
        const { connectPusher } = await import('./pusher.ts');
        return connectPusher(channel, () => {
          const { session } = model.store.get();
          return session.signedIn ? session.formToken : '';
        });
      });
    default:
      return channel satisfies never;
  }
};

/** A channel whose code is loaded first. Where that fails the page goes on by asking. */
const connectLater =
  (load: () => Promise<Connect>): Connect =>
  (handlers) => {
    let closed = false;
    let close = () => {};
    load().then(
      (connect) => {
        if (!closed) close = connect(handlers);
      },
      () => handlers.onLost(),
    );
    return () => {
      closed = true;
      close();
    };
  };

const shared = (connect: Connect): Connect =>
  'locks' in navigator && 'BroadcastChannel' in globalThis
    ? shareAmongTabs(connect, {
        locks: navigator.locks,
        openBroadcast: (name) => new BroadcastChannel(name),
      })
    : connect;
