/**
 * Pages lead where they say: every relative link has a file, every decision a line in the index, every command a script,
 * every setting a line in the table.
 */
import { access, readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { settingsTable } from '../src/settings/table.ts';
import { filesIn } from './files-in.ts';

const root = new URL('../', import.meta.url);

const pagesIn = async (folder: string, recursive: boolean): Promise<readonly string[]> =>
  (await filesIn(root, folder, { recursive })).filter((path) => path.endsWith('.md'));

const pages = [
  ...(await pagesIn('./', false)),
  ...(
    await Promise.all(['deploy/', 'docs/', 'src/', 'sandbox/'].map((folder) => pagesIn(folder, true)))
  ).flat(),
];

const exists = (path: string): Promise<boolean> =>
  access(new URL(path, root)).then(
    () => true,
    () => false,
  );

/** Targets of `[text](target)` outside code, without anchors; addresses of other sites aside. */
const linksOf = (page: string): readonly string[] =>
  [...page.replace(/```[\s\S]*?```/g, '').matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));

test.each(pages)('every link of %s leads to a file', async (path) => {
  const links = linksOf(await readFile(new URL(path, root), 'utf8'));
  const template = path.endsWith('template.md');
  const missing: string[] = [];
  for (const link of template ? [] : links) {
    if (!(await exists(posix.join(posix.dirname(path), link)))) missing.push(link);
  }
  expect(missing).toEqual([]);
});

test('the index of decisions has every record', async () => {
  const index = await readFile(new URL('docs/decisions/README.md', root), 'utf8');
  const records = pages
    .filter((path) => /docs\/decisions\/\d/.test(path))
    .map((path) => posix.basename(path));
  expect(records.filter((name) => !index.includes(`(${name})`))).toEqual([]);
});

const packageJson: unknown = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));

const scriptNames: ReadonlySet<string> = new Set(
  typeof packageJson === 'object' && packageJson !== null && 'scripts' in packageJson
    ? Object.keys(Object(packageJson.scripts))
    : [],
);

/** What `npm run …`, `npm start` and `npm test` name, in text and in code alike. */
const scriptsNamedIn = (page: string): readonly string[] =>
  [...page.matchAll(/\bnpm (?:run (?:--\S+ )?([a-z]\w*(?:[:-]\w+)*)|(start|test)\b)/g)].map(
    ([, named, short = '']) => named ?? short,
  );

test.each(pages)('every npm script that %s names is in package.json', async (path) => {
  const named = scriptsNamedIn(await readFile(new URL(path, root), 'utf8'));
  expect(named.filter((name) => !scriptNames.has(name))).toEqual([]);
});

/** Variables of the environment that are no settings of the application: other commands read them, or other programs. */
const otherVariables: readonly string[] = [
  // deploy:auth0, doctor
  ...['AUTH0_CLIENT_ID', 'AUTH0_CLIENT_SECRET', 'ALEXA_VENDOR_ID'],
  ...['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM'],
  ...['SMTP_HOST', 'SMTP_PORT', 'SMTP_USER', 'SMTP_PASSWORD', 'MAIL_FROM'],
  // The sandbox, the tests, an example
  ...['SANDBOX_TENANT_PORT', 'SANDBOX_ECHO_PORT', 'TEST_DATABASE_URL', 'TEST_POOLER_URL', 'SAYSO_API'],
  'NODE_EXTRA_CA_CERTS',
];

const variables: ReadonlySet<string> = new Set([...settingsTable.map(({ key }) => key), ...otherVariables]);

/** Words such as `API_ID` or `CHANNELS=email` in backticks, outside blocks of code; those of one word have no mark of their own. */
const variablesNamedIn = (page: string): readonly string[] =>
  [
    ...page.replace(/```[\s\S]*?```/g, '').matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[A-Z]{4,}(?==))[`=]/g),
  ].map(([, name = '']) => name);

test.each(pages.filter((path) => /^(README\.md$|docs\/guide\/|deploy\/)/.test(path)))(
  'every setting that %s names is one',
  async (path) => {
    const named = variablesNamedIn(await readFile(new URL(path, root), 'utf8'));
    expect(named.filter((name) => !variables.has(name))).toEqual([]);
  },
);

test('a command or a setting that is not there is noticed, in text and in code', () => {
  expect(scriptsNamedIn('`npm run --silent doctor -- --json`, npm run build:ui: pages, npm test')).toEqual([
    'doctor',
    'build:ui',
    'test',
  ]);
  expect(variablesNamedIn('`API_KEY` and `CHANEL=sms`, not `GET` or `SIGTERM`')).toEqual([
    'API_KEY',
    'CHANEL',
  ]);
});
