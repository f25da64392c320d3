/** What `npm run skill` writes: addresses filled in, valid by Amazon's schema, and linking as the tenant wants it. */
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scopes as scopesOfTheEcho } from '../../sandbox/echo/linking/authorization.ts';
import { walkLogin } from '../../sandbox/echo/linking/walk.ts';
import {
  api,
  app,
  domain,
  localCallback,
  startTenant,
  testSeed,
} from '../../sandbox/tenant/testing/start.ts';
import { smapiErrors } from '../../src/alexa/testing/smapi-schema.ts';
import type { RawSettings } from '../../src/settings/table.ts';
import { accountLinkingRequest } from './account-linking.ts';
import { standInRoot } from './fill-manifest.ts';
import { readSkillChoices } from './read-choices.ts';
import { runSkill } from './run-skill.ts';

const settings: RawSettings = {
  PUBLIC_URL: 'https://pod.sayso.test',
  ROOT_PATH: '/food',
  AUTH0_DOMAIN: 'acme.eu.auth0.com',
  API_ID: 'https://pod.sayso.test/api?v=1',
  APP_CLIENT_ID: 'client-of-the-app',
  APP_CLIENT_SECRET: 'secret-of-the-app',
};
const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:pizza-skill';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sayso-skill-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const run = async (raw: RawSettings, ...args: readonly string[]) => {
  const said: string[] = [];
  const complained: string[] = [];
  const status = await runSkill({
    raw,
    args,
    folder: pathToFileURL(`${directory}/skill/`),
    say: (text) => said.push(text),
    complain: (text) => complained.push(text),
  });
  return { status, said: said.join('\n'), complained: complained.join('\n') };
};
const read = (name: string): Promise<string> => readFile(join(directory, 'skill', name), 'utf8');
const readJson = async (name: string): Promise<unknown> => JSON.parse(await read(name));
const textFiles = async (): Promise<readonly string[]> =>
  (await readdir(join(directory, 'skill'), { recursive: true })).filter((name) => name.endsWith('.json'));

describe('the folder', () => {
  it('has everything that ask deploy takes, valid, and nothing of the stand-in address', async () => {
    expect(await run(settings)).toMatchObject({ status: 0, complained: '' });
    const names = await textFiles();
    expect(names.length).toBe(9);
    for (const name of names) {
      expect(await read(name), name).not.toContain(new URL(standInRoot).hostname);
      const definition = definitionOf(name);
      if (definition !== null) expect(smapiErrors(definition, await readJson(name)), name).toEqual([]);
    }
    expect(await readJson('skill-package/skill.json')).toMatchObject({
      manifest: {
        publishingInformation: {
          locales: { 'fr-FR': { smallIconUri: 'file://assets/images/icon-108.png' } },
        },
        privacyAndCompliance: {
          locales: {
            'de-DE': {
              privacyPolicyUrl: 'https://pod.sayso.test/food/privacy',
              termsOfUseUrl: 'https://pod.sayso.test/food/terms',
            },
          },
        },
        apis: {
          custom: {
            endpoint: { uri: 'https://pod.sayso.test/food/alexa', sslCertificateType: 'Trusted' },
            interfaces: [{ type: 'ALEXA_PRESENTATION_APL' }],
          },
        },
        events: { endpoint: { uri: 'https://pod.sayso.test/food/alexa' } },
      },
    });
  });

  it('names a Lambda function in the place of our address, for events too', async () => {
    await run(settings, '--lambda', arn);
    const manifest = await readJson('skill-package/skill.json');
    expect(smapiErrors('v1.skill.Manifest.SkillManifestEnvelope', manifest)).toEqual([]);
    expect(manifest).toHaveProperty('manifest.apis.custom.endpoint', { uri: arn });
    expect(manifest).toHaveProperty('manifest.events.endpoint', { uri: arn });
    expect(manifest).toHaveProperty(
      'manifest.privacyAndCompliance.locales.en-US.termsOfUseUrl',
      'https://pod.sayso.test/food/terms',
    );
  });

  it('says that a tunnel’s certificate is a wildcard', async () => {
    await run(settings, '--wildcard');
    expect(await readJson('skill-package/skill.json')).toHaveProperty(
      'manifest.apis.custom.endpoint.sslCertificateType',
      'Wildcard',
    );
  });

  it('has only the locales that were asked for', async () => {
    await run(settings, '--locales', 'en-US, en-GB');
    const manifest = await readJson('skill-package/skill.json');
    expect(smapiErrors('v1.skill.Manifest.SkillManifestEnvelope', manifest)).toEqual([]);
    const { publishingInformation, privacyAndCompliance } = Object(manifest).manifest;
    for (const { locales } of [publishingInformation, privacyAndCompliance])
      expect(Object.keys(locales).sort()).toEqual(['en-GB', 'en-US']);
    const models = (await textFiles()).filter((name) => name.includes('interactionModels'));
    expect(models.map((name) => basename(name)).sort()).toEqual(['en-GB.json', 'en-US.json']);
    expect((await run(settings, '--locales', 'nl-NL')).complained).toContain('de-DE, en-GB');
  });

  it('keeps the client secret for its owner alone, and off the terminal', async () => {
    const { said } = await run(settings);
    expect((await stat(join(directory, 'skill/account-linking.json'))).mode & 0o777).toBe(0o600);
    expect(said).not.toContain('secret-of-the-app');
    const withSecret = [];
    for (const name of await textFiles())
      if ((await read(name)).includes('secret-of-the-app')) withSecret.push(name);
    expect(withSecret).toEqual(['account-linking.json']);
  });

  it('is written anew over an older one, but for what ask deploy keeps there', async () => {
    const skillId = 'amzn1.ask.skill.first';
    await run({ ...settings, ALEXA_SKILL_ID: skillId });
    expect(await readJson('.ask/ask-states.json')).toMatchObject({ profiles: { default: { skillId } } });
    const { status } = await run({
      ...settings,
      ALEXA_SKILL_ID: 'amzn1.ask.skill.second',
      APP_CLIENT_SECRET: 'another-secret',
    });
    expect(status).toBe(0);
    expect(await readJson('.ask/ask-states.json')).toMatchObject({ profiles: { default: { skillId } } });
    expect(await read('account-linking.json')).toContain('another-secret');
  });
});

describe('the command', () => {
  it('tells every missing setting at once and writes nothing', async () => {
    const { status, said, complained } = await run({ API_ID: 'https://pod.sayso.test/api' }, '--lambda', 'x');
    expect([status, said]).toEqual([1, '']);
    for (const name of ['PUBLIC_URL', 'AUTH0_DOMAIN', 'APP_CLIENT_ID', 'APP_CLIENT_SECRET', '--lambda'])
      expect(complained).toContain(name);
    expect(complained).not.toMatch(/ALEXA_SKILL_ID|DATA_KEY|API_ID is/);
    expect(await readdir(directory)).toEqual([]);
  });

  it('shows what comes next, with the skill’s id once it has one', async () => {
    expect((await run(settings)).said).toContain('--skill-id SKILL_ID');
    const named = { ...settings, ALEXA_SKILL_ID: 'amzn1.ask.skill.mine' };
    expect((await run(named)).said).toContain('--skill-id amzn1.ask.skill.mine');
    expect((await run(named, '--help')).said).toContain('npm run skill');
    expect((await run(named, '--nonsense')).complained).toContain('--nonsense');
  });
});

const definitionOf = (name: string): string | null => {
  if (name === 'skill-package/skill.json') return 'v1.skill.Manifest.SkillManifestEnvelope';
  if (name === 'account-linking.json') return 'v1.skill.accountLinking.AccountLinkingRequest';
  return name.includes('interactionModels') ? 'v1.skill.interactionModel.InteractionModelData' : null;
};

const tokenShape = Type.Object({
  access_token: Type.String(),
  refresh_token: Type.String(),
  scope: Type.Optional(Type.String()),
});

describe('account linking', () => {
  it('asks for what the sandbox’s Echo asks for', () => {
    const read = readSkillChoices(settings, [], ['en-US']);
    const { choices } = read.type === 'read' ? read : expect.fail(read.type);
    const { scopes } = accountLinkingRequest(choices).accountLinkingRequest;
    expect(scopes.join(' ')).toBe(scopesOfTheEcho);
  });

  it('leads through the tenant’s own pages to an access token and a refresh token', async () => {
    const tenant = await startTenant();
    try {
      const fetch = await tenant.listen();
      const read = readSkillChoices(
        {
          ...settings,
          AUTH0_DOMAIN: domain,
          API_ID: api,
          APP_CLIENT_ID: app.id,
          APP_CLIENT_SECRET: app.secret,
        },
        [],
        ['en-US'],
      );
      const { choices } = read.type === 'read' ? read : expect.fail(read.type);
      const request = accountLinkingRequest(choices).accountLinkingRequest;

      const start = new URL(request.authorizationUrl);
      start.searchParams.set('client_id', request.clientId);
      start.searchParams.set('response_type', 'code');
      start.searchParams.set('state', 'state-of-alexa');
      start.searchParams.set('scope', request.scopes.join(' '));
      start.searchParams.set('redirect_uri', localCallback);
      const dana = testSeed().users.find(({ nickname }) => nickname === 'dana') ?? expect.fail('no Dana');
      const person = { email: dana.email ?? '', password: dana.password ?? '' };
      const walked = await walkLogin(start.href, localCallback, person, fetch);
      const { callback } = walked.type === 'arrived' ? walked : expect.fail(walked.message);
      expect(callback.searchParams.get('state')).toBe('state-of-alexa');

      const answer = await fetch(request.accessTokenUrl, {
        method: 'POST',
        body: new URLSearchParams({
          client_id: request.clientId,
          client_secret: request.clientSecret,
          grant_type: 'authorization_code',
          code: callback.searchParams.get('code') ?? '',
          redirect_uri: localCallback,
        }),
      });
      const tokens = Value.Parse(tokenShape, await answer.json());
      const claims: unknown = JSON.parse(
        Buffer.from(tokens.access_token.split('.')[1] ?? '', 'base64url').toString(),
      );
      expect(claims).toMatchObject({ scope: expect.stringContaining('transactions:confirm') });
      expect([claims].flatMap((one) => Object(one).aud)).toContain(api);
    } finally {
      await tenant.close();
    }
  });
});
