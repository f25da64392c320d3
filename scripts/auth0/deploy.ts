/** Puts deploy/auth0 into the tenant of the settings, by the Auth0 Deploy CLI. */
import { fileURLToPath } from 'node:url';
import { deploy } from 'auth0-deploy-cli';
import type { RawSettings } from '../../src/settings/table.ts';
import { deployConfig } from './deploy-config.ts';
import { describeDeployment, whatIsLeft } from './describe.ts';
import type { Environment } from './providers.ts';
import { readChoices } from './read-choices.ts';

export type DeployInput = {
  /** secrets.ini and environment. */
  readonly raw: RawSettings;
  /** Where credentials come from, and nowhere else. */
  readonly environment: Environment;
  /** `--dry-run` shows what would change; the others are those of `readChoices`. */
  readonly flags: readonly string[];
  readonly say: (text: string) => void;
};

/** Sentences that say what went wrong; none where everything is in the tenant. The CLI logs each step itself. */
export const deployAuth0 = async ({
  raw,
  environment,
  flags,
  say,
}: DeployInput): Promise<readonly string[]> => {
  const read = readChoices(raw, environment, flags);
  if (!read.ok) return ['Nothing was changed.', ...read.problems];
  const { choices, setupClient } = read;
  const isDryRun = flags.includes('--dry-run');
  say(describeDeployment(choices));
  try {
    await deploy({
      input_file: fileURLToPath(new URL('../../deploy/auth0', import.meta.url)),
      config: deployConfig(choices, setupClient),
      ...(isDryRun && { dry_run: true }),
    });
  } catch (error) {
    return [
      explain(error instanceof Error ? error.message : String(error), choices.settings.managementDomain),
    ];
  }
  if (!isDryRun) say(whatIsLeft(choices));
  return [];
};

const explain = (message: string, domain: string): string => {
  if (/interceptors|fetch failed/.test(message))
    return `${domain} could not be reached. AUTH0_DOMAIN, or AUTH0_TENANT_DOMAIN beside a custom one, must be the tenant’s own name, such as account.eu.auth0.com.`;
  if (/insufficient.scope/i.test(message))
    return `The set-up application lacks a scope: ${message} docs/guide/auth0.md lists those it needs.`;
  if (/access_denied|unauthorized/i.test(message))
    return `${domain} does not know AUTH0_CLIENT_ID with this AUTH0_CLIENT_SECRET, or did not authorise it for the Management API: ${message}`;
  return `The tenant was not set up to the end: ${message} What was done until then is kept; the command can be run again.`;
};
