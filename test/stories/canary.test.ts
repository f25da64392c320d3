/**
 * Rule 8: codes, contacts, tokens and secrets reach no log, no URL, no error body, and lie nowhere in the database in
 * clear. Everything that can be seen is written down while a whole life goes by, failures included; then it is searched.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoUsers } from '../../sandbox/tenant/seed.ts';
import { createPinoLog } from '../../src/observability/pino-log.ts';
import { openBrowser, signIn } from './browser.ts';
import { storyDataKey } from './embedded-template.ts';
import { type Answer, anotherCode, fail, read } from './outside.ts';
import { startWorld, type World } from './world.ts';

const logLines: string[] = [];
const urls: string[] = [];
const bodies: string[] = [];
const codes = new Set<string>();

/** Every request that a server in this process gets: the application's, the tenant's, the Echo's. */
const noteUrl = (message: unknown): void => {
  if (typeof message !== 'object' || message === null || !('request' in message)) return;
  const { request } = message;
  if (typeof request === 'object' && request !== null && 'url' in request) urls.push(String(request.url));
};

let world: World;
beforeAll(async () => {
  subscribe('http.server.request.start', noteUrl);
  const log = createPinoLog('debug', { write: (line) => logLines.push(line) });
  world = await startWorld({ engine: 'postgresql', log });
});
afterAll(async () => {
  unsubscribe('http.server.request.start', noteUrl);
  await world.close();
});

const codeOf = async (user?: string): Promise<string> => {
  const code = await world.newestCode(user);
  codes.add(code);
  return code;
};

const note = (answer: Answer): Answer => {
  bodies.push(answer.body);
  return answer;
};

const liveThroughIt = async (): Promise<void> => {
  const hear = async (turn: Promise<object>) =>
    bodies.push(JSON.stringify({ ...(await turn), request: null }));

  await hear(world.order());
  const wrong = anotherCode(await codeOf());
  codes.add(wrong);
  await hear(world.tell(`my code is ${wrong}`));
  await hear(world.confirm(await codeOf()));
  await hear(world.order('open my pickup locker', 'milo'));
  await world.faults({ locker: { down: true } });
  await hear(world.confirm(await codeOf('milo'), 'milo'));
  await world.work();

  const faults = [
    { smsProviderError: true },
    { rateLimited: true },
    { down: 'unavailable' },
    { down: 'reset' },
    { answerLostAfter: 'passwordless_start' },
    { answerLostAfter: 'token:passwordless_otp' },
    { mfaRequired: true },
    { wrongSubject: true },
    { badIdTokenSignature: true },
  ];
  for (const tenant of faults) {
    await world.nextDay();
    await hear(world.order());
    await world.faults({ tenant });
    await hear(world.confirm(await codeOf()));
    await hear(world.order('get me a small pizza'));
    await hear(world.confirm(await codeOf()));
  }
  await world.nextDay();

  const { transaction } = read(note(await world.api('/transactions', { body: { command: 'OpenLocker' } })));
  const code = await codeOf();
  const confirm = `/transactions/${transaction.id}/confirm`;
  for (const call of [
    { body: { code: anotherCode(code) } },
    { body: { code: `${code}${code}` } },
    { body: { code: [code] } },
    { body: { code, confirmed: true } },
    { body: { otp: code } },
    { body: { code }, headers: { authorization: `Bearer ${await world.tokenOf()}x` } },
    { body: { code }, headers: { 'content-type': 'text/plain' } },
    { body: { code }, headers: { 'sayso-session': `${code} ${code}` } },
  ])
    note(await world.api(confirm, call));
  note(await world.api('/transactions/not-an-id/confirm', { body: { code } }));
  note(await world.api('/nowhere', { body: { code, phone: '+12025550142' } }));
  note(await world.api(confirm, { body: { code } }));
  note(
    await world.sandbox('/skill-requests?raw', { request: { intent: { slots: { code: { value: code } } } } }),
  );

  const browser = openBrowser(world.fetch);
  const page = await signIn(browser, await browser.visit(`${world.root}app/sign-in`), demoUsers.dana);
  bodies.push(page.html.toString());
  await world.sandbox('/link/disable', { user: 'milo' });
  await world.work();
};

const tokensOf = async (): Promise<readonly string[]> => {
  const devices: Record<string, { tokens: { accessToken: string; refreshToken: string } | null }> =
    JSON.parse(await readFile(join(world.dataDirectory, 'sandbox', 'echo.json'), 'utf8'));
  return Object.values(devices).flatMap(({ tokens }) =>
    tokens === null ? [] : [tokens.accessToken, tokens.refreshToken],
  );
};

const dumpDatabase = async (): Promise<string> => {
  const client = new pg.Client({ connectionString: world.databaseUrl ?? fail('no PostgreSQL') });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const dumped: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`SELECT to_json(t)::text AS row FROM ${name} t`);
      dumped.push(...rows.map(({ row }) => `${name} ${row}`));
    }
    return dumped.join('\n');
  } finally {
    await client.end();
  }
};

it('nothing that must stay secret can be seen', async () => {
  await liveThroughIt();
  const { dana, milo } = demoUsers;
  const tokens = await tokensOf();
  expect(tokens.length).toBeGreaterThanOrEqual(2);
  const secrets = [
    ...tokens,
    '12025550142',
    '2025550142',
    dana.email,
    milo.email,
    dana.password,
    world.settings.appClientSecret,
    world.settings.apiSigningKey ?? fail('HS256 has a key'),
    storyDataKey.toString('base64'),
  ];
  const database = await dumpDatabase();
  const seen = {
    log: logLines.join('\n'),
    urls: urls.join('\n'),
    answers: bodies.join('\n'),
    database,
    // The database's own form of a number hidden in bytes.
    bytes: database.replace(/\\\\x([0-9a-f]+)/g, (_, hex: string) =>
      Buffer.from(hex, 'hex').toString('latin1'),
    ),
  };
  // All of it was really looked at.
  expect(logLines.length).toBeGreaterThan(10);
  expect(seen.log).toContain('auth0.id_token_refused');
  expect(urls.length).toBeGreaterThan(50);
  expect(bodies.length).toBeGreaterThan(20);
  expect(database).toContain('a large pizza with pepperoni and mushrooms');
  expect(codes.size).toBeGreaterThan(5);

  const leaks: string[] = [];
  for (const [place, text] of Object.entries(seen)) {
    for (const secret of secrets) if (text.includes(secret)) leaks.push(`${place}: ${excerpt(text, secret)}`);
    for (const code of codes) {
      const alone = new RegExp(`(?<![0-9A-Za-z.])${code}(?![0-9A-Za-z])`).exec(text);
      if (alone) leaks.push(`${place}: ${excerpt(text, code)}`);
    }
    if (/\beyJ[A-Za-z0-9_-]{10,}\./.test(text)) leaks.push(`${place}: ${excerpt(text, 'eyJ')}`);
  }
  expect(leaks).toEqual([]);
});

const excerpt = (text: string, secret: string): string => {
  const at = text.indexOf(secret);
  return text.slice(Math.max(0, at - 80), at + secret.length + 40);
};
