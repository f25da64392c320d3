/** `npm run deploy:auth0`: puts deploy/auth0 into the tenant of the settings. Flags: --dry-run, --local, --hs256. */
import { readSecrets } from '../src/runtimes/read-secrets.ts';
import { deployAuth0 } from './auth0/deploy.ts';

const secrets = readSecrets(new URL('../src/runtimes/secrets.ini', import.meta.url), process.env);
const problems = await deployAuth0({
  raw: secrets.raw,
  environment: process.env,
  flags: process.argv.slice(2),
  say: (text) => process.stdout.write(`${text}\n`),
});
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
