/** The command `npm run contract`. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { createConnections } from '../src/auth0/connections.ts';
import { readSecrets } from '../src/runtimes/read-secrets.ts';
import { version } from '../src/runtimes/version.ts';
import { recordSandbox, runContract } from './run-contract.ts';

const connections = createConnections();
const lines = process.stdin.isTTY ? createInterface({ input: process.stdin, output: process.stdout }) : null;

/** Ctrl-C or Ctrl-D: the open question has no answer, and what was linked is taken away again. */
const stopping = new AbortController();
lines?.on('SIGINT', () => {
  process.stdout.write('\nStopping …\n');
  stopping.abort();
});
lines?.on('close', () => stopping.abort());

/** Rejects where it is stopped meanwhile. */
const askPerson = async (question: string): Promise<string | null> =>
  (await lines?.question(question, { signal: stopping.signal })) ?? null;

process.exitCode = await runContract(
  process.argv.slice(2),
  {
    write: (text) => process.stdout.write(`${text}\n`),
    writeError: (text) => process.stderr.write(`${text}\n`),
    ask: async (question) => (stopping.signal.aborted ? null : askPerson(question).catch(() => null)),
    stop: stopping.signal,
  },
  {
    raw: readSecrets(new URL('../src/runtimes/secrets.ini', import.meta.url), process.env).raw,
    fetch: connections.fetch,
    recordSandbox,
    // Written aside, for a file that was there before keeps its mode: nobody else reads it for a moment either.
    writeFile: async (path, text) => {
      const aside = `${path}.new`;
      await rm(aside, { force: true });
      await writeFile(aside, text, { mode: 0o600, flag: 'wx' });
      await rename(aside, path);
    },
    now: Date.now,
    version,
  },
);
lines?.close();
await connections.close();
