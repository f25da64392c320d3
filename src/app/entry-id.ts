import { createHmac } from 'node:crypto';

/** An id to name an entry by in pages and addresses, without giving away the one it is stored under. */
export const entryId = (key: Buffer, storedId: string): string =>
  createHmac('sha256', key).update(storedId).digest('hex').slice(0, 32);
