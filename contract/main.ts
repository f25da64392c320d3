/** The command `npm run contract`. */
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { createConnections } from '../src/auth0/connections.ts';
import { readSecrets } from '../src/runtimes/read-secrets.ts';
import { version } from '../src/runtimes/version.ts';
import { recordSandbox, runContract } from './run-contract.ts';

const connections = createConnections();
const lines = process.stdin.isTTY ? createInterface({ input: process.stdin, output: process.stdout }) : null;

process.exitCode = await runContract(
  process.argv.slice(2),
  {
    write: (text) => process.stdout.write(`${text}\n`),
    writeError: (text) => process.stderr.write(`${text}\n`),
    ask: async (question) => lines?.question(question) ?? null,
  },
  {
    raw: readSecrets(new URL('../src/runtimes/secrets.ini', import.meta.url), process.env).raw,
    fetch: connections.fetch,
    recordSandbox,
    writeFile: (path, text) => writeFile(path, text, { mode: 0o600 }),
    now: Date.now,
    version,
  },
);
lines?.close();
await connections.close();
