/** `EventFeed`: an account's events from the table, and word of every write from NOTIFY. */
import type { AccountEvent, EventFeed } from '../accounts/events.ts';
import type { Sql, Statement } from './sql.ts';
import { eventChannel } from './write-statement.ts';

/** One row per number: what one write did, in its order. */
const readEvents: Statement = {
  name: 'sayso_read_events',
  text: `
    SELECT
      number, max(at) AS at,
      json_agg(json_build_object('type', type, 'transactionId', transaction_id, 'data', data) ORDER BY position)
        AS happenings
    FROM events WHERE account_id = $1 AND number > $2::bigint
    GROUP BY number ORDER BY number LIMIT $3::integer`,
};

export const createEventFeed = (sql: Sql): EventFeed => ({
  read: (accountId, after, limit) => sql.run<AccountEvent>(readEvents, [accountId, after, limit]),
  listen: (onWritten) =>
    sql.listen(
      eventChannel,
      // `<account id>:<version>`; the number is not used: the table is the only source.
      (payload) => onWritten(payload.slice(0, payload.lastIndexOf(':'))),
      () => onWritten(null),
    ),
});
