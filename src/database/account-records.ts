/** `AccountRecords`: an account's rows as its owner sees, clears and erases them. */
import { desc, eq } from 'drizzle-orm';
import type { AccountRecords } from '../accounts/records.ts';
import { links } from './schema.ts';
import { challengesShape, type RecordRow, transactionShape } from './shapes.ts';
import type { Sql, Statement } from './sql.ts';

const readHistory: Statement = {
  name: 'sayso_read_history',
  text: `
    SELECT ${transactionShape} AS transaction, ${challengesShape} AS challenges
    FROM transactions transaction
    WHERE transaction.account_id = $1 AND transaction.hidden_at IS NULL
      AND ($2::text IS NULL OR transaction.made_at_version < (
        SELECT made_at_version FROM transactions WHERE account_id = $1 AND id = $2))
    ORDER BY transaction.made_at_version DESC LIMIT $3::integer`,
};

const clearHistory: Statement = {
  name: 'sayso_clear_history',
  text: `
    UPDATE transactions SET hidden_at = $2::bigint
    WHERE account_id = $1 AND hidden_at IS NULL AND state IN ('done', 'failed') RETURNING id`,
};

export const createAccountRecords = (sql: Sql): AccountRecords => ({
  history: (accountId, { limit, beforeId }) => sql.run<RecordRow>(readHistory, [accountId, beforeId, limit]),
  clearHistory: async (accountId, now) => (await sql.run(clearHistory, [accountId, now])).length,
  links: (accountId) =>
    sql.drizzle.select().from(links).where(eq(links.accountId, accountId)).orderBy(desc(links.linkedAt)),
  erase: (accountId, writes) =>
    sql.transaction(async (run) => {
      for (const { sql: text, values } of writes) await run({ name: '', text }, values);
      // Every table of ours hangs on this row.
      await run(eraseAccount, [accountId]);
    }),
});

const eraseAccount: Statement = {
  name: 'sayso_erase_account',
  text: 'DELETE FROM accounts WHERE id = $1',
};
