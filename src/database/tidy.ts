import { lte } from 'drizzle-orm';
import type { Instant } from '../transactions/model.ts';
import { idempotencyKeys, seenRequests } from './schema.ts';
import type { Sql } from './sql.ts';

/** Deletes what is past its time and so counts for nothing: correctness never waits for it. Returns how many rows. */
export const tidy = async ({ drizzle }: Sql, now: Instant): Promise<number> => {
  const requests = await drizzle
    .delete(seenRequests)
    .where(lte(seenRequests.keepUntil, now))
    .returning({ id: seenRequests.id });
  const keys = await drizzle
    .delete(idempotencyKeys)
    .where(lte(idempotencyKeys.keepUntil, now))
    .returning({ key: idempotencyKeys.key });
  return requests.length + keys.length;
};
