import { openEmbedded } from './open-embedded.ts';
import { openServer } from './open-server.ts';
import type { Opened, OpenOptions } from './opened.ts';

export type { Database, Opened, OpenFailure, OpenOptions } from './opened.ts';

/**
 * Opens the database the settings name, brought to this version's schema: the PostgreSQL of `databaseUrl`, else the
 * embedded one in `dataDirectory`. What a person can put right is a failure in words; nothing is retried.
 */
export const openDatabase = (options: OpenOptions): Promise<Opened> =>
  options.settings.databaseUrl === null
    ? openEmbedded(options)
    : openServer(options, options.settings.databaseUrl);
