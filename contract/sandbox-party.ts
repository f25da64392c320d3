/** The sandbox's tenant as one side of the comparison: a fresh one in memory, with the configuration in deploy/auth0. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareCertificates } from '../sandbox/certificates.ts';
import { createSeed, demoUsers } from '../sandbox/tenant/seed.ts';
import { createTenant } from '../sandbox/tenant/tenant.ts';
import type { Call, Channel, Party, Reply } from './party.ts';

export type SandboxParty = { readonly party: Party; readonly close: () => Promise<void> };

/** As the tenant it is compared with, where that matters for the answers. */
export type SandboxChoices = {
  readonly audience: string;
  readonly callback: string;
  readonly signsWith: 'HS256' | 'RS256';
};

const domain = 'localhost:7101';
const client = { id: 'contract-client', secret: 'contract-secret-of-the-sandbox' } as const;

export const openSandboxParty = async (choices: SandboxChoices): Promise<SandboxParty> => {
  const directory = await mkdtemp(join(tmpdir(), 'sayso-contract-'));
  const { tls } = await prepareCertificates({ directory, now: Date.now });
  const messages: Record<Channel, string[]> = { sms: [], email: [] };
  const tenant = await createTenant({
    domain,
    https: { key: tls.key, cert: tls.cert },
    stateFile: join(directory, 'tenant.json'),
    seed: createSeed({
      apiIdentifier: choices.audience,
      apiSigningSecret: choices.signsWith === 'HS256' ? randomBytes(32).toString('base64url') : null,
      clientId: client.id,
      clientSecret: client.secret,
      callbacks: [choices.callback],
      logoutUrls: [],
    }),
    now: Date.now,
    randomBytes,
    deliver: {
      sms: async (_to, text) => {
        messages.sms.push(text);
      },
      email: async (_to, _subject, text) => {
        messages.email.push(text);
      },
    },
  });

  const ask = async ({ method, path, headers, json, form }: Call): Promise<Reply> => {
    const body = json === undefined ? form && new URLSearchParams(form).toString() : JSON.stringify(json);
    const response = await tenant.app.inject({
      method,
      url: path,
      headers: {
        host: domain,
        ...(body === undefined ? {} : { 'content-type': contentTypeOf(json) }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: body }),
    });
    const named = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
    return { status: response.statusCode, headers: Object.fromEntries(named), body: response.body };
  };

  return {
    party: {
      domain,
      managementDomain: domain,
      ask,
      client,
      audience: choices.audience,
      callback: choices.callback,
      userId: demoUsers.milo.user_id,
      contacts: { sms: '+12025550177', email: 'milo@sayso.test' },
      readCode: async (channel) => /\b\d{6}\b/.exec(messages[channel].at(-1) ?? '')?.[0] ?? null,
    },
    close: async () => {
      await tenant.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
};

export const contentTypeOf = (json: unknown): string =>
  json === undefined ? 'application/x-www-form-urlencoded' : 'application/json';
