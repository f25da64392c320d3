/** `PhoneChangeStore`: the change under way, sealed, since it bears addresses. */
import type { PhoneChange } from '../accounts/phone-change.ts';
import type { PhoneChangeStore } from '../accounts/phone-ports.ts';
import type { DataKeys } from './keys.ts';
import { hashAddress, openText, sealText } from './sealing.ts';
import type { Sql, Statement } from './sql.ts';

const readChange: Statement = {
  name: 'sayso_read_phone_change',
  text: 'SELECT sealed, key_id AS "keyId" FROM phone_changes WHERE account_id = $1',
};

const findDue: Statement = {
  name: 'sayso_find_due_phones',
  text: 'SELECT account_id AS "accountId" FROM phone_changes WHERE due_at <= $1::bigint ORDER BY due_at LIMIT $2::integer',
};

const findPrepared: Statement = {
  name: 'sayso_find_prepared_phone',
  text: 'SELECT user_id AS "userId" FROM prepared_phones WHERE address_hash = $1',
};

const notePrepared: Statement = {
  name: 'sayso_note_prepared_phone',
  text: `
    INSERT INTO prepared_phones (address_hash, user_id, prepared_at) VALUES ($1, $2, $3::bigint)
    ON CONFLICT (address_hash) DO UPDATE SET user_id = excluded.user_id, prepared_at = excluded.prepared_at`,
};

const storeText = `
  INSERT INTO phone_changes (account_id, sealed, key_id, due_at) VALUES ($1, $2, $3, $4::bigint)
  ON CONFLICT (account_id) DO UPDATE SET
    sealed = excluded.sealed, key_id = excluded.key_id, due_at = excluded.due_at`;

export const createPhoneStore = (sql: Sql, keys: DataKeys): PhoneChangeStore => ({
  read: async (accountId) => {
    const [row] = await sql.run<{ sealed: string; keyId: string }>(readChange, [accountId]);
    if (row === undefined) return null;
    // Authenticated: what opens is what `statement` sealed.
    const change: PhoneChange = JSON.parse(openText(keys, contextOf(accountId), row.sealed, row.keyId));
    return change;
  },
  statement: (accountId, stored) =>
    stored === null
      ? { sql: 'DELETE FROM phone_changes WHERE account_id = $1', values: [accountId] }
      : {
          sql: storeText,
          values: [
            accountId,
            sealText(keys, contextOf(accountId), JSON.stringify(stored.change)),
            keys.id,
            stored.dueAt,
          ],
        },
  findDue: async (now, limit) => {
    const rows = await sql.run<{ accountId: string }>(findDue, [now, limit]);
    return rows.map(({ accountId }) => accountId);
  },
  findPrepared: async (address) => {
    const [row] = await sql.run<{ userId: string }>(findPrepared, [hashAddress(keys, 'sms', address)]);
    return row?.userId ?? null;
  },
  notePrepared: async (address, userId, now) => {
    await sql.run(notePrepared, [hashAddress(keys, 'sms', address), userId, now]);
  },
});

const contextOf = (accountId: string): string => `phone-change:${accountId}`;
