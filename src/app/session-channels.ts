/** Pusher's channels: one private one per session, so that what a session may hear ends with it. */
import type { Clock } from '../transactions/ports.ts';
import { entryId } from './entry-id.ts';
import { deriveKey } from './keys.ts';
import type { SessionStore, WebSession } from './session-port.ts';
import { createSessions } from './sessions.ts';

/** A name that nobody can guess, though the session authorises it anyway. */
export const channelOf = (key: Buffer, { idHash }: Pick<WebSession, 'idHash'>): string =>
  `private-sayso-${entryId(key, idHash)}`;

/** The channels of an account's sessions that stand. */
export const createSessionChannels = (ports: {
  readonly store: SessionStore;
  readonly dataKey: Uint8Array;
  readonly now: Clock;
}): ((accountId: string) => Promise<readonly string[]>) => {
  const key = deriveKey(ports.dataKey, 'live channel');
  const sessions = createSessions(ports);
  return async (accountId) => (await sessions.list(accountId)).map((session) => channelOf(key, session));
};
