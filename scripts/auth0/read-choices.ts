/** Reads what a deployment needs to know from the settings, the environment and the command line, all problems at once. */
import { standardPorts } from '../../src/runtimes/local-settings.ts';
import type { RawSettings } from '../../src/settings/table.ts';
import { readSettings } from '../../src/settings.ts';
import type { DeployChoices } from './keywords.ts';
import { type Environment, readProviders } from './providers.ts';

export type SetupClient = { readonly id: string; readonly secret: string };

export type ReadChoices =
  | { readonly ok: true; readonly choices: DeployChoices; readonly setupClient: SetupClient }
  /** Sentences that say what is missing and where it is found. */
  | { readonly ok: false; readonly problems: readonly string[] };

/** Mandatory for the application, and not known before the tenant is set up. */
const notNeededYet = {
  APP_CLIENT_ID: 'not-known-yet',
  APP_CLIENT_SECRET: 'not-known-yet',
  ALEXA_SKILL_ID: 'amzn1.ask.skill.not-known-yet',
  DATA_KEY: Buffer.alloc(32).toString('base64'),
} as const;

/**
 * Flags: `--hs256` lets Auth0 make a signing key for the API (as does an API_SIGNING_KEY that is set already); `--local`
 * also allows the addresses of `npm start`.
 */
export const readChoices = (
  raw: RawSettings,
  environment: Environment,
  flags: readonly string[],
): ReadChoices => {
  const { AUTH0_DOMAIN, AUTH0_TENANT_DOMAIN, API_ID, API_SIGNING_KEY, PUBLIC_URL, ROOT_PATH, PORT } = raw;
  const read = readSettings({
    ...notNeededYet,
    AUTH0_DOMAIN,
    AUTH0_TENANT_DOMAIN,
    API_ID,
    API_SIGNING_KEY,
    PUBLIC_URL,
    ROOT_PATH,
    PORT,
  });
  const isLocal = flags.includes('--local');
  const vendorId = environment.ALEXA_VENDOR_ID?.trim() ?? '';
  const { providers, problems: providerProblems } = readProviders(environment);
  const id = environment.AUTH0_CLIENT_ID?.trim() ?? '';
  const secret = environment.AUTH0_CLIENT_SECRET?.trim() ?? '';
  const problems = [
    ...(read.ok ? [] : read.problems),
    ...flags
      .filter((flag) => !knownFlags.includes(flag))
      .map((flag) => `${flag} is no flag of this command: it has ${knownFlags.join(', ')}.`),
    ...(/^[A-Z0-9]+$/.test(vendorId)
      ? []
      : [
          'ALEXA_VENDOR_ID is missing. It is the "Vendor ID" on https://developer.amazon.com/settings/console/mycid: capital letters and digits, the end of the skill’s redirect addresses.',
        ]),
    ...(isLocal || (PUBLIC_URL ?? '').trim() !== ''
      ? []
      : [
          'PUBLIC_URL is missing. Set it to the origin people open, such as https://pod.example.com, or add --local to use the tenant with "npm start" alone.',
        ]),
    ...(id !== '' && secret !== ''
      ? []
      : [
          'AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET are missing: those of the machine-to-machine application that may set the tenant up. docs/guide/auth0.md says how to make it.',
        ]),
    ...providerProblems,
  ];
  if (!read.ok || problems.length > 0) return { ok: false, problems };
  const { settings } = read;
  return {
    ok: true,
    setupClient: { id, secret },
    choices: {
      settings,
      signingAlgorithm: settings.apiSigningKey !== null || flags.includes('--hs256') ? 'HS256' : 'RS256',
      alexaVendorId: vendorId,
      localEcho: isLocal
        ? `http://localhost:${environment.SANDBOX_ECHO_PORT?.trim() || standardPorts.echo}`
        : null,
      providers,
    },
  };
};

const knownFlags: readonly string[] = ['--dry-run', '--hs256', '--local'];
