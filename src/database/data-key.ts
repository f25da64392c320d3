import type { DataKeys } from './keys.ts';
import { dataKey } from './schema.ts';
import type { Sql } from './sql.ts';

/**
 * Notes the data key of the first start; false where the database was written with another one: its contacts could
 * not be read, and nobody be found by a hash.
 */
export const claimDataKey = async ({ drizzle }: Sql, keys: DataKeys): Promise<boolean> => {
  await drizzle.insert(dataKey).values({ only: true, id: keys.id }).onConflictDoNothing();
  const [known] = await drizzle.select().from(dataKey);
  return known?.id === keys.id;
};
