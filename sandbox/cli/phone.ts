/** The command `npm run phone`. */
import { runPhone } from './run-phone.ts';
import { processTerminal } from './terminal.ts';

process.exitCode = await runPhone(process.argv.slice(2), processTerminal());
