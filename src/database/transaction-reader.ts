/** `TransactionReader`: an account's transactions of any age, each with its challenges, in one statement. */
import type { TransactionReader } from '../transactions/ports.ts';
import { challengesShape, type RecordRow, transactionShape } from './shapes.ts';
import type { Sql, Statement } from './sql.ts';

const find: Statement = {
  name: 'sayso_find_transaction',
  text: `
    SELECT ${transactionShape} AS transaction, ${challengesShape} AS challenges
    FROM transactions transaction WHERE transaction.account_id = $1 AND transaction.id = $2`,
};

/** The order is that in which they were made, not that of the clock: two may share a millisecond. */
const list: Statement = {
  name: 'sayso_list_transactions',
  text: `
    SELECT ${transactionShape} AS transaction, ${challengesShape} AS challenges
    FROM transactions transaction
    WHERE transaction.account_id = $1 AND ($2::text IS NULL OR transaction.made_at_version < (
      SELECT made_at_version FROM transactions WHERE account_id = $1 AND id = $2))
    ORDER BY transaction.made_at_version DESC LIMIT $3::integer`,
};

export const createTransactionReader = (sql: Sql): TransactionReader => ({
  find: async (accountId, transactionId) => {
    const [row] = await sql.run<RecordRow>(find, [accountId, transactionId]);
    return row ?? null;
  },
  list: (accountId, { limit, beforeId }) => sql.run<RecordRow>(list, [accountId, beforeId, limit]),
});
