/** `OverdueReader`: accounts whose stored rows say something that the clock has already changed. */
import type { Limits } from '../transactions/limits.ts';
import type { OverdueReader } from '../transactions/ports.ts';
import type { Sql, Statement } from './sql.ts';

/**
 * The same conditions as `readAt`'s (transactions/time.ts), and only about an account's latest transaction, so that
 * whoever is found is no longer found once it has been caught up with. Both partial indexes hold open rows alone.
 */
const findOverdue: Statement = {
  name: 'sayso_find_overdue',
  text: `
    WITH overdue AS (
      SELECT account_id FROM transactions
      WHERE state = 'requested' AND expires_at <= $1::bigint
        AND (checking = 0 OR checking_since IS NULL OR checking_since <= $2::bigint)
      UNION
      SELECT transaction.account_id
      FROM challenges challenge JOIN transactions transaction ON transaction.id = challenge.transaction_id
      WHERE challenge.state IN ('sending', 'live')
        AND (challenge.state = 'sending' AND challenge.started_at <= $3::bigint
          OR challenge.state = 'live' AND challenge.expires_at <= $1::bigint)
        AND NOT EXISTS (
          SELECT FROM transactions later WHERE later.account_id = transaction.account_id
            AND later.made_at_version > transaction.made_at_version))
    SELECT account_id AS "accountId" FROM overdue LIMIT $4::integer`,
};

export const createOverdueReader = (
  sql: Sql,
  limits: Pick<Limits, 'sendingDeadlineSeconds' | 'checkingDeadlineSeconds'>,
): OverdueReader => ({
  findOverdue: async (now, limit) => {
    const checkedBefore = now - limits.checkingDeadlineSeconds * 1000;
    const sentBefore = now - limits.sendingDeadlineSeconds * 1000;
    const rows = await sql.run<{ accountId: string }>(findOverdue, [now, checkedBefore, sentBefore, limit]);
    return rows.map(({ accountId }) => accountId);
  },
});
