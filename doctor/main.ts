/** The command `npm run doctor`. */
import { styleText } from 'node:util';
import { readSecrets } from '../src/runtimes/read-secrets.ts';
import { systemProblem } from '../src/runtimes/system-problem.ts';
import { openOutside } from './outside.ts';
import { runDoctor } from './run-doctor.ts';

const hasColors = process.stdout.isTTY === true && (process.env.NO_COLOR ?? '') === '';
const isWatched = process.stderr.isTTY === true;
/** ECMA-48, "erase in line". */
const eraseLine = '\r\u001b[K';

/** What went wrong with the command itself is neither 0 nor 1. */
const fail = (error: unknown): 2 => {
  const why = systemProblem(error) ?? (error instanceof Error ? error.stack : null) ?? 'no reason is known';
  process.stderr.write(`The doctor could not be run: ${why}\n`);
  return 2;
};

process.exitCode = await runDoctor(
  process.argv.slice(2),
  {
    write: (text) => process.stdout.write(`${text}\n`),
    writeError: (text) => process.stderr.write(`${text}\n`),
    progress: (text) => {
      if (isWatched) process.stderr.write(text === null ? eraseLine : `${eraseLine}  … ${text}`);
    },
    paint: (style, text) => (hasColors ? styleText(style, text) : text),
  },
  {
    readSecrets: () => readSecrets(new URL('../src/runtimes/secrets.ini', import.meta.url), process.env),
    environment: process.env,
    openOutside,
  },
).catch(fail);
