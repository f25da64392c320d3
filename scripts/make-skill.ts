/** `npm run skill`: the skill package with the addresses of the settings, in build/skill. */
import { readSecrets } from '../src/runtimes/read-secrets.ts';
import { runSkill } from './skill/run-skill.ts';

const secrets = readSecrets(new URL('../src/runtimes/secrets.ini', import.meta.url), process.env);
process.exitCode = await runSkill({
  raw: secrets.raw,
  args: process.argv.slice(2),
  folder: new URL('../build/skill/', import.meta.url),
  say: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text}\n`),
});
