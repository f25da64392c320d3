import { describe, expect, it } from 'vitest';
import { type RawSettings, settingsTable } from './settings/table.ts';
import { readSettings, readStorageSettings } from './settings.ts';

const complete: RawSettings = {
  AUTH0_DOMAIN: 'acme.auth0.com',
  API_ID: 'https://pod.example',
  API_SIGNING_KEY: 'k'.repeat(32),
  APP_CLIENT_ID: 'client',
  APP_CLIENT_SECRET: 'secret',
  ALEXA_SKILL_ID: 'amzn1.ask.skill.1',
  DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
};

const problemsOf = (raw: RawSettings): readonly string[] => {
  const read = readSettings(raw);
  return read.ok ? [] : read.problems;
};

describe('settings', () => {
  it('reads the sample’s own keys and fills in the defaults', () => {
    const read = readSettings(complete);
    expect(read).toMatchObject({
      ok: true,
      settings: {
        auth0Domain: 'acme.auth0.com',
        rootPath: '/wt',
        port: 7100,
        channels: ['sms', 'email'],
        codeLifetimeSeconds: 180,
        trustProfilePhone: false,
        databaseUrl: null,
        databasePooler: false,
        apiSigningKeyPrevious: null,
        pusher: null,
      },
    });
    expect(read.ok && Object.isFrozen(read.settings)).toBe(true);
  });

  it('lists every problem at once, each with its key and what to do', () => {
    const problems = problemsOf({
      AUTH0_DOMAIN: 'https://acme.auth0.com/',
      API_SIGNING_KEY: 'short',
      PORT: '70000',
      CHANNELS: 'pigeon',
      PUSHER_KEY: 'lonely',
    });
    const keys = [
      'AUTH0_DOMAIN',
      'API_ID',
      'APP_CLIENT_ID',
      'API_SIGNING_KEY',
      'PORT',
      'CHANNELS',
      'PUSHER_',
    ];
    for (const key of keys) expect(problems.filter((problem) => problem.includes(key))).not.toEqual([]);
    for (const problem of problems) expect(problem).toMatch(/\.$/);
  });

  it('never repeats a value in a problem: it may be a secret', () => {
    expect(problemsOf({ ...complete, API_SIGNING_KEY: 'hush-hush' }).join()).not.toContain('hush-hush');
  });

  it('takes an API without a signing key for one that signs with RS256', () => {
    const read = readSettings({ ...complete, API_SIGNING_KEY: '' });
    expect(read.ok && read.settings.apiSigningKey).toBe(null);
  });

  it('takes the signing key that was replaced, beside the new one alone', () => {
    const rotating = { ...complete, API_SIGNING_KEY_PREVIOUS: 'p'.repeat(32) };
    expect(readSettings(rotating)).toMatchObject({ settings: { apiSigningKeyPrevious: 'p'.repeat(32) } });
    expect(problemsOf({ ...rotating, API_SIGNING_KEY: '' })).toEqual([
      expect.stringContaining('needs API_SIGNING_KEY beside it'),
    ]);
  });

  it('lets nobody lengthen a code’s life beyond 180 seconds', () => {
    expect(problemsOf({ ...complete, CODE_LIFETIME_SECONDS: '181' })).toHaveLength(1);
    expect(problemsOf({ ...complete, CODE_LIFETIME_SECONDS: '60' })).toEqual([]);
  });

  it.each([
    ['PUBLIC_URL', 'http://pod.example'],
    ['PUBLIC_URL', 'https://pod.example/path'],
    ['PUBLIC_URL', 'https://user@pod.example'],
    ['ROOT_PATH', 'wt'],
    ['ROOT_PATH', '/w t'],
    ['DATABASE_URL', 'mysql://db'],
    ['DATABASE_POOLER', 'pgbouncer'],
    ['API_SIGNING_KEY_PREVIOUS', 'short'],
    ['API_SIGNING_KEY_PREVIOUS', 'k'.repeat(32)],
    ['DATA_KEY', 'dG9vIHNob3J0'],
    ['ALEXA_SKILL_ID', 'my skill'],
    ['TRUST_PROFILE_PHONE', 'yes'],
    ['SMS_COUNTRIES', 'USA'],
    ['LOCKER_URL', 'http://locker.example/open'],
    ['PUSHER_HOST', 'http://push.example.com'],
    ['PUSHER_HOST', 'push.example.com/path'],
    ['PUSHER_HOST', 'user@push.example.com'],
    ['PUSHER_HOST', 'not a host'],
    ['TRUSTED_PROXIES', 'proxy.example'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '0.0.0.0/0'],
    ['TRUSTED_PROXIES', '10.0.0.0/8,true'],
  ] as const)('refuses %s=%s', (key, value) => {
    expect(problemsOf({ ...complete, [key]: value })).toHaveLength(1);
  });

  it.each([
    ['push.example.com', { name: 'push.example.com', port: null, tls: true }],
    ['push.example.com:6001', { name: 'push.example.com', port: 6001, tls: true }],
    ['http://127.0.0.1:6001', { name: '127.0.0.1', port: 6001, tls: false }],
    ['', null],
  ])('reads PUSHER_HOST=%s', (PUSHER_HOST, host) => {
    const pusher = { PUSHER_APPID: 'a', PUSHER_KEY: 'k', PUSHER_SECRET: 's', PUSHER_CLUSTER: 'eu' };
    expect(readSettings({ ...complete, ...pusher, PUSHER_HOST })).toMatchObject({
      ok: true,
      settings: { pusher: { host } },
    });
  });

  it('takes proxies by address and by range, of both versions', () => {
    const read = readSettings({ ...complete, TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8, ::1, fd00::/8' });
    expect(read).toMatchObject({
      settings: { trustedProxies: ['127.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8'] },
    });
  });

  it('asks whoever moves data for nothing but where it lies', () => {
    const { DATA_KEY } = complete;
    expect(readStorageSettings({ DATA_KEY, DATABASE_POOLER: 'true' })).toMatchObject({
      ok: true,
      settings: { databaseUrl: null, dataDirectory: '.data', databasePooler: true },
    });
    expect(readStorageSettings({ DATABASE_URL: 'mysql://db' })).toMatchObject({
      problems: [expect.stringContaining('DATA_KEY'), expect.stringContaining('DATABASE_URL')],
    });
  });

  it('describes every setting in one place', () => {
    for (const { key, description, unit } of settingsTable) {
      expect(`${key} ${description}`).toMatch(/\.$/);
      expect(unit).not.toBe('');
    }
  });
});
