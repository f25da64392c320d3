import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RawSettings } from '../settings.ts';

/** The sandbox's tenant as it is asked for; public values, worth nothing outside this machine. */
export const sandboxTenant = {
  apiIdentifier: 'https://pod.sayso.test/api',
  apiSigningSecret: 'public-sandbox-key-of-the-api-32-bytes-or-more',
  clientId: 'sayso-sandbox-application',
  clientSecret: 'public-sandbox-secret-of-the-application',
} as const;

const sandboxSkillId = 'amzn1.ask.skill.00000000-0000-4000-8000-000000005a50';

export type LocalPorts = { readonly tenant: number; readonly echo: number };

/** Whether a real Auth0 tenant was named; then the sandbox starts none of its own. */
export const isLive = (raw: RawSettings): boolean => (raw.AUTH0_DOMAIN ?? '').trim() !== '';

/** What `npm start` fills in so that nothing has to be set: the sandbox's tenant and skill, and a data key kept on disk. */
export const withLocalDefaults = (raw: RawSettings, ports: LocalPorts): RawSettings => {
  const directory = raw.DATA_DIR?.trim() || '.data';
  const tenant: RawSettings = isLive(raw)
    ? {}
    : {
        AUTH0_DOMAIN: `localhost:${ports.tenant}`,
        API_ID: sandboxTenant.apiIdentifier,
        API_SIGNING_KEY: sandboxTenant.apiSigningSecret,
        APP_CLIENT_ID: sandboxTenant.clientId,
        APP_CLIENT_SECRET: sandboxTenant.clientSecret,
      };
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => (value ?? '').trim() !== ''));
  return {
    ALEXA_SKILL_ID: sandboxSkillId,
    LOCKER_URL: `http://localhost:${ports.echo}/locker/open`,
    DATA_KEY: given.DATA_KEY ?? keptDataKey(directory),
    ...given,
    ...tenant,
  };
};

/** Made at the first start. Without it the stored contacts cannot be read, so it lies beside the database. */
const keptDataKey = (directory: string): string => {
  const file = join(directory, 'data-key');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  mkdirSync(directory, { recursive: true });
  const key = randomBytes(32).toString('base64');
  try {
    writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
    return key;
  } catch (error) {
    // Another start was quicker by a moment: its key is the one.
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return keptDataKey(directory);
    throw error;
  }
};
