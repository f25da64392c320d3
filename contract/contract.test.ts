/** A tenant beside the sandbox: alike, nothing is found; whatever is planted in its answers is named, and nobody's data. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { demoUsers } from '../sandbox/tenant/seed.ts';
import {
  api,
  apiSecret,
  app,
  domain,
  lastCode,
  startTenant,
  type TestTenant,
} from '../sandbox/tenant/testing/start.ts';
import type { RawSettings } from '../src/settings/table.ts';
import type { Recording } from './recording.ts';
import { recordSandbox, runContract } from './run-contract.ts';
import type { SandboxChoices } from './sandbox-party.ts';

const phone = '+12025550163';
const { user_id: userId, email } = demoUsers.milo;
const settings: RawSettings = {
  AUTH0_DOMAIN: domain,
  API_ID: api,
  API_SIGNING_KEY: apiSecret,
  APP_CLIENT_ID: app.id,
  APP_CLIENT_SECRET: app.secret,
  PUBLIC_URL: 'https://pod.example',
  ROOT_PATH: '/wt',
};

type Plant = (
  request: { readonly path: string; readonly body: string },
  answer: Response,
) => Promise<Response>;
type Answers = (question: string) => string | null;

let world: TestTenant;
let fetch: typeof globalThis.fetch;
/** What the tenant answered, whole: nothing of it may be in a report. */
let answered: string[];

beforeEach(async () => {
  world = await startTenant();
  fetch = await world.listen();
  answered = [];
});
afterEach(() => world.close());

/** The sandbox answers every time alike. */
const recordings = new Map<string, Promise<Recording>>();
const recordSandboxOnce = (choices: SandboxChoices): Promise<Recording> => {
  const key = JSON.stringify(choices);
  const recording = recordings.get(key) ?? recordSandbox(choices);
  recordings.set(key, recording);
  return recording;
};

const somebodyWithThePhone: Answers = (question) => {
  if (question.includes('Go on?')) return 'yes';
  return lastCode(question.includes('phone') ? world.phone : world.mailbox);
};

const compare = async (
  options: {
    readonly plant?: Plant;
    readonly raw?: RawSettings;
    readonly args?: readonly string[];
    readonly answers?: Answers;
    readonly stop?: AbortSignal;
    readonly writeFile?: () => Promise<void>;
    readonly reach?: typeof globalThis.fetch;
  } = {},
) => {
  const { plant, raw = settings, answers = somebodyWithThePhone } = options;
  const said: string[] = [];
  const files = new Map<string, string>();
  const planted: typeof globalThis.fetch = async (input, init) => {
    const answer = await (options.reach ?? fetch)(input, init);
    answered.push(await answer.clone().text());
    return plant === undefined
      ? answer
      : plant({ path: new URL(String(input)).pathname, body: String(init?.body ?? '') }, answer);
  };
  const status = await runContract(
    options.args ?? ['--user', userId, '--phone', phone, '--email', email],
    {
      write: (text) => said.push(text),
      writeError: (text) => said.push(text),
      ask: async (question) => answers(question),
      stop: options.stop ?? new AbortController().signal,
    },
    {
      raw,
      fetch: planted,
      recordSandbox: recordSandboxOnce,
      writeFile:
        options.writeFile ??
        (async (path, text) => {
          files.set(path, text);
        }),
      now: world.clock.now,
      version: '0.0.0',
    },
  );
  return { status, said: said.join('\n'), report: files.get('contract-report.md') ?? '' };
};

const identitiesOf = (id: string) =>
  world.tenant.inspect.users().find((user) => user.user_id === id)?.identities;

/** Another answer in place of the tenant's, made from its JSON. */
const answerWith = async (
  answer: Response,
  change: (json: Record<string, unknown>) => Record<string, unknown>,
  status = answer.status,
): Promise<Response> => {
  const json: Record<string, unknown> = JSON.parse(await answer.text());
  return new Response(JSON.stringify(change(json)), {
    status,
    headers: { 'content-type': 'application/json' },
  });
};

describe('a tenant that behaves as the sandbox does', () => {
  test('has no difference, on either channel, and the identity is gone again', async () => {
    const { status, report, said } = await compare();
    expect(said).toContain('0 that differ, 0 with something additional');
    expect(status).toBe(0);
    for (const claim of ['sms.spent', 'sms.former', 'sms.refresh_revoked', 'email.right', 'email.unlink'])
      expect(report).toContain(`- \`${claim}\``);
    expect(report).toContain('Nothing was left out.');
    expect(identitiesOf(userId)).toHaveLength(1);
  });

  test('leaves nobody’s data in the report: no contact, code, token, secret, id or host', async () => {
    const { report } = await compare();
    const codes = [...world.phone, ...world.mailbox].map((message) => lastCode([message]));
    const tokens = answered.flatMap((text) => text.match(/[\w-]{20,}\.[\w-]+\.[\w-]+/g) ?? []);
    expect(tokens.length).toBeGreaterThan(3);
    for (const secret of [
      phone,
      phone.slice(-4),
      email,
      app.id,
      app.secret,
      domain,
      userId,
      ...codes,
      ...tokens,
    ])
      expect(report).not.toContain(secret);
  });
});

test.each<[string, Plant, { claim: string; where: string; tells: string }]>([
  [
    'answers a wrong code with another status',
    async ({ body }, answer) =>
      body.includes('passwordless%2Fotp') && answer.status === 403
        ? answerWith(answer, (json) => json, 401)
        : answer,
    { claim: 'sms.wrong_first', where: 'status', tells: '| `403` | `401` |' },
  ],
  [
    'has other words for spent attempts',
    async (_request, answer) =>
      (await answer.clone().text()).includes('maximum number of attempts')
        ? answerWith(answer, (json) => ({ ...json, error_description: 'Too many attempts.' }))
        : answer,
    { claim: 'sms.spent', where: 'body.error_description', tells: 'Too many attempts.' },
  ],
  [
    'leaves out expires_in when it refreshes',
    async ({ body }, answer) =>
      body.includes('grant_type=refresh_token') && answer.status === 200
        ? answerWith(answer, ({ expires_in: _, ...rest }) => rest)
        : answer,
    { claim: 'sms.refresh', where: 'body.expires_in', tells: '| `86400` |  |' },
  ],
  [
    'sends to unknown phones after all',
    async ({ path, body }, answer) =>
      path === '/passwordless/start' && body.includes('+12025550199') ? new Response('{}') : answer,
    { claim: 'start.unknown_phone', where: 'status', tells: '| `400` | `200` |' },
  ],
  [
    'takes any callback',
    async ({ path }, answer) =>
      path === '/authorize' && answer.status >= 400
        ? new Response(null, { status: 302, headers: { location: '/u/login?state=x' } })
        : answer,
    { claim: 'authorize.foreign_callback', where: 'headers.location', tells: '/u/login' },
  ],
])('a tenant that %s is found out', async (_title, plant, { claim, where, tells }) => {
  const { status, report } = await compare({ plant });
  const line = report
    .split('\n')
    .find((one) => one.includes(`| \`${claim}\``) && one.includes(`\`${where}\``));
  expect(line).toContain(tells);
  expect(status).toBe(1);
});

test('what is only additional is told, and harms nothing', async () => {
  const { status, report } = await compare({
    plant: async ({ path }, answer) =>
      path === `/api/v2/users/${encodeURIComponent(userId)}` && answer.status === 200
        ? answerWith(answer, (json) => ({ ...json, picture: 'https://pictures.invalid/milo.png' }))
        : answer,
  });
  expect(report).toContain('There, though the sandbox has it not');
  expect(report).toContain('`body.picture`');
  expect(report).not.toContain('pictures.invalid');
  expect(status).toBe(0);
});

test('on a custom domain the Management API and its tokens are asked for by the tenant’s own name', async () => {
  const own = 'account.eu.auth0.com';
  const asked = new Map<string, string[]>();
  const byName: typeof globalThis.fetch = (input, init) => {
    const { host, pathname } = new URL(String(input));
    asked.set(host, [...(asked.get(host) ?? []), pathname]);
    return fetch(String(input).replace(own, domain), {
      ...init,
      body:
        init?.body == null
          ? null
          : String(init.body).replace(encodeURIComponent(own), encodeURIComponent(domain)),
    });
  };
  await compare({ raw: { ...settings, AUTH0_TENANT_DOMAIN: own }, reach: byName });
  expect(asked.get(own)).toEqual(expect.arrayContaining(['/oauth/token', '/api/v2/users']));
  expect(asked.get(domain)).toContain('/oauth/token');
  expect(asked.get(domain)?.filter((path) => path.startsWith('/api/v2/'))).toEqual([]);
});

test('without PUBLIC_URL the way back is to this machine, at the port that npm start has', async () => {
  const waysBack = new Set<string | null>();
  const reach: typeof globalThis.fetch = (input, init) => {
    const { pathname, searchParams } = new URL(String(input));
    if (pathname === '/authorize') waysBack.add(searchParams.get('redirect_uri'));
    return fetch(input, init);
  };
  await compare({ raw: { ...settings, PUBLIC_URL: '', PORT: '7111' }, reach });
  expect([...waysBack]).toEqual([
    'https://localhost:7111/wt/app/callback',
    'https://foreign.invalid/callback',
  ]);
});

test('tokens signed otherwise than the settings say are a difference', async () => {
  const { status, report } = await compare({ raw: { ...settings, API_SIGNING_KEY: '' } });
  expect(report).toContain('`body.access_token.jwt.alg`');
  expect(status).toBe(1);
});

test('what is only additional in the one item of a list is additional too', async () => {
  const { status, report } = await compare({
    plant: async ({ path }, answer) =>
      path === '/.well-known/jwks.json'
        ? answerWith(answer, ({ keys }) => ({
            keys: Array.isArray(keys) ? keys.map((key) => ({ ...key, x5c: ['MIIC'] })) : keys,
          }))
        : answer,
  });
  expect(report).toContain('`body.keys[].x5c`');
  expect(status).toBe(0);
});

describe('what breaks half-way is taken back', () => {
  const breakAt =
    (place: (request: { readonly path: string; readonly body: string }) => boolean): Plant =>
    async (request, answer) => {
      if (place(request)) throw new TypeError('fetch failed');
      return answer;
    };

  test.each<[string, Plant]>([
    ['linking is not answered', breakAt(({ path, body }) => path.endsWith('/identities') && body !== '')],
    ['sending is not answered', breakAt(({ path, body }) => path.endsWith('/start') && body.includes(phone))],
    ['a check is not answered', breakAt(({ body }) => body.includes(encodeURIComponent(phone)))],
  ])('where %s', async (_title, plant) => {
    const { status, said } = await compare({ plant });
    expect(status).toBe(2);
    expect(said).toContain(`Look at ${userId} in the dashboard`);
    expect(world.tenant.inspect.users().some((user) => user.phone_number === phone)).toBe(true);
    expect(identitiesOf(userId)).toHaveLength(1);
  });

  test('where refreshing is not answered, the refresh token is revoked too', async () => {
    let revoked = 0;
    const { status } = await compare({
      plant: async ({ path, body }, answer) => {
        if (path === '/oauth/revoke' && !body.includes('nobody')) revoked += 1;
        if (body.includes('grant_type=refresh_token') && !body.includes('nobody'))
          throw new TypeError('fetch failed');
        return answer;
      },
    });
    expect([status, revoked]).toEqual([2, 1]);
  });

  test('and what cannot be taken back is said', async () => {
    const { said, report } = await compare({
      plant: async ({ path }, answer) =>
        path.includes('/identities/sms/') ? new Response('{}', { status: 500 }) : answer,
    });
    expect(said).toContain('unlink it in the dashboard');
    expect(report).toContain('`sms.unlink`');
  });

  test('where somebody stops it, and nothing is sent after that', async () => {
    const stopping = new AbortController();
    const { status, report } = await compare({
      stop: stopping.signal,
      answers: (question) => {
        if (question.includes('Go on?')) return 'yes';
        stopping.abort();
        return null;
      },
    });
    expect([status, world.phone.length, world.mailbox.length]).toEqual([2, 1, 0]);
    expect(report).toContain('codes by email: stopped before it.');
    expect(identitiesOf(userId)).toHaveLength(1);
  });
});

describe('without what it needs', () => {
  test('it asks before it sends anything, and takes no other word for yes', async () => {
    const { status, said } = await compare({
      answers: (question) => (question.includes('Go on?') ? 'y' : ''),
    });
    expect([status, world.phone.length, answered.length]).toEqual([2, 0, 0]);
    expect(said).toContain('Nothing was asked.');
  });

  test('stopped at a question before that, it asks nothing', async () => {
    const stopping = new AbortController();
    const { status, report } = await compare({
      args: ['--user', userId],
      stop: stopping.signal,
      answers: () => {
        stopping.abort();
        return null;
      },
    });
    expect([status, report, answered.length]).toEqual([2, '', 0]);
  });

  test('it wants a throw-away user', async () => {
    const { status, said } = await compare({ args: ['--phone', phone], answers: () => null });
    expect([status, answered.length]).toEqual([2, 0]);
    expect(said).toContain('throw-away user');
  });

  test('it goes without codes where told so, and says what was left out', async () => {
    const { status, report } = await compare({ args: ['--user', userId, '--without-codes'] });
    expect([status, world.phone.length]).toEqual([0, 0]);
    expect(report).toContain('- codes by text message: not asked for.');
  });

  test('where no code comes, the identity is taken away all the same', async () => {
    const { report } = await compare({ answers: (question) => (question.includes('Go on?') ? 'yes' : '') });
    expect(report).toContain('no code was read');
    expect(report).toContain('- `sms.unlink`');
    expect(identitiesOf(userId)).toHaveLength(1);
  });

  test('a tenant that does not answer is said so', async () => {
    world.tenant.faults.down = 'reset';
    const { status, said } = await compare();
    expect(status).toBe(2);
    expect(said).toContain(`The tenant ${domain} did not answer`);
  });

  test('a report that cannot be written is said so, and is not blamed on the tenant', async () => {
    const { status, said } = await compare({
      args: ['--user', userId, '--without-codes', '--out', '/nowhere/report.md'],
      writeFile: async () => {
        throw Object.assign(new Error('no such folder'), { code: 'ENOENT' });
      },
    });
    expect(status).toBe(2);
    expect(said).toContain('/nowhere/report.md could not be written (ENOENT)');
    expect(said).not.toContain('did not answer');
  });

  test('settings that are missing are named, and unknown options refused', async () => {
    const { status, said } = await compare({ raw: { ...settings, API_ID: '' } });
    expect([status, said]).toEqual([2, expect.stringContaining('API_ID is missing')]);
    expect((await compare({ args: ['--everything'] })).status).toBe(2);
    expect((await compare({ args: ['--help'] })).said).toContain('npm run contract');
  });
});
