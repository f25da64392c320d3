/** The command `npm run say`. */
import { runSay } from './run-say.ts';
import { processTerminal } from './terminal.ts';

process.exitCode = await runSay(process.argv.slice(2), processTerminal());
