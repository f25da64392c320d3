import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSecrets } from './read-secrets.ts';

describe('secrets.ini and the environment', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sayso-secrets-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (text: string): URL => {
    writeFileSync(join(folder, 'secrets.ini'), text);
    return pathToFileURL(join(folder, 'secrets.ini'));
  };

  it('reads the file, and says that there is none', () => {
    const file = write('AUTH0_DOMAIN=acme.auth0.com\nAPI_ID=https://pod.example\n');
    expect(readSecrets(file, {})).toMatchObject({
      fileFound: true,
      raw: { AUTH0_DOMAIN: 'acme.auth0.com', API_ID: 'https://pod.example' },
    });
    expect(readSecrets(new URL('none.ini', file), {}).fileFound).toBe(false);
  });

  it('lets the environment win', () => {
    const file = write('API_ID=from-file\n');
    expect(readSecrets(file, { API_ID: 'from-environment' }).raw.API_ID).toBe('from-environment');
  });

  it.each([
    ['APP_CLIENT_SECRET=ab#cd;ef', 'ab#cd;ef'],
    ['APP_CLIENT_SECRET = ab#cd ; the second one', 'ab#cd'],
    ['APP_CLIENT_SECRET=ab # not this; nor this#', 'ab'],
    ['APP_CLIENT_SECRET=a==#b', 'a==#b'],
    ['APP_CLIENT_SECRET=ab\\#cd', 'ab#cd'],
    ["APP_CLIENT_SECRET='ab # cd'", 'ab # cd'],
    ['APP_CLIENT_SECRET=      ; leave out', ''],
    ['APP_CLIENT_SECRET=# leave out', ''],
    ['; APP_CLIENT_SECRET=ab#cd', undefined],
    ['APP_CLIENT_SECRET=ab#cd\r', 'ab#cd'],
  ])('reads %j as a secret of %j', (line, secret) => {
    expect(readSecrets(write(`${line}\nAPI_ID=x\n`), {}).raw).toMatchObject({
      API_ID: 'x',
      ...(secret === undefined ? {} : { APP_CLIENT_SECRET: secret }),
    });
  });

  it('takes keys out of sections, keeps = and # in values, and names keys it does not know', () => {
    const file = write('[auth0]\nAPP_CLIENT_SECRET="a=b#c;d"\nAPI_IDD=typo\n');
    expect(readSecrets(file, {})).toMatchObject({
      raw: { APP_CLIENT_SECRET: 'a=b#c;d' },
      unknownKeys: ['API_IDD'],
    });
  });
});
