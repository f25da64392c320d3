/**
 * Reads a tenant's files as the Auth0 Deploy CLI reads its directory format: JSON by folder, `##KEYWORD##` replaced by
 * text and `"@@KEYWORD@@"` by a JSON value, applications named by their name, an email's body in a file of its own.
 * https://github.com/auth0/auth0-deploy-cli (docs/using-as-cli.md, keyword-replacement.md)
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Static, TSchema } from '@sinclair/typebox';
import {
  type AttackProtection,
  attackProtectionSchemas,
  type Protection,
} from './configuration/attack-protection.ts';
import { readBody } from './configuration/body.ts';
import { newClientBody } from './configuration/client.ts';
import { newClientGrantBody } from './configuration/client-grant.ts';
import { newConnectionBody } from './configuration/connection.ts';
import { newResourceServerBody } from './configuration/resource-server.ts';
import { type TenantSettings, tenantSettingsSchema } from './configuration/tenant-settings.ts';
import { isRecord } from './http/request.ts';

export type Keywords = { readonly [keyword: string]: string | number | readonly string[] };

export type Deployment = {
  readonly tenant: TenantSettings;
  readonly resourceServers: readonly Static<typeof newResourceServerBody>[];
  readonly clients: readonly Static<typeof newClientBody>[];
  /** `enabled_clients` are names. */
  readonly connections: readonly Static<typeof newConnectionBody>[];
  /** `client_id` is a name. */
  readonly clientGrants: readonly Static<typeof newClientGrantBody>[];
  readonly attackProtection: AttackProtection;
};

/** Throws, with the file's name, where a file is not what the Management API takes or names a keyword nobody filled. */
export const readDeployment = (directory: string, keywords: Keywords): Deployment => {
  const read = <Schema extends TSchema>(schema: Schema, ...path: readonly string[]): Static<Schema> => {
    const file = join(directory, ...path);
    const body = withBodyFile(JSON.parse(fill(readFileSync(file, 'utf8'), keywords, file)), file, keywords);
    const checked = readBody(schema, body);
    if (!checked.ok) throw new Error(`${file}: ${checked.problem}`);
    return checked.body;
  };
  const readAll = <Schema extends TSchema>(schema: Schema, folder: string): readonly Static<Schema>[] =>
    readdirSync(join(directory, folder))
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => read(schema, folder, name));
  const readProtection = <Schema extends TSchema>(schema: Schema, name: Protection): Static<Schema> =>
    read(schema, 'attack-protection', `${name}.json`);

  return {
    tenant: read(tenantSettingsSchema, 'tenant.json'),
    resourceServers: readAll(newResourceServerBody, 'resource-servers'),
    clients: readAll(newClientBody, 'clients'),
    connections: [
      ...readdirSync(join(directory, 'database-connections'))
        .sort()
        .map((name) => read(newConnectionBody, 'database-connections', name, 'database.json')),
      ...readAll(newConnectionBody, 'connections'),
    ],
    clientGrants: readAll(newClientGrantBody, 'grants'),
    attackProtection: {
      'brute-force-protection': readProtection(
        attackProtectionSchemas['brute-force-protection'],
        'brute-force-protection',
      ),
      'suspicious-ip-throttling': readProtection(
        attackProtectionSchemas['suspicious-ip-throttling'],
        'suspicious-ip-throttling',
      ),
      'breached-password-detection': readProtection(
        attackProtectionSchemas['breached-password-detection'],
        'breached-password-detection',
      ),
    },
  };
};

const fill = (text: string, keywords: Keywords, file: string): string => {
  const filled = (keyword: string): Keywords[string] => {
    const value = keywords[keyword];
    if (value === undefined) throw new Error(`${file} names ${keyword}, which nobody filled`);
    return value;
  };
  return text
    .replaceAll(/"@@([A-Z0-9_]+)@@"/g, (_, keyword: string) => JSON.stringify(filled(keyword)))
    .replaceAll(/##([A-Z0-9_]+)##/g, (_, keyword: string) => String(filled(keyword)));
};

/** `options.email.body` of an email connection names a file beside it. */
const withBodyFile = (body: unknown, file: string, keywords: Keywords): unknown => {
  if (!isRecord(body) || body.strategy !== 'email' || !isRecord(body.options)) return body;
  const { email } = body.options;
  if (!isRecord(email) || typeof email.body !== 'string') return body;
  const bodyFile = join(file, '..', email.body);
  const text = fill(readFileSync(bodyFile, 'utf8'), keywords, bodyFile);
  return { ...body, options: { ...body.options, email: { ...email, body: text } } };
};
