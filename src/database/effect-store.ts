/** `EffectStore`: the outbox of rule 10, taken by lease. */
import { eq } from 'drizzle-orm';
import type { EffectStore, StoredEffect } from '../transactions/ports.ts';
import { effects } from './schema.ts';
import type { Sql, Statement } from './sql.ts';

/**
 * The rows are chosen in a part of their own, so that the plan cannot choose (and lock) more than the limit; a row
 * that another worker is just taking is passed over. `attempts` counts deliveries begun, the answer those before.
 */
const takeText = (which: string): string => `
  WITH due AS MATERIALIZED (
    SELECT transaction_id FROM effects WHERE due_at <= $1::bigint AND ${which} FOR UPDATE SKIP LOCKED)
  UPDATE effects SET attempts = effects.attempts + 1, due_at = $2::bigint
  FROM due WHERE effects.transaction_id = due.transaction_id
  RETURNING
    effects.transaction_id AS "transactionId", effects.account_id AS "accountId", effects.command, effects.kind,
    effects.payload, effects.attempts - 1 AS attempts`;

const take: Statement = {
  name: 'sayso_take_effects',
  text: takeText('true ORDER BY due_at LIMIT $3::integer'),
};
const takeOne: Statement = { name: 'sayso_take_effect', text: takeText('transaction_id = $3') };

export const createEffectStore = (sql: Sql): EffectStore => ({
  take: (now, leaseUntil, limit) => sql.run<StoredEffect>(take, [now, leaseUntil, limit]),
  takeOne: async (transactionId, now, leaseUntil) => {
    const [effect] = await sql.run<StoredEffect>(takeOne, [now, leaseUntil, transactionId]);
    return effect ?? null;
  },
  postpone: async (transactionId, at) => {
    await sql.drizzle.update(effects).set({ dueAt: at }).where(eq(effects.transactionId, transactionId));
  },
  remove: async (transactionId) => {
    await sql.drizzle.delete(effects).where(eq(effects.transactionId, transactionId));
  },
});
