/** Reads what a skill needs to know of its surroundings from the settings and the command line, all problems at once. */
import { parseArgs } from 'node:util';
import { readServerSettings } from '../../src/runtimes/server-settings.ts';
import type { RawSettings } from '../../src/settings/table.ts';

export type SkillChoices = {
  /** Those that the package shall have, at least one. */
  readonly locales: readonly string[];
  /** `https://pod.example.com/wt`, no slash at the end: what every address of ours begins with. */
  readonly root: string;
  /** Amazon Resource Name of a Lambda function that Alexa calls directly; null: our HTTPS address. */
  readonly lambda: string | null;
  /** Whether a wildcard certificate serves the HTTPS address, as with most tunnels. */
  readonly hasWildcardCertificate: boolean;
  readonly auth0Domain: string;
  readonly audience: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** null: the skill does not exist yet. */
  readonly skillId: string | null;
};

export type ReadSkillChoices =
  | { readonly type: 'read'; readonly choices: SkillChoices }
  | { readonly type: 'help' }
  /** Sentences that say what is missing or wrong, and what to do. */
  | { readonly type: 'refused'; readonly problems: readonly string[] };

/** Mandatory for the application, and not known before there is a skill. */
const notNeededYet = {
  ALEXA_SKILL_ID: 'amzn1.ask.skill.not-known-yet',
  DATA_KEY: Buffer.alloc(32).toString('base64'),
} as const;

/**
 * @param raw secrets.ini and environment.
 * @param known the locales that have an interaction model.
 */
export const readSkillChoices = (
  raw: RawSettings,
  args: readonly string[],
  known: readonly string[],
): ReadSkillChoices => {
  const flags = readFlags(args);
  if (typeof flags === 'string') return { type: 'refused', problems: [flags] };
  if (flags.help) return { type: 'help' };
  const { PUBLIC_URL, ROOT_PATH, AUTH0_DOMAIN, API_ID, APP_CLIENT_ID, APP_CLIENT_SECRET } = raw;
  const skillId = raw.ALEXA_SKILL_ID?.trim() || null;
  const read = readServerSettings({
    ...notNeededYet,
    PUBLIC_URL,
    ROOT_PATH,
    AUTH0_DOMAIN,
    API_ID,
    APP_CLIENT_ID,
    APP_CLIENT_SECRET,
    ...(skillId === null ? {} : { ALEXA_SKILL_ID: skillId }),
  });
  const lambda = flags.lambda ?? null;
  const locales = flags.locales?.split(',').map((locale) => locale.trim()) ?? known;
  const problems = [
    ...(read.ok ? [] : read.problems),
    ...(lambda === null || lambdaArn.test(lambda)
      ? []
      : [
          '--lambda must be the Amazon Resource Name of a function, such as arn:aws:lambda:eu-west-1:123456789012:function:pizza.',
        ]),
    ...(locales.every((locale) => known.includes(locale))
      ? []
      : [`--locales must be some of ${known.join(', ')}, with commas between them.`]),
  ];
  if (!read.ok || problems.length > 0) return { type: 'refused', problems };
  const { settings } = read;
  return {
    type: 'read',
    choices: {
      locales,
      root: `${settings.publicUrl ?? ''}${settings.rootPath}`,
      lambda,
      hasWildcardCertificate: flags.wildcard,
      auth0Domain: settings.auth0Domain,
      audience: settings.apiId,
      clientId: settings.appClientId,
      clientSecret: settings.appClientSecret,
      skillId,
    },
  };
};

/** AWS Lambda API Reference, "FunctionArn"; a version or alias may follow. */
const lambdaArn = /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9_$-]+)?$/;

type Flags = {
  readonly lambda?: string | undefined;
  readonly locales?: string | undefined;
  readonly wildcard: boolean;
  readonly help: boolean;
};

const readFlags = (args: readonly string[]): Flags | string => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        lambda: { type: 'string' },
        locales: { type: 'string' },
        wildcard: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return error instanceof Error ? error.message : 'These options cannot be read.';
  }
};
