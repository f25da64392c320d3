/** The command `npm run trust`. */
import { readMachine, runCommand } from '../trust/machine.ts';
import { runTrust } from './run-trust.ts';
import { processTerminal } from './terminal.ts';

process.exitCode = await runTrust(process.argv.slice(2), processTerminal(), {
  machine: await readMachine(),
  run: runCommand,
  dataDirectory: process.env.DATA_DIR?.trim() || '.data',
  now: Date.now,
});
