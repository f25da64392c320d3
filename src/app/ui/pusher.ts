/** The live channel by Pusher, with its own library. Loaded only where the server says so. */
import Pusher, { type Options } from 'pusher-js';
import type { LiveChannel } from '../contract.ts';
import type { Connect } from './live.ts';
import { readPusherHost } from './pusher-host.ts';

export type PusherChannel = Extract<LiveChannel, { readonly type: 'pusher' }>;

/** `formToken` is asked anew for every authorisation: it changes with each sign-in. */
export const connectPusher =
  (live: PusherChannel, formToken: () => string): Connect =>
  ({ onOpen, onChanged, onLost }) => {
    const pusher = new Pusher(live.key, {
      cluster: live.cluster,
      ...hostOptions(live.host),
      // WebSockets alone: the other transports load scripts from elsewhere.
      enabledTransports: ['ws', 'wss'],
      enableStats: false,
      channelAuthorization: {
        endpoint: live.authUrl,
        transport: 'ajax',
        headersProvider: () => ({ 'Sayso-Form-Token': formToken() }),
      },
    });
    const channel = pusher.subscribe(live.channel);
    channel.bind('pusher:subscription_succeeded', onOpen);
    channel.bind('pusher:subscription_error', onLost);
    channel.bind('changed', onChanged);
    pusher.connection.bind('state_change', ({ previous }: { readonly previous: string }) => {
      if (previous === 'connected') onLost();
    });
    return () => pusher.disconnect();
  };

const hostOptions = (host: string | null): Partial<Options> => {
  if (host === null) return { forceTLS: true };
  const { name, port, tls } = readPusherHost(host);
  return { wsHost: name, forceTLS: tls, ...(port !== null && { wsPort: port, wssPort: port }) };
};
