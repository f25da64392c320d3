/** `npm run data:import -- sayso.ndjson`: fills an empty database with what `npm run data:export` wrote. */
import { businessMigrations } from '../application.ts';
import { importData } from '../database/transfer/move-data.ts';
import { runMove } from './move.ts';

await runMove('npm run data:import -- sayso.ndjson', (options) =>
  importData({ ...options, migrations: businessMigrations(options.settings) }),
);
