/** Every story breaks one thing and finds that fault, and no other. */

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoUsers, setupClient } from '../sandbox/tenant/seed.ts';
import { findPort } from '../test/find-port.ts';
import { storyDataKey } from '../test/stories/embedded-template.ts';
import { checks } from './checks.ts';
import type { FindingId } from './findings.ts';
import { bends, rerouted, rewritten, trustedByAll } from './testing/bend.ts';
import { alive, type LaxSkill, startLaxSkill, type Taken } from './testing/lax-skill.ts';
import { type TenantSettings, tenantSettings } from './testing/tenant-settings.ts';
import { type Broken, type DoctorWorld, type Examined, startDoctorWorld } from './testing/world.ts';

let world: DoctorWorld;
let tenant: TenantSettings;
let skill: LaxSkill;
beforeAll(async () => {
  world = await startDoctorWorld();
  tenant = tenantSettings(world);
  skill = await startLaxSkill(world);
}, 60_000);
afterAll(async () => {
  await skill.close();
  await world.close();
});

const idsOf = ({ findings }: Examined, ...statuses: readonly string[]): readonly FindingId[] =>
  findings.filter(({ status }) => statuses.includes(status)).map(({ id }) => id);

const expectFaults = (examined: Examined, ...ids: readonly FindingId[]): void => {
  expect(idsOf(examined, 'fault')).toEqual(ids);
  expect(examined.exit).toBe(1);
  for (const { why, todo } of examined.findings.filter(({ status }) => status === 'fault')) {
    expect(why).not.toBe('');
    expect(todo).not.toBeNull();
  }
};

const seenOf = ({ findings }: Examined, id: FindingId): string =>
  findings.find((finding) => finding.id === id)?.seen ?? 'not found';

/** The same tenant, taken for one of Auth0's, with settings such as secrets.ini has. */
const live = (broken: Broken = {}): Broken => ({
  ...broken,
  settings: {
    AUTH0_DOMAIN: new URL(world.tenantUrl).host,
    API_ID: world.settings.apiId,
    API_SIGNING_KEY: world.settings.apiSigningKey ?? '',
    APP_CLIENT_ID: world.settings.appClientId,
    APP_CLIENT_SECRET: world.settings.appClientSecret,
    ALEXA_SKILL_ID: world.settings.alexaSkillId,
    ...broken.settings,
  },
  outside: bends(trustedByAll, broken.outside ?? ((outside) => outside)),
});

const setupCredentials = { AUTH0_CLIENT_ID: setupClient.id, AUTH0_CLIENT_SECRET: setupClient.secret };
const origin = () => new URL(world.root).origin;

describe('nothing is broken', () => {
  it('finds the sandbox well, and leaves nothing unknown', async () => {
    const examined = await world.examine({ args: ['--user', demoUsers.dana.email, '--dry-run'] });
    expect(idsOf(examined, 'warning', 'fault', 'unknown')).toEqual([]);
    expect(examined.exit).toBe(0);
    // Only Alexa's own addresses are not the sandbox's business.
    const all = new Set(checks.flatMap(({ finds }) => finds));
    all.delete('callbacks.alexa');
    expect(new Set(idsOf(examined, 'ok'))).toEqual(all);
  });

  it('sees of a tenant of one’s own what can be seen from outside, and says which credentials show the rest', async () => {
    const examined = await world.examine(live());
    expect(idsOf(examined, 'warning', 'fault')).toEqual(['skill.address']);
    const hidden = examined.findings.filter(({ status }) => status === 'unknown');
    expect(hidden.map(({ id }) => id)).toEqual([
      'connections.sms_code',
      'connections.sms_signup',
      'connections.email_code',
      'connections.email_signup',
      'callbacks.alexa',
      'api.scopes',
      'api.signing_algorithm',
      'api.signing_key',
      'api.token_lifetime',
      'api.offline_access',
      'refresh_tokens.rotation',
    ]);
    for (const { id, todo } of hidden)
      expect(todo).toContain(id === 'callbacks.alexa' ? 'ALEXA_VENDOR_ID' : 'AUTH0_CLIENT_SECRET');
    expect(examined.exit).toBe(0);
  });

  it('sees the rest with them', async () => {
    const examined = await world.examine(live({ environment: setupCredentials }));
    // The sandbox shows no signing secret; Auth0 does.
    expect(idsOf(examined, 'fault', 'unknown')).toEqual(['callbacks.alexa', 'api.signing_key']);
  });

  it('does not guess at options of connections that the set-up client may not see', async () => {
    const examined = await world.examine({
      outside: rewritten(/api\/v2\/connections\?/, (connections: readonly { options: object }[]) =>
        connections.map(({ options: _, ...connection }) => connection),
      ),
    });
    const unknown = examined.findings.filter(({ status }) => status === 'unknown');
    expect(unknown.map(({ id }) => id)).toEqual([
      'connections.sms_code',
      'connections.sms_signup',
      'connections.email_code',
      'connections.email_signup',
    ]);
    for (const { todo } of unknown) expect(todo).toContain('read:connections_options');
  });

  it('sends nobody a code', async () => {
    await world.examine(live({ args: ['--user', demoUsers.dana.email, '--dry-run'] }));
    expect(await world.messages('dana')).toEqual([]);
    const { messages } = JSON.parse((await world.sandbox('/messages')).body);
    expect(messages).toEqual([]);
  });
});

describe('the tenant', () => {
  it('is not where AUTH0_DOMAIN says', async () => {
    const broken = live({
      settings: { AUTH0_DOMAIN: 'nowhere.sayso.test' },
      outside: (outside) => ({ ...outside, resolve: async () => ({ code: 'ENOTFOUND' }) }),
    });
    const examined = await world.examine(broken);
    expectFaults(examined, 'tenant.reachable');
    const waiting = examined.findings.filter(({ waitsFor }) => waitsFor !== null);
    expect(waiting.length).toBeGreaterThan(20);
    expect(new Set(waiting.map(({ waitsFor }) => waitsFor))).toEqual(new Set(['tenant.reachable']));
  });

  it('names itself otherwise', async () => {
    const outside = rewritten(/openid-configuration$/, () => ({ issuer: 'https://login.example.com/' }));
    expectFaults(await world.examine({ outside }), 'tenant.issuer');
  });

  it('does not know the secret', async () => {
    const broken = live({ settings: { APP_CLIENT_SECRET: 'another-secret' } });
    expectFaults(await world.examine(broken), 'client.secret');
  });

  it('has a certificate that not everybody trusts', async () => {
    const examined = await world.examine({ ...live(), outside: (real) => real });
    expectFaults(examined, 'tenant.reachable');
    expect(seenOf(examined, 'tenant.reachable')).toContain('The certificate is not trusted');
  });

  it('does not run', async () => {
    const examined = await world.examine({
      environment: { SANDBOX_TENANT_PORT: String(await findPort()) },
    });
    expectFaults(examined, 'tenant.reachable');
    expect(JSON.stringify(examined.findings)).toContain('Run npm start');
  });

  it('is in another minute than we are', async () => {
    const outside: Broken['outside'] = (real) => ({ ...real, now: () => Date.now() + 100_000 });
    expectFaults(await world.examine({ outside }), 'clock.tenant', 'clock.skill');
  });
});

describe('a tenant on a custom domain', () => {
  it('is asked at its Management API by its own name, with a token got by that name', async () => {
    const own = 'account.auth0.invalid';
    const tenantHost = new URL(world.tenantUrl).host;
    const asked: string[] = [];
    const examined = await world.examine(
      live({
        args: ['--user', demoUsers.dana.email],
        settings: { AUTH0_TENANT_DOMAIN: own },
        environment: setupCredentials,
        outside: (outside) => ({
          ...outside,
          public: {
            ...outside.public,
            fetch: (input, init) => {
              const [url, body] = [String(input), String(init?.body ?? '')];
              if (url.includes('/api/v2/') || body.includes('/api/v2/')) asked.push(new URL(url).host);
              return outside.public.fetch(url.replace(own, tenantHost), {
                ...init,
                ...(body === '' ? {} : { body: body.replace(own, tenantHost) }),
              });
            },
          },
        }),
      }),
    );
    expect(idsOf(examined, 'fault')).toEqual([]);
    expect(idsOf(examined, 'ok')).toEqual(expect.arrayContaining(['management.scopes', 'user.contact']));
    expect(new Set(asked)).toEqual(new Set([own]));
  });

  it('is not reached by the name that was given as its own', async () => {
    const examined = await world.examine(
      live({ settings: { AUTH0_TENANT_DOMAIN: `localhost:${await findPort()}` } }),
    );
    const secret = examined.findings.find(({ id }) => id === 'client.secret');
    expect([secret?.status, secret?.todo]).toEqual(['fault', expect.stringContaining('AUTH0_TENANT_DOMAIN')]);
  });
});

describe('what answers', () => {
  const answering = (address: RegExp, answer: () => Response): Broken => ({
    outside: (outside) => ({
      ...outside,
      local: {
        ...outside.local,
        fetch: async (input, init) =>
          address.test(String(input)) ? answer() : outside.local.fetch(input, init),
      },
    }),
  });

  it('is something in between that refuses everything: that says nothing of the secret', async () => {
    const examined = await world.examine(
      answering(/oauth\/token/, () => new Response('<html>Forbidden</html>', { status: 403 })),
    );
    expect(idsOf(examined, 'ok')).not.toContain('client.secret');
    expect(seenOf(examined, 'client.secret')).toContain('status 403');
  });

  it('never comes to an end, and is not read to it', async () => {
    const endless = (): Response =>
      new Response(new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(1_048_576)) }));
    const examined = await world.examine(answering(/jwks/, endless));
    expect(seenOf(examined, 'tenant.keys')).toContain('too long');
  });

  it('is busy, which is no reason to look for another domain', async () => {
    const examined = await world.examine(
      answering(/openid-configuration/, () => new Response('', { status: 503 })),
    );
    const issuer = examined.findings.find(({ id }) => id === 'tenant.issuer');
    expect([issuer?.status, issuer?.todo]).toEqual(['fault', expect.stringMatching(/^Wait/)]);
  });

  it('has null for what was never set', async () => {
    const examined = await world.examine({
      outside: rewritten(/api\/v2\/clients/, (clients: readonly object[]) =>
        clients.map((client) => ({ ...client, refresh_token: null })),
      ),
    });
    expect(seenOf(examined, 'refresh_tokens.rotation')).toBe('They do not rotate.');
  });
});

describe('the client', () => {
  it.each([
    ['grants.passwordless_otp', 'http://auth0.com/oauth/grant-type/passwordless/otp'],
    ['grants.refresh_token', 'refresh_token'],
    ['grants.authorization_code', 'authorization_code'],
    ['grants.client_credentials', 'client_credentials'],
  ] as const)('lacks a grant: %s', async (id, grant) => {
    await tenant.changeApplication(({ grant_types }) => ({
      grant_types: Array.isArray(grant_types) ? grant_types.filter((type) => type !== grant) : [],
    }));
    expectFaults(await world.examine(), id);
  });

  it('lacks a scope', async () => {
    await tenant.changeScopes(['read:users', 'create:users']);
    const examined = await world.examine();
    expectFaults(examined, 'management.scopes');
    expect(seenOf(examined, 'management.scopes')).toBe('Not granted: update:users.');
  });

  it('has a scope too many, which is no fault', async () => {
    await tenant.changeScopes(['read:users', 'create:users', 'update:users', 'delete:users']);
    const examined = await world.examine();
    expect(idsOf(examined, 'warning', 'fault', 'unknown')).toEqual(['management.scopes']);
    expect(examined.exit).toBe(0);
  });

  it('may not be returned to: the web application', async () => {
    await tenant.changeApplication(({ callbacks }) => ({
      callbacks: Array.isArray(callbacks)
        ? callbacks.filter((url) => url !== `${world.root}app/callback`)
        : [],
    }));
    expectFaults(await world.examine(), 'callbacks.web');
  });

  it('may not be returned to at a port that npm start does not have: the command is asked to name the right one', async () => {
    const examined = await world.examine({ settings: { PORT: String(await findPort()) } });
    const web = examined.findings.find(({ id }) => id === 'callbacks.web');
    expect([web?.status, web?.todo]).toEqual(['fault', expect.stringContaining('PORT')]);
  });

  it('may not be returned to: after signing out', async () => {
    await tenant.changeApplication(() => ({ allowed_logout_urls: [] }));
    expectFaults(await world.examine(), 'logout.web');
  });

  it('may not be returned to: two of Alexa’s three addresses', async () => {
    await tenant.changeApplication(({ callbacks }) => ({
      callbacks: [
        ...(Array.isArray(callbacks) ? callbacks : []),
        'https://layla.amazon.com/api/skill/link/M1SAYSO',
      ],
    }));
    const examined = await world.examine(live({ environment: { ALEXA_VENDOR_ID: 'M1SAYSO' } }));
    expectFaults(examined, 'callbacks.alexa');
    expect(seenOf(examined, 'callbacks.alexa')).not.toContain('layla');
  });

  it('rotates refresh tokens without an overlap', async () => {
    const outside = rewritten(/\/clients\?fields/, (clients: readonly object[]) =>
      clients.map((client) => ({ ...client, refresh_token: { rotation_type: 'rotating', leeway: 0 } })),
    );
    expectFaults(await world.examine({ outside }), 'refresh_tokens.rotation');
  });
});

describe('the API', () => {
  it('is not the one that is asked for', async () => {
    const broken = live({ settings: { API_ID: 'https://elsewhere.test/api' } });
    expectFaults(await world.examine(broken), 'api.audience');
  });

  it('signs with HS256 where RS256 is expected', async () => {
    const broken = live({ settings: { API_SIGNING_KEY: '' }, environment: setupCredentials });
    expectFaults(await world.examine(broken), 'api.signing_algorithm');
  });

  it('signs with another key', async () => {
    const outside = rewritten(/\/resource-servers\?/, (apis: readonly object[]) =>
      apis.map((api) => ({ ...api, signing_secret: 'of-the-tenant-and-32-bytes-long-at-least' })),
    );
    expectFaults(await world.examine({ outside }), 'api.signing_key');
  });

  it.each([
    ['api.token_lifetime', { token_lifetime: 300 }],
    ['api.offline_access', { allow_offline_access: false }],
    ['api.scopes', { scopes: [{ value: 'transactions:read' }] }],
  ] as const)('is set up otherwise: %s', async (id, changes) => {
    await tenant.changeApi(() => changes);
    expectFaults(await world.examine(), id);
  });
});

describe('a connection', () => {
  it('is not enabled for the client', async () => {
    await tenant.disableConnection('sms');
    expectFaults(await world.examine(), 'connections.sms');
  });

  it('is not enabled for the client, seen from outside', async () => {
    await tenant.disableConnection('email');
    expectFaults(await world.examine(live()), 'connections.email');
  });

  it('makes codes of four digits', async () => {
    await tenant.changeOptions('sms', () => ({ totp: { length: 4, time_step: 180 } }));
    expectFaults(await world.examine(), 'connections.sms_code');
  });

  it('makes codes that die too early', async () => {
    await tenant.changeOptions('email', () => ({ totp: { length: 6, time_step: 60 } }));
    expectFaults(await world.examine(), 'connections.email_code');
  });

  it('takes sign-ups', async () => {
    await tenant.changeOptions('email', () => ({ disable_signup: false }));
    expectFaults(await world.examine(), 'connections.email_signup');
  });
});

describe('the skill endpoint', () => {
  const instead = () => rerouted(origin(), skill.origin);

  it('is not there', async () => {
    const outside = rerouted(origin(), `https://localhost:${await findPort()}`);
    expectFaults(await world.examine({ outside }), 'skill.reachable');
  });

  it('is something else', async () => {
    skill.health = () => ({ status: 404, body: {} });
    const examined = await world.examine({ outside: instead() });
    skill.health = alive;
    expectFaults(examined, 'skill.health');
    expect(seenOf(examined, 'skill.health')).toContain('not as Sayso does (status 404)');
  });

  it('has another root path', async () => {
    skill.health = (path) => (path === '/healthz' ? alive() : { status: 404, body: {} });
    const examined = await world.examine({ outside: instead() });
    skill.health = alive;
    expectFaults(examined, 'skill.health');
    expect(seenOf(examined, 'skill.health')).toContain('not under this root path');
  });

  it('takes connections and never answers', async () => {
    const examined = await world.examine({
      outside: (outside) => ({
        ...outside,
        local: {
          ...outside.local,
          fetch: async (input, init) => {
            if (String(input).endsWith('/healthz')) throw new DOMException('too late', 'TimeoutError');
            return outside.local.fetch(input, init);
          },
        },
      }),
    });
    expectFaults(examined, 'skill.health');
    expect(seenOf(examined, 'skill.health')).toContain('gives no answer (TIMEOUT)');
  });

  it('is not ready', async () => {
    const { readyz } = skill;
    skill.readyz = {
      status: 503,
      body: { status: 'not_ready', checks: { database: 'unavailable', tenantKeys: 'ok' } },
    };
    const examined = await world.examine({ outside: instead() });
    skill.readyz = readyz;
    expectFaults(examined, 'skill.ready');
    expect(seenOf(examined, 'skill.ready')).toContain('unavailable: database.');
  });

  it.each([
    [
      'skill.refuses_unsigned',
      ({ headers }: Taken) => headers.signature === undefined && headers['signature-256'] === undefined,
    ],
    ['skill.refuses_stale', ({ timestamp }: Taken) => Date.now() - Date.parse(timestamp) > 1_800_000],
    ['skill.refuses_other_skill', ({ skillId }: Taken) => skillId !== world.settings.alexaSkillId],
    ['skill.refuses_sha1', ({ headers }: Taken) => headers.signature !== undefined],
    [
      'skill.refuses_foreign_chain',
      ({ headers }: Taken) => String(headers.signaturecertchainurl).includes('sayso.invalid'),
    ],
  ] as const)('takes what is not Alexa’s: %s', async (id, hole) => {
    skill.hole = hole;
    const examined = await world.examine({ outside: instead() });
    skill.hole = () => false;
    expectFaults(examined, id);
  });

  it('is another skill’s', async () => {
    const settings = { ALEXA_SKILL_ID: 'amzn1.ask.skill.11111111-1111-4111-8111-111111111111' };
    expectFaults(await world.examine({ settings }), 'skill.answers_alexa');
  });

  it('has a certificate that ends tomorrow, or is for another name', async () => {
    const ending: Broken['outside'] = (real) => ({
      ...real,
      local: {
        ...real.local,
        inspectTls: async (host, port) =>
          port === world.settings.port
            ? { type: 'trusted', validTo: Date.now() + 3_600_000 }
            : real.local.inspectTls(host, port),
      },
    });
    expectFaults(await world.examine({ outside: ending }), 'skill.certificate');
    const foreign: Broken['outside'] = (real) => ({
      ...real,
      local: {
        ...real.local,
        inspectTls: async (host, port) =>
          port === world.settings.port
            ? { type: 'untrusted', code: 'ERR_TLS_CERT_ALTNAME_INVALID' }
            : real.local.inspectTls(host, port),
      },
    });
    const examined = await world.examine({ outside: foreign });
    expectFaults(examined, 'skill.reachable');
    expect(seenOf(examined, 'skill.reachable')).toContain('not for this name');
  });

  it('has an address that Alexa cannot reach', async () => {
    const home = 'https://pod.sayso.test';
    await tenant.changeApplication(() => ({
      callbacks: [`${home}/wt/app/callback`, `${world.echoUrl}/link/callback`],
      allowed_logout_urls: [`${home}/wt/app/`],
    }));
    const examined = await world.examine({
      settings: { PUBLIC_URL: home },
      outside: bends(trustedByAll, rerouted(home, origin()), (real) => ({
        ...real,
        resolve: async (host) => (host === 'pod.sayso.test' ? ['192.168.1.20'] : real.resolve(host)),
      })),
    });
    expectFaults(examined, 'skill.address');
    // No request of the sandbox's Echo counts there, so none is tried.
    expect(seenOf(examined, 'skill.answers_alexa')).toBe('not found');
  });
});

describe('a person', () => {
  it('has no proven contact', async () => {
    await tenant.changeUser(demoUsers.milo.user_id, { email_verified: false });
    expectFaults(await world.examine({ args: ['--user', demoUsers.milo.user_id] }), 'user.contact');
  });

  it('is not there', async () => {
    expectFaults(await world.examine({ args: ['--user', 'auth0|nobody'] }), 'user.found');
    expectFaults(await world.examine({ args: ['--user', 'nobody@sayso.test'] }), 'user.found');
  });

  it('would get an identity, and gets none', async () => {
    const before = JSON.stringify(world.tenant.inspect.users());
    const examined = await world.examine({ args: ['--user', demoUsers.milo.email, '--dry-run'] });
    expect(examined.exit).toBe(0);
    expect(seenOf(examined, 'user.contact')).toBe(
      'Codes go by email to m…@sayso.test, once it is linked at the next sign-in.',
    );
    expect(seenOf(examined, 'user.changes')).toBe(
      'Signing in would create a passwordless user for the verified email m…@sayso.test, and would link it.',
    );
    expect(JSON.stringify(world.tenant.inspect.users())).toBe(before);
  });
});

describe('the command', () => {
  it('cannot be run with settings that cannot be read', async () => {
    const examined = await world.examine({
      settings: { PORT: 'seven', PUBLIC_URL: 'http://pod.example.com' },
    });
    expect(examined.exit).toBe(2);
    expect(idsOf(examined, 'fault')).toEqual(['settings.complete', 'settings.public_url']);
    const short = await world.examine(live({ settings: { API_SIGNING_KEY: 'too short' } }));
    expect(short.exit).toBe(2);
    expect(idsOf(short, 'fault')).toEqual(['settings.signing_key']);
    expect(short.text).not.toContain('too short');
  });

  it('cannot be run before npm start, and makes nothing itself', async () => {
    const examined = await world.examine({ settings: { DATA_DIR: '/nowhere/at/all' } });
    expect(examined.exit).toBe(2);
    expect(seenOf(examined, 'settings.complete')).toContain('/nowhere/at/all');
    expect(examined.findings[0]?.todo).toMatch(/^Run npm start/);
  });

  it('says where it was when the fault is its own, and shows no secret of what went wrong', async () => {
    const { appClientSecret } = world.settings;
    const running = world.report({
      outside: (outside) => ({
        ...outside,
        resolve: async () => {
          throw new TypeError(`nobody thought of ${appClientSecret}`);
        },
      }),
    });
    await expect(running).rejects.toThrow(
      /it failed itself while looking at the tenant’s address\. TypeError: nobody thought of \[secret\]/,
    );
  });

  it('refuses options that it does not know, and explains itself', async () => {
    expect((await world.report({ args: ['--frobnicate'] })).exit).toBe(2);
    expect((await world.report({ args: ['--dry-run'] })).exit).toBe(2);
    expect((await world.report({ environment: { SANDBOX_ECHO_PORT: 'x' } })).exit).toBe(2);
    const help = await world.report({ args: ['--help'] });
    expect(help.exit).toBe(0);
    expect(help.text).toContain('Exit status');
  });

  it('runs in a process of its own, as one types it', async () => {
    const environment = {
      PATH: process.env.PATH,
      AUTH0_DOMAIN: '',
      DATA_DIR: world.dataDirectory,
      DATA_KEY: storyDataKey.toString('base64'),
      PORT: String(world.settings.port),
      SANDBOX_TENANT_PORT: new URL(world.tenantUrl).port,
      SANDBOX_ECHO_PORT: new URL(world.echoUrl).port,
    };
    const main = fileURLToPath(new URL('./main.ts', import.meta.url));
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--import', 'tsx', main], {
      env: environment,
    });
    expect(stdout).toMatch(/^Sayso's doctor looks at the sandbox/);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).toMatch(/(\d+) findings: \1 ok\.\n$/);
    expect(stderr).toBe('');
  });

  it('warns of misspelt keys and of profiles that are trusted', async () => {
    const examined = await world.examine({
      unknownKeys: ['AUTH_DOMAIN'],
      settings: { TRUST_PROFILE_PHONE: 'true' },
    });
    expect(idsOf(examined, 'warning')).toEqual(['settings.unknown_keys', 'settings.profile_phone']);
    expect(examined.exit).toBe(0);
  });

  it('shows people what was seen, why it matters and what to do', async () => {
    await tenant.changeOptions('sms', () => ({ totp: { length: 4, time_step: 180 } }));
    const { text, exit } = await world.report();
    expect(exit).toBe(1);
    expect(text).toContain('FAULT');
    expect(text).toContain('Seen: As it is set, codes have 4 digits, not 6.');
    expect(text).toMatch(/Why: {2}Six digits/);
    expect(text).toMatch(/Do: {3}Set the connection/);
    expect(text).toContain('1 fault');
  });
});

it('shows no secret, no token and no full contact, whatever the tenant answers', async () => {
  const secret = 'canary_secret_of_the_client';
  const quoting = rewritten(/oauth\/token|passwordless\/start|api\/v2/, () => ({
    error: secret,
    error_description: `${secret} dana@sayso.test +12025550142`,
  }));
  const runs: readonly Broken[] = [
    {},
    live({ environment: setupCredentials }),
    live({ settings: { APP_CLIENT_SECRET: secret } }),
    live({ settings: { APP_CLIENT_SECRET: secret }, outside: quoting, environment: setupCredentials }),
    live({ settings: { AUTH0_DOMAIN: `localhost:${await findPort()}` }, environment: setupCredentials }),
  ];
  const written: string[] = [];
  for (const broken of runs) {
    const [dana, milo] = [demoUsers.dana.email, demoUsers.milo.user_id];
    written.push((await world.report({ ...broken, args: ['--user', dana, '--dry-run'] })).text);
    written.push((await world.report({ ...broken, args: ['--user', milo, '--dry-run', '--json'] })).text);
  }
  const seen = written.join('\n');
  expect(seen).toContain('m…@sayso.test');
  expect(seen).toContain('ending 42');
  const { appClientSecret, apiSigningKey } = world.settings;
  const planted = [
    secret,
    appClientSecret,
    apiSigningKey ?? '',
    setupClient.secret,
    storyDataKey.toString('base64'),
    demoUsers.dana.email,
    demoUsers.milo.email,
    '2025550142',
  ];
  expect(planted.filter((canary) => seen.includes(canary))).toEqual([]);
  expect(seen).not.toMatch(/eyJ[\w-]{5}/);
});
