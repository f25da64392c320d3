/** `npm run data:export -- sayso.ndjson`: everything in the database, as a file for `npm run data:import`. */
import { exportData } from '../database/transfer/move-data.ts';
import { runMove } from './move.ts';

await runMove('npm run data:export -- sayso.ndjson', exportData);
