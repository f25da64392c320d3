import { hkdfSync } from 'node:crypto';
import type { RawSettings } from '../settings/table.ts';
import type { Settings } from '../settings.ts';
import { keptDataKey } from './kept-data-key.ts';

/**
 * What the sandbox's tenant and the application share. The secrets are this installation's own: with a tunnel the
 * application is reached from outside, and a published key would let anybody make tokens.
 */
const sandboxTenant = (dataKey: string): RawSettings => ({
  API_ID: 'https://pod.sayso.test/api',
  API_SIGNING_KEY: derive(dataKey, 'api signing key'),
  APP_CLIENT_ID: 'sayso-sandbox-application',
  APP_CLIENT_SECRET: derive(dataKey, 'client secret'),
});

/** HKDF-SHA256 (RFC 5869). */
const derive = (dataKey: string, purpose: string): string =>
  Buffer.from(hkdfSync('sha256', dataKey, '', `sayso/sandbox/${purpose}`, 32)).toString('base64url');

const sandboxSkillId = 'amzn1.ask.skill.00000000-0000-4000-8000-000000005a50';

export type LocalPorts = { readonly tenant: number; readonly echo: number };

/** Where the sandbox listens, if SANDBOX_TENANT_PORT and SANDBOX_ECHO_PORT say nothing else. */
export const standardPorts: LocalPorts = { tenant: 7101, echo: 7102 };

/** A port as the environment names it, else `standard`; null for what is no port. */
export const readPort = (text: string | undefined, standard: number): number | null => {
  const named = text?.trim() ?? '';
  if (named === '') return standard;
  const port = Number(named);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
};

/** Whether a real Auth0 tenant was named; then the sandbox starts none of its own. */
export const isLive = (raw: RawSettings): boolean => (raw.AUTH0_DOMAIN ?? '').trim() !== '';

/** Every origin under which a browser may reach the application on this machine. */
export const localOrigins = ({
  port,
  publicUrl,
}: Pick<Settings, 'port' | 'publicUrl'>): readonly string[] => [
  ...['localhost', '127.0.0.1', 'pod.localtest.me'].map((name) => `https://${name}:${port}`),
  ...(publicUrl === null ? [] : [publicUrl]),
];

/** What `npm start` fills in so that nothing has to be set: the sandbox's tenant and skill, and a data key kept on disk. */
export const withLocalDefaults = (raw: RawSettings, ports: LocalPorts): RawSettings => {
  const given: RawSettings = Object.fromEntries(
    Object.entries(raw).filter(([, value]) => (value ?? '').trim() !== ''),
  );
  const dataKey = given.DATA_KEY ?? keptDataKey(raw);
  const tenant: RawSettings = isLive(raw)
    ? {}
    : { AUTH0_DOMAIN: `localhost:${ports.tenant}`, ...sandboxTenant(dataKey) };
  return {
    ALEXA_SKILL_ID: sandboxSkillId,
    LOCKER_URL: `http://localhost:${ports.echo}/locker/open`,
    DATA_KEY: dataKey,
    ...given,
    ...tenant,
  };
};
