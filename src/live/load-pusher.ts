/** Pusher, where it is set up: loaded only then, for the library is large. */
import type { PusherSettings } from '../settings.ts';
import type { LivePusher, PusherOptions } from './pusher.ts';

/** Null where nothing of Pusher is set. */
export const loadPusher = async (
  settings: PusherSettings | null,
  others: Omit<PusherOptions, 'settings'>,
): Promise<LivePusher | null> => {
  if (settings === null) return null;
  const { createPusher } = await import('./pusher.ts');
  return createPusher({ settings, ...others });
};

/** Where `pusher-js` opens its socket, for a page's content security policy. */
export const pusherOrigins = (settings: PusherSettings | null): readonly string[] => {
  if (settings === null) return [];
  const { host, cluster } = settings;
  if (host === null) return [`wss://ws-${cluster}.pusher.com`];
  return [`${host.tls ? 'wss' : 'ws'}://${host.name}${host.port === null ? '' : `:${host.port}`}`];
};
