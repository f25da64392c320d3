/** `npm run skill`, from arguments to exit status. */
import type { RawSettings } from '../../src/settings/table.ts';
import { readSkillChoices, type SkillChoices } from './read-choices.ts';
import { readLocales, writeSkill } from './write-skill.ts';

const help = `Fills the skill package with your addresses, ready for "ask deploy".

  npm run skill                      Alexa calls PUBLIC_URL over HTTPS
  npm run skill -- --lambda ARN      Alexa calls a Lambda function directly

Options
  --lambda ARN     Amazon Resource Name of the function with the handler "skill"
  --locales NAMES  only these, with commas between them: en-US,en-GB
  --wildcard       a wildcard certificate serves PUBLIC_URL, as with most tunnels
  --help           this text

Reads PUBLIC_URL, ROOT_PATH, AUTH0_DOMAIN, API_ID, APP_CLIENT_ID, APP_CLIENT_SECRET and, once there is a skill,
ALEXA_SKILL_ID from the environment and src/runtimes/secrets.ini. Writes build/skill.`;

export type SkillCommand = {
  /** secrets.ini and environment. */
  readonly raw: RawSettings;
  readonly args: readonly string[];
  /** Where the files go; ends in a slash. */
  readonly folder: URL;
  readonly say: (text: string) => void;
  readonly complain: (text: string) => void;
};

/** Exit status: 0, or 1 where settings or options are missing or wrong; nothing is written then. */
export const runSkill = async ({ raw, args, folder, say, complain }: SkillCommand): Promise<0 | 1> => {
  const read = readSkillChoices(raw, args, await readLocales());
  switch (read.type) {
    case 'help':
      say(help);
      return 0;
    case 'refused':
      complain('Nothing was written.');
      for (const problem of read.problems) complain(problem);
      return 1;
    case 'read':
      await writeSkill(folder, read.choices);
      say(whatIsNext(read.choices));
      return 0;
    default:
      return read satisfies never;
  }
};

/** Never the client secret. */
const whatIsNext = ({ root, lambda, locales, auth0Domain, skillId }: SkillChoices): string =>
  [
    'build/skill is written.',
    `  Alexa calls       ${lambda ?? `${root}/alexa`}`,
    `  Locales           ${locales.join(', ')}`,
    `  Privacy, terms    ${root}/privacy, ${root}/terms`,
    `  Accounts link at  ${auth0Domain}`,
    '  account-linking.json holds your client secret: only you can read it; delete it when you are done.',
    '',
    'Next, with the ASK CLI (npm install -g ask-cli, then ask configure):',
    '  cd build/skill && ask deploy',
    `  ask smapi update-account-linking-info --skill-id ${skillId ?? 'SKILL_ID'} --stage development --account-linking-request file:account-linking.json`,
    ...(skillId === null ? ['SKILL_ID is what "ask deploy" shows. Set it as ALEXA_SKILL_ID, too.'] : []),
    'docs/guide/alexa.md tells the rest.',
  ].join('\n');
