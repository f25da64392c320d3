import { describe, expect, it } from 'vitest';
import { readServerSettings, readStatelessSettings } from './server-settings.ts';

const complete = {
  AUTH0_DOMAIN: 'acme.auth0.com',
  API_ID: 'https://pod.example.com/api',
  APP_CLIENT_ID: 'client',
  APP_CLIENT_SECRET: 'secret',
  ALEXA_SKILL_ID: 'amzn1.ask.skill.00000000-0000-4000-8000-000000000001',
  DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
  PUBLIC_URL: 'https://pod.example.com',
};

describe('the settings of a server', () => {
  it('are those of the table', () => {
    expect(readServerSettings(complete)).toMatchObject({
      ok: true,
      settings: { publicUrl: 'https://pod.example.com', host: '127.0.0.1', port: 7100 },
    });
  });

  it('lack nothing that only the local runtime makes up, and every problem is told at once', () => {
    const { ALEXA_SKILL_ID: _skill, DATA_KEY: _key, PUBLIC_URL: _url, ...rest } = complete;
    const read = readServerSettings({ ...rest, PORT: 'many' });
    expect(read.ok ? [] : read.problems.map((problem) => problem.split(' ')[0])).toEqual([
      'ALEXA_SKILL_ID',
      'DATA_KEY',
      'PORT',
      'PUBLIC_URL',
    ]);
  });

  it('want an origin that is not only spaces', () => {
    expect(readServerSettings({ ...complete, PUBLIC_URL: '  ' })).toMatchObject({ ok: false });
  });
});

describe('the settings of a host that keeps nothing', () => {
  it('name a PostgreSQL', () => {
    const databaseUrl = 'postgres://user@db.example.com/sayso';
    expect(readStatelessSettings({ ...complete, DATABASE_URL: databaseUrl })).toMatchObject({
      ok: true,
      settings: { databaseUrl },
    });
    const { PUBLIC_URL: _url, ...rest } = complete;
    const read = readStatelessSettings({ ...rest, DATABASE_URL: ' ' });
    expect(read.ok ? [] : read.problems.map((problem) => problem.split(' ')[0])).toEqual([
      'PUBLIC_URL',
      'DATABASE_URL',
    ]);
  });
});
