/** LISTEN on PostgreSQL, on a connection of its own that is made again whenever it breaks. */
import type pg from 'pg';
import type { Listen } from './sql.ts';

/** The pause before the next attempt doubles from the first to the last of these. */
const shortestPauseSeconds = 0.25;
const longestPauseSeconds = 30;

/** A connection can break without a word (a router's memory, a machine that vanished): it is asked now and then. */
const probeSeconds = 20;
const probeDeadlineSeconds = 5;

/**
 * Behind a pooler that hands out connections per transaction LISTEN hears nothing; pages then live by asking.
 *
 * @param connect makes a client, not connected yet
 * @param onLost the connection broke or could not be made; another attempt follows
 */
export const createListener =
  (connect: () => pg.Client, onLost: (error: Error) => void): Listen =>
  async (channel, hear, missed) => {
    let ended = false;
    let failures = 0;
    let current: pg.Client | null = null;
    let timer: NodeJS.Timeout | null = null;

    const later = (seconds: number, work: () => void): void => {
      timer = setTimeout(work, seconds * 1000);
      timer.unref();
    };

    const begin = async (): Promise<void> => {
      const client = connect();
      current = client;
      client.on('notification', ({ payload = '' }) => hear(payload));
      client.on('error', (error) => lose(client, error));
      client.on('end', () => lose(client, new Error('the listening connection ended')));
      try {
        await client.connect();
        await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
      } catch (error) {
        lose(client, error instanceof Error ? error : new Error('not connected'));
        return;
      }
      if (current !== client) return;
      // Whatever was told since the last connection broke was told to nobody.
      if (failures > 0) missed();
      failures = 0;
      probe(client);
    };

    const probe = (client: pg.Client): void =>
      later(probeSeconds, () => {
        const silence = setTimeout(() => lose(client, new Error('no answer')), probeDeadlineSeconds * 1000);
        silence.unref();
        client
          .query('SELECT 1')
          .then(
            () => current === client && probe(client),
            (error: Error) => lose(client, error),
          )
          .finally(() => clearTimeout(silence));
      });

    /** Once per connection. */
    const lose = (client: pg.Client, error: Error): void => {
      if (current !== client) return;
      current = null;
      if (timer !== null) clearTimeout(timer);
      client.end().catch(() => undefined);
      if (ended) return;
      onLost(error);
      const pause = Math.min(shortestPauseSeconds * 2 ** failures, longestPauseSeconds);
      failures += 1;
      later(pause, () => void begin());
    };

    await begin();
    return async () => {
      ended = true;
      if (timer !== null) clearTimeout(timer);
      const client = current;
      current = null;
      await client?.end().catch(() => undefined);
    };
  };
