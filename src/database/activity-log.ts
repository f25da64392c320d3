/** `ActivityLog`: notes among an account's events, and the events as its owner reads them. */
import type { ActivityEntry, ActivityLog } from '../accounts/activity.ts';
import type { Sql, Statement } from './sql.ts';
import { eventChannel } from './write-statement.ts';

/** A step that read the account before this one finds its version gone and reads again. */
const noteActivity: Statement = {
  name: 'sayso_note_activity',
  text: `
    WITH bumped AS (
      UPDATE accounts SET version = version + 1, updated_at = greatest(updated_at, $2::bigint)
      WHERE id = $1 RETURNING id, version, updated_at),
    noted AS (
      INSERT INTO events (account_id, number, position, type, transaction_id, data, at)
      SELECT id, version, 0, $3, NULL, $4::text::json, updated_at FROM bumped)
    SELECT version AS number, pg_notify('${eventChannel}', id || ':' || version) FROM bumped`,
};

const listActivity: Statement = {
  name: 'sayso_list_activity',
  text: `
    SELECT number || '-' || position AS id, at, type, data FROM events
    WHERE account_id = $1
      AND type IN (SELECT json_array_elements_text($2::text::json))
      AND ($3::bigint IS NULL OR (number, position) < ($3::bigint, $4::integer))
    ORDER BY number DESC, position DESC LIMIT $5::integer`,
};

export const createActivityLog = (sql: Sql): ActivityLog => ({
  note: async (accountId, { type, data }, now) => {
    const values = [accountId, now, type, JSON.stringify(data)];
    const [noted] = await sql.run<{ number: number }>(noteActivity, values);
    return noted?.number ?? null;
  },
  list: async (accountId, { types, limit, before }) => {
    const [number = null, position = null] = readPlace(before);
    return sql.run<ActivityEntry>(listActivity, [accountId, JSON.stringify(types), number, position, limit]);
  },
});

/** What is no place of ours is the beginning. */
const readPlace = (before: string | null): readonly number[] => {
  const match = /^(\d{1,15})-(\d{1,5})$/.exec(before ?? '');
  return match === null ? [] : [Number(match[1]), Number(match[2])];
};
