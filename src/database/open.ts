import { openServer } from './open-server.ts';
import type { Opened, OpenOptions } from './opened.ts';

export type { Database, Opened, OpenFailure, OpenOptions } from './opened.ts';

/**
 * Opens the database the settings name, brought to this version's schema: the PostgreSQL of `databaseUrl`, else the
 * embedded one in `dataDirectory`. What a person can put right is a failure in words; nothing is retried.
 */
export const openDatabase = async (options: OpenOptions): Promise<Opened> => {
  const { databaseUrl } = options.settings;
  if (databaseUrl !== null) return openServer(options, databaseUrl);
  // Loaded here alone: a server on PostgreSQL keeps no embedded engine in memory.
  const { openEmbedded } = await import('./open-embedded.ts');
  return openEmbedded(options);
};
