/** What deploy/auth0 holds: what Sayso relies on, nothing that is one tenant's own, and no scope too many. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { grantTypes } from '../../sandbox/tenant/configuration.ts';
import { readDeployment } from '../../sandbox/tenant/deployment.ts';
import { deploymentDirectory } from '../../sandbox/tenant/seed.ts';
import { managementToken } from '../../sandbox/tenant/testing/call.ts';
import { domain, startTenant, type TestTenant, testSeed } from '../../sandbox/tenant/testing/start.ts';
import { scopes } from '../../src/api/token.ts';
import { createUsers } from '../../src/auth0/users.ts';
import { filesIn } from '../files-in.ts';
import { deployConfig, providerScopes, setupScopes } from './deploy-config.ts';
import { auth0Keywords, type DeployChoices } from './keywords.ts';

const choices: DeployChoices = {
  settings: {
    managementDomain: 'pod.eu.auth0.com',
    apiId: 'https://pod.example/api',
    publicUrl: 'https://pod.example',
    rootPath: '/wt',
    port: 7100,
  },
  signingAlgorithm: 'RS256',
  alexaVendorId: 'M2ABCDEFG',
  localEcho: null,
  providers: {
    phone: { TWILIO_ACCOUNT_SID: 'AC01', TWILIO_AUTH_TOKEN: 'secret', TWILIO_FROM: '+12025550100' },
    email: {
      SMTP_HOST: 'mail.pod.example',
      SMTP_PORT: 587,
      SMTP_USER: 'pod',
      SMTP_PASSWORD: 'secret',
      MAIL_FROM: 'pod@pod.example',
    },
  },
};
const keywords = auth0Keywords(choices);
const root = new URL('../../', import.meta.url);
const files = (await filesIn(root, 'deploy/auth0/', { recursive: true })).filter((path) =>
  /\.(json|html)$/.test(path),
);
const texts = await Promise.all(files.map((path) => readFile(new URL(encodeURI(path), root), 'utf8')));
const deployment = readDeployment(deploymentDirectory, keywords);

describe('the files', () => {
  test('name every keyword that is filled, and no other', () => {
    const named = texts.flatMap((text) =>
      [...text.matchAll(/##([A-Z0-9_]+)##|"@@([A-Z0-9_]+)@@"/g)].map(([, text, json]) => text ?? json),
    );
    expect([...new Set(named)].sort()).toEqual(Object.keys(keywords).sort());
  });

  test('take whatever is in a value: as JSON, not as text between quotation marks', () => {
    for (const [position, text] of texts.entries())
      if (files[position]?.endsWith('.json')) expect(text).not.toMatch(/##[A-Z0-9_]+##/);
  });

  test('hold no domain, no address and no secret of anybody', () => {
    for (const text of texts) {
      const own = text.replace(grantTypes.passwordlessOtp, '');
      expect(own).not.toMatch(/https?:\/\/|auth0\.com|_secret"|@[a-z]+\.[a-z]/);
    }
  });

  test('send six digits that live 180 seconds, to people who are there already', () => {
    const passwordless = deployment.connections.filter(({ strategy }) => strategy !== 'auth0');
    expect(passwordless.map(({ name }) => name)).toEqual(['email', 'sms']);
    for (const { options, enabled_clients } of passwordless) {
      expect(options).toMatchObject({
        disable_signup: true,
        brute_force_protection: true,
        totp: { length: 6, time_step: 180 },
      });
      expect(enabled_clients).toEqual(['Pizza on Demand']);
    }
  });

  test('say in each message what the code is for, and not what was ordered', () => {
    const [email, sms] = deployment.connections.filter(({ strategy }) => strategy !== 'auth0');
    expect(sms?.options?.template).toMatch(/@@password@@.*what you just asked Alexa for/);
    expect(email?.options?.email).toMatchObject({
      body: expect.stringMatching(/\{\{ code \}\}[\s\S]*what you just asked Alexa for/),
    });
  });

  test('give the application its grants, refresh tokens that Alexa can keep, and a secret to send', () => {
    const [app] = deployment.clients;
    expect(deployment.clients).toHaveLength(1);
    expect(app?.grant_types?.toSorted()).toEqual([
      'authorization_code',
      'client_credentials',
      'http://auth0.com/oauth/grant-type/passwordless/otp',
      'refresh_token',
    ]);
    expect(app?.refresh_token?.rotation_type).toBe('non-rotating');
    expect(app?.token_endpoint_auth_method).toBe('client_secret_post');
    expect(app?.allowed_logout_urls).toEqual(['https://pod.example/wt/app/']);
  });

  test('give the API the scopes that operations ask for, offline access, and tokens Alexa takes', () => {
    const [api] = deployment.resourceServers;
    expect(api).toMatchObject({ identifier: choices.settings.apiId, allow_offline_access: true });
    expect(api?.scopes?.map(({ value }) => value).toSorted()).toEqual(Object.values(scopes).toSorted());
    // Alexa refuses tokens that live for less than six minutes.
    expect(api?.token_lifetime).toBeGreaterThanOrEqual(360);
  });

  test('block whoever guesses', () => {
    const bruteForce = deployment.attackProtection['brute-force-protection'];
    expect(bruteForce).toMatchObject({ enabled: true, max_attempts: 10, allowlist: [] });
    expect(bruteForce.shields).toContain('block');
  });
});

describe('the application’s grant at the Management API', () => {
  let world: TestTenant;
  beforeAll(async () => {
    const seed = testSeed();
    world = await startTenant({
      seed: { ...seed, client_grants: seed.client_grants.map((grant) => ({ ...grant, scope: [] })) },
    });
  });
  afterAll(() => world.close());

  test('has exactly the scopes that the tenant demands for the calls we make', async () => {
    const toTenant = await world.listen();
    const token = await managementToken(world);
    const demanded = new Set<string>();
    const users = createUsers({
      domain,
      token: {
        get: async () => token,
        renew: async () => token,
        forget: () => undefined,
      },
      fetch: async (input, init) => {
        const answer = await toTenant(input, init);
        const { message }: { message: string } = JSON.parse(await answer.clone().text());
        demanded.add(/^Insufficient scope, expected any of: (.*)$/.exec(message)?.[1] ?? message);
        return answer;
      },
    });
    const { signal } = new AbortController();
    const identity = { provider: 'sms', id: '65f0a1000000000000000011' };
    const person = { channel: 'sms', address: '+12025550142', madeFor: 'auth0|x', verified: true } as const;
    const calls: { readonly [call in keyof typeof users]: () => Promise<unknown> } = {
      get: () => users.get('auth0|x', signal),
      findByEmail: () => users.findByEmail('dana@sayso.test', signal),
      createPasswordless: () => users.createPasswordless(person, signal),
      link: () => users.link('auth0|x', identity, signal),
      unlink: () => users.unlink('auth0|x', identity, signal),
    };
    expect(Object.keys(users).sort()).toEqual(Object.keys(calls).sort());
    for (const call of Object.values(calls)) expect(await call()).toMatchObject({ ok: false, status: 403 });
    expect(deployment.clientGrants).toEqual([
      {
        client_id: 'Pizza on Demand',
        audience: 'https://pod.eu.auth0.com/api/v2/',
        scope: expect.arrayContaining([...demanded]),
      },
    ]);
    expect(deployment.clientGrants[0]?.scope).toHaveLength(demanded.size);
  });
});

describe('the Deploy CLI', () => {
  const setupClient = { id: 'setup', secret: 'secret' };

  test('touches the kinds of things the files hold, deletes nothing, and keeps an sms connection’s own provider', () => {
    const config = deployConfig({ ...choices, providers: { phone: null, email: null } }, setupClient);
    expect(config.AUTH0_ALLOW_DELETE).toBe(false);
    expect(config.AUTH0_INCLUDED_ONLY).not.toContain('phoneProviders');
    expect(config.AUTH0_INCLUDED_ONLY).not.toContain('emailProvider');
    expect(config.EXCLUDED_PROPS.connections).toContain('options.twilio_token');
  });

  test('gets providers where their credentials are given', () => {
    const { AUTH0_INCLUDED_ONLY } = deployConfig(choices, setupClient);
    expect(AUTH0_INCLUDED_ONLY).toEqual(expect.arrayContaining(['phoneProviders', 'emailProvider']));
  });

  test('needs scopes that docs/guide/auth0.md lists, all of them and no other', async () => {
    const page = await readFile(new URL('docs/guide/auth0.md', root), 'utf8');
    const listed = [...page.matchAll(/^ {3}((?:read|create|update|delete):[a-z_]+)$/gm)].map(
      ([, one]) => one,
    );
    expect(listed.toSorted()).toEqual([...setupScopes, ...providerScopes].toSorted());
    expect(listed.filter((scope) => scope?.endsWith(':users'))).toEqual([]);
  });
});
