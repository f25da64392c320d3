/**
 * Pusher, where it is set up: says on each session's private channel that something changed, and never what. Loaded
 * only then (load-pusher.ts).
 */
import Pusher from 'pusher';
import type { LiveMessage } from '../app/contract.ts';
import type { PusherPort } from '../app/options.ts';
import type { Log } from '../observability/log.ts';
import type { PusherSettings } from '../settings.ts';

export type PusherOptions = {
  readonly settings: PusherSettings;
  /** The channels of the account's sessions that stand. */
  readonly channelsOf: (accountId: string) => Promise<readonly string[]>;
  readonly log: Log;
};

export type LivePusher = PusherPort & {
  /** Tells every page of the account. Never throws: pages also ask now and then. */
  readonly publish: (accountId: string, message: LiveMessage) => Promise<void>;
};

/** One call takes so many channels (Pusher docs, "HTTP API", "Triggering on multiple channels"). */
const mostChannels = 100;
const answerWithinMilliseconds = 5000;

export const createPusher = ({ settings, channelsOf, log }: PusherOptions): LivePusher => {
  const { appId, key, secret, cluster, host } = settings;
  const credentials = { appId, key, secret, timeout: answerWithinMilliseconds };
  const client = new Pusher(
    host === null
      ? { ...credentials, cluster, useTLS: true }
      : {
          ...credentials,
          host: host.name,
          useTLS: host.tls,
          ...(host.port ? { port: String(host.port) } : {}),
        },
  );
  return {
    key,
    cluster,
    host: host && `${host.tls ? 'https' : 'http'}://${host.name}${host.port ? `:${host.port}` : ''}`,
    authorize: async (socketId, channel) => JSON.stringify(client.authorizeChannel(socketId, channel)),
    publish: async (accountId, message) => {
      try {
        const channels = [...(await channelsOf(accountId))].slice(0, mostChannels);
        if (channels.length > 0) await client.trigger(channels, 'changed', message);
      } catch (error) {
        // What the library throws quotes the request, signature included: its class is enough.
        log.warn('live.pusher_failed', { error: error instanceof Error ? error.name : 'unknown' });
      }
    },
  };
};
