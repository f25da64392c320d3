/** What `npm run deploy:auth0` asks for before it touches anything. */
import { expect, test } from 'vitest';
import { deployConfig } from './deploy-config.ts';
import { describeDeployment, whatIsLeft } from './describe.ts';
import { readChoices } from './read-choices.ts';

const raw = {
  AUTH0_DOMAIN: 'pod.eu.auth0.com',
  API_ID: 'https://pod.example/api',
  PUBLIC_URL: 'https://pod.example',
};
const environment = { ALEXA_VENDOR_ID: 'M2ABCDEFG', AUTH0_CLIENT_ID: 'setup', AUTH0_CLIENT_SECRET: 'secret' };

const read = (
  changes: { readonly raw?: object; readonly environment?: object } = {},
  flags: readonly string[] = [],
) => readChoices({ ...raw, ...changes.raw }, { ...environment, ...changes.environment }, flags);
const choicesOf = (...given: Parameters<typeof read>) => {
  const answer = read(...given);
  if (!answer.ok) throw new Error(answer.problems.join('\n'));
  return answer.choices;
};

test('the application need not be known yet; the tenant, the API and the vendor must', () => {
  expect(choicesOf()).toMatchObject({ signingAlgorithm: 'RS256', localEcho: null });
  const nothing = readChoices({}, {}, []);
  expect(nothing.ok ? [] : nothing.problems.map((problem) => problem.split(' ')[0])).toEqual([
    'AUTH0_DOMAIN',
    'API_ID',
    'ALEXA_VENDOR_ID',
    'PUBLIC_URL',
    'AUTH0_CLIENT_ID',
  ]);
});

test.each([
  [{ raw: { AUTH0_DOMAIN: 'https://pod.eu.auth0.com/' } }, [], 'AUTH0_DOMAIN must be a bare host name'],
  [{ raw: { PUBLIC_URL: 'http://pod.example' } }, [], 'PUBLIC_URL must be an origin'],
  [{ environment: { ALEXA_VENDOR_ID: 'M2/../evil' } }, [], 'ALEXA_VENDOR_ID is missing'],
  [{ environment: { TWILIO_ACCOUNT_SID: 'AC01' } }, [], 'TWILIO_AUTH_TOKEN and TWILIO_FROM must be set too'],
  [
    {
      environment: {
        SMTP_HOST: 'mail',
        SMTP_PORT: 'smtp',
        SMTP_USER: 'u',
        SMTP_PASSWORD: 'p',
        MAIL_FROM: 'a@b.example',
      },
    },
    [],
    'SMTP_PORT must be a whole number',
  ],
  [{}, ['--force'], '--force is no flag'],
])('%j %j is refused: %s', (changes, flags, problem) => {
  const answer = read(changes, flags);
  expect(answer.ok ? [] : answer.problems).toEqual([expect.stringContaining(problem)]);
});

test('a tenant with a custom domain is set up by its own name, which the Management API keeps', () => {
  const custom = { AUTH0_DOMAIN: 'login.pod.example', AUTH0_TENANT_DOMAIN: 'pod.eu.auth0.com' };
  const choices = choicesOf({ raw: custom });
  expect(deployConfig(choices, { id: 'setup', secret: 'secret' })).toMatchObject({
    AUTH0_DOMAIN: 'pod.eu.auth0.com',
    AUTH0_KEYWORD_REPLACE_MAPPINGS: { MANAGEMENT_API: 'https://pod.eu.auth0.com/api/v2/' },
  });
  expect(describeDeployment(choices)).toContain('Setting up the tenant pod.eu.auth0.com ');
});

test('HS256 is chosen by the key that is there, or by a flag before there is one', () => {
  expect(choicesOf({ raw: { API_SIGNING_KEY: 'k'.repeat(32) } }).signingAlgorithm).toBe('HS256');
  const choices = choicesOf({}, ['--hs256']);
  expect(choices.signingAlgorithm).toBe('HS256');
  expect(whatIsLeft(choices)).toContain('copy the signing secret');
});

test('--local stands in for a public address, and adds this machine’s where there is one', () => {
  const alone = describeDeployment(choicesOf({ raw: { PUBLIC_URL: '' } }, ['--local']));
  expect(alone).toContain('https://localhost:7100/wt/app/callback');
  expect(alone).toContain('http://localhost:7102/link/callback');
  const both = describeDeployment(choicesOf({ environment: { SANDBOX_ECHO_PORT: '9102' } }, ['--local']));
  expect(both).toContain('https://pod.example/wt/app/callback');
  expect(both).toContain('http://localhost:9102/link/callback');
});

test('what is said beforehand has every callback and no secret', () => {
  const said = describeDeployment(
    choicesOf({
      raw: { API_SIGNING_KEY: 'key-of-the-api-that-is-32-bytes-long' },
      environment: { TWILIO_ACCOUNT_SID: 'AC01', TWILIO_AUTH_TOKEN: 'token-of-twilio', TWILIO_FROM: '+1' },
    }),
  );
  expect(said).toContain('https://layla.amazon.com/api/skill/link/M2ABCDEFG');
  expect(said).toContain('phone provider   Twilio');
  expect(said).not.toMatch(/secret|token-of-twilio|key-of-the-api/);
});
