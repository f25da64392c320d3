/**
 * A new tenant is set up from deploy/auth0 by the Deploy CLI, a server is started with what came of it, and an account
 * is linked and an order confirmed there: nothing else was configured.
 */
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prepareSandboxCertificates } from '../../sandbox/sandbox.ts';
import { completeConnection } from '../../sandbox/tenant/configuration/connection.ts';
import type { Configuration } from '../../sandbox/tenant/configuration/kept.ts';
import { type Client, MANAGEMENT_API } from '../../sandbox/tenant/configuration.ts';
import { createEmptySeed, createSeed, demoUsers, setupClient } from '../../sandbox/tenant/seed.ts';
import { createTenant, type Tenant } from '../../sandbox/tenant/tenant.ts';
import { providerScopes, setupScopes } from '../../scripts/auth0/deploy-config.ts';
import { openBrowser, signIn } from './browser.ts';
import { fail, lookFromOutside, type Outside } from './outside.ts';
import { type Program, runProgram, runScript } from './processes.ts';
import { makePlace, type Place } from './world.ts';

const apiId = 'https://pod.example/api';
const credentials = {
  TWILIO_AUTH_TOKEN: 'token-of-the-phone-provider',
  // Neither a quotation mark nor a backslash ends it.
  SMTP_PASSWORD: 'password"of\\the-mail-server',
} as const;

let authority: string;
let place: Place;
let tenant: Tenant;
let domain: string;
let importing: Program;
let program: Program | null = null;
let outside: Outside | null = null;
const texts: string[] = [];
/** As the tenant was when each import began: it looks at the APIs first. */
const before: string[] = [];
/** As the first import left it: it sets the tenant's name last. */
let imported = '';
/** As an older tenant keeps it: in the connection itself. */
const setProviderByHand = (): void => {
  const sms = tenant.inspect.configuration().connections.find(({ name }) => name === 'sms');
  Object.assign(sms?.options ?? fail('no sms connection'), { twilio_sid: 'AC-set-by-hand' });
};
const findApp = (): Client =>
  tenant.inspect.configuration().clients.find(({ name }) => name === 'Pizza on Demand') ??
  fail('no application');
/** Auth0 makes one with every tenant, for every application there is. */
const firstDatabase = () => {
  const body = { name: 'Username-Password-Authentication', strategy: 'auth0' } as const;
  const completed = completeConnection({ ...body, enabled_clients: [setupClient.id] }, 'con_first');
  return completed.ok ? completed.connection : fail(completed.problem);
};
const configuration = (): string => JSON.stringify(tenant.inspect.configuration());

beforeAll(async () => {
  place = await makePlace('embedded');
  const { tls } = await prepareSandboxCertificates({
    directory: join(place.dataDirectory, 'sandbox'),
    now: Date.now,
  });
  authority = join(place.dataDirectory, 'authority.pem');
  await writeFile(authority, tls.rootPem);
  domain = `localhost:${place.ports.tenant}`;
  const empty = createEmptySeed([demoUsers.dana]);
  tenant = await createTenant({
    domain,
    https: tls,
    stateFile: join(place.dataDirectory, 'tenant.json'),
    deliver: {
      sms: async (_, text) => {
        texts.push(text);
      },
      email: async () => undefined,
    },
    now: Date.now,
    randomBytes,
    seed: {
      ...empty,
      connections: [firstDatabase()],
      client_grants: empty.client_grants.map((grant) => ({
        ...grant,
        scope: [...setupScopes, ...providerScopes],
      })),
    },
    finished: ({ method, path }) => {
      if (method === 'GET' && path === '/api/v2/resource-servers') before.push(configuration());
      if (path === '/api/v2/tenants/settings' && imported === '') {
        imported = configuration();
        setProviderByHand();
      }
    },
  });
  await tenant.app.listen({ host: 'localhost', port: place.ports.tenant });
  importing = runScript('test/children/import-twice.ts', {
    NODE_EXTRA_CA_CERTS: authority,
    AUTH0_DOMAIN: domain,
    AUTH0_CLIENT_ID: setupClient.id,
    AUTH0_CLIENT_SECRET: setupClient.secret,
    API_ID: apiId,
    ALEXA_VENDOR_ID: 'M2ABCDEFGHIJKL',
    PORT: String(place.ports.application),
    SANDBOX_ECHO_PORT: String(place.ports.echo),
    TWILIO_ACCOUNT_SID: 'AC0123456789',
    TWILIO_FROM: '+12025550100',
    SMTP_HOST: 'mail.pod.example',
    SMTP_PORT: '587',
    SMTP_USER: 'pod',
    MAIL_FROM: 'pod@pod.example',
    ...credentials,
  });
  await importing.says('imported 1');
});
afterAll(async () => {
  await outside?.close();
  await program?.end('SIGKILL');
  await importing.end('SIGKILL');
  await tenant.close();
  await place.remove();
});

it('links an account, takes an order and its code, with that configuration and no other', async () => {
  const app = findApp();
  const started = runProgram(place.dataDirectory, place.ports, {
    NODE_EXTRA_CA_CERTS: authority,
    AUTH0_DOMAIN: domain,
    API_ID: apiId,
    APP_CLIENT_ID: app.client_id,
    APP_CLIENT_SECRET: app.client_secret,
  });
  program = started;
  await started.says('Ctrl-C ends it.');
  const { tls } = await prepareSandboxCertificates({
    directory: join(place.dataDirectory, 'sandbox'),
    now: Date.now,
  });
  const echo = `http://localhost:${place.ports.echo}`;
  outside = lookFromOutside(`https://localhost:${place.ports.application}/wt/`, echo, tls.rootPem);
  const browser = openBrowser(outside.fetch);
  const linked = await signIn(browser, await browser.visit(`${echo}/link/start?user=me`), demoUsers.dana);
  expect([linked.status, new URL(linked.url).searchParams.get('linked')]).toEqual([200, 'me']);

  const ordered = await outside.order(undefined, 'me');
  expect(ordered.speech).toContain("I've texted the phone ending 42. What's the code?");
  const code = /\b\d{6}\b/.exec(texts.at(-1) ?? '')?.[0] ?? fail('no text message');
  expect((await outside.tell(`my code is ${code}`, 'me')).speech).toMatch(/^Done\. /);
  expect(await outside.latest('me')).toMatchObject({ state: 'done', sends: 1 });
});

it('is changed by a second import in nothing, a provider that was set by hand included', async () => {
  await importing.says('imported 2');
  expect(before).toHaveLength(2);
  expect(configuration()).toBe(before[1]);
  expect(before[1]).not.toBe(before[0]);
  expect(before[1]).toContain('AC-set-by-hand');
});

it('is what the sandbox starts with, which adds its stand-in social provider', () => {
  const {
    clients,
    connections,
    client_grants,
    resource_servers,
    tenant: named,
    attack_protection,
  }: Configuration = JSON.parse(imported);
  const app = findApp();
  const seed = createSeed({
    apiIdentifier: apiId,
    apiSigningSecret: null,
    clientId: app.client_id,
    clientSecret: app.client_secret,
    callbacks: app.callbacks,
    logoutUrls: app.allowed_logout_urls,
  });
  const byName = (one: { readonly name: string }, other: { readonly name: string }) =>
    one.name.localeCompare(other.name);
  const withoutIds = <Item extends { readonly id: string }>(items: readonly Item[]) =>
    items.map(({ id: _, ...item }) => item);
  expect(withoutIds(connections.toSorted(byName))).toEqual(
    withoutIds(seed.connections.filter(({ strategy }) => strategy !== 'oauth2').toSorted(byName)),
  );
  expect(clients.find(({ name }) => name === app.name)).toEqual(
    seed.clients.find(({ name }) => name === app.name),
  );
  expect(withoutIds(resource_servers)).toEqual(withoutIds(seed.resource_servers));
  expect({ named, attack_protection }).toEqual({
    named: seed.tenant,
    attack_protection: seed.attack_protection,
  });
  expect(client_grants.find(({ client_id }) => client_id === app.client_id)).toMatchObject({
    audience: MANAGEMENT_API,
    scope: ['read:users', 'create:users', 'update:users'],
  });
});

it('allows Alexa’s own addresses as callbacks, and those of this machine where it is asked to', () => {
  const app = findApp();
  const { application, echo } = place.ports;
  expect(app.callbacks).toEqual([
    'https://layla.amazon.com/api/skill/link/M2ABCDEFGHIJKL',
    'https://pitangui.amazon.com/api/skill/link/M2ABCDEFGHIJKL',
    'https://alexa.amazon.co.jp/api/skill/link/M2ABCDEFGHIJKL',
    ...['localhost', '127.0.0.1', 'pod.localtest.me'].map(
      (name) => `https://${name}:${application}/wt/app/callback`,
    ),
    `http://localhost:${echo}/link/callback`,
  ]);
});

it('knows its providers, and their credentials are in no output and in nothing that can be read', async () => {
  const { email_provider, phone_providers } = tenant.inspect.configuration();
  expect(email_provider).toMatchObject({ name: 'smtp', default_from_address: 'pod@pod.example' });
  expect(phone_providers).toMatchObject([{ name: 'twilio', configuration: { sid: 'AC0123456789' } }]);
  for (const secret of [...Object.values(credentials), setupClient.secret]) {
    expect(importing.output()).not.toContain(secret);
  }
  for (const secret of Object.values(credentials)) expect(configuration()).not.toContain(secret);
});
