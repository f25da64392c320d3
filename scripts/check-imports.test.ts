import { expect, test } from 'vitest';
import { findBannedWords } from './banned-words.ts';
import { findImportViolations, importTable, withImportTable } from './import-rule.ts';

const sentences = (path: string, text: string): readonly string[] =>
  findImportViolations([{ path, text }]).map(({ sentence }) => sentence);

test.each([
  ['src/runtimes/server.ts', "import { startLocal } from './start-local.ts';", 'must not load the sandbox'],
  ['src/transactions/decide.ts', "import { createHash } from 'node:crypto';", 'it is pure'],
  ['src/transactions/rules/a.ts', "import type { Static } from '@sinclair/typebox';", 'it is pure'],
  ['src/transactions/a.ts', "import type { Operations } from '../api/operations.ts';", 'must not import api'],
  ['src/accounts/a.ts', "import { seconds } from '../transactions/time.ts';", 'only types'],
  ['src/accounts/a.ts', "export { seconds } from '../transactions/time.ts';", 'only types'],
  ['src/accounts/a.ts', "export * from '../transactions/time.ts';", 'only types'],
  ['src/accounts/a.ts', "import { type Json, seconds } from '../transactions/time.ts';", 'only types'],
  ['src/pizzeria/menu.ts', "import '../transactions/limits.ts';", 'only types'],
  [
    'src/pizzeria/menu.ts',
    "import type { Envelope } from '../alexa/envelope-types.ts';",
    'must not import alexa',
  ],
  ['src/api/http.ts', "import { verify } from '../alexa/verify/verify.ts';", 'must not import alexa'],
  ['src/api/http.ts', "const a = await import('../auth0/keys.ts');", 'must not import auth0'],
  ['src/alexa/say.ts', "import { seconds } from '../transactions/time.ts';", 'only types'],
  ['src/alexa/say.ts', "import { linkOf } from '../accounts/links.ts';", 'only types'],
  ['src/app/pages.ts', "import { limits } from '../transactions/limits.ts';", 'only types'],
  ['src/app/ui/list.ts', "import { title } from '../contract.ts';", 'only types'],
  ['src/app/ui/list.ts', "import type { Scope } from '../../api/token.ts';", 'must not import api'],
  ['src/auth0/keys.ts', "import { pool } from '../database/pool.ts';", 'must not import database'],
  ['src/database/a.ts', "import type { Feed } from '../live/feed.ts';", 'must not import live'],
  ['src/database/a.ts', "import { readAt } from '../transactions/time.ts';", 'only types'],
  ['src/live/a.ts', "import type { Keys } from '../auth0/keys.ts';", 'must not import auth0'],
  ['src/api/a.ts', "import { readSettings } from '../settings.ts';", 'only types'],
  ['src/api/a.ts', "import { createLog } from '../observability/pino-log.ts';", 'only types'],
  ['src/observability/log.ts', "import type { Json } from '../transactions/model.ts';", 'must not import'],
  [
    'src/alexa/a.ts',
    "import { tenant } from '../../sandbox/tenant/server.ts';",
    'only src/runtimes/local.ts',
  ],
  ['src/runtimes/server.ts', "import { start } from '../../sandbox/start.ts';", 'only src/runtimes/local.ts'],
  [
    'sandbox/echo/echo.ts',
    "import type { Envelope } from '../../src/alexa/envelope-types.ts';",
    'starts both',
  ],
  ['src/api/a.ts', "import { world } from '../../test/confirmation-world.ts';", 'must not import test'],
  [
    'src/api/operations.ts',
    "import { authenticatedAs } from '../transactions/actor.ts';",
    'only authenticators',
  ],
  ['src/application.ts', "import { authenticatedAs } from './transactions/actor.ts';", 'only authenticators'],
  ['src/bank/a.ts', "import { limits } from '../transactions/limits.ts';", 'only types'],
  ['src/bank/a.ts', "import type { Operations } from '../api/operations.ts';", 'must not import api'],
  ['src/bank/a.ts', "import { createPizzeria } from '../pizzeria/pizzeria.ts';", 'must not import pizzeria'],
  ['src/constructor/a.ts', "import type { Operations } from '../api/operations.ts';", 'must not import api'],
  ['src/application/a.ts', "import { createOperations } from '../api/operations.ts';", 'must not import api'],
  ['src/bank/a.ts', "type A = import('../alexa/envelope-types.ts').Envelope;", 'must not import alexa'],
  ['src/transactions/a.ts', "type Hash = import('node:crypto').Hash;", 'it is pure'],
  ['src/bank/a.ts', "const name = '../alexa/say.ts';\nawait import(name);", 'in a string'],
  ['src/bank/a.ts', "await import('../alexa' + '/say.ts');", 'in a string'],
  ['src/bank/a.ts', "import { say } from '/repository/src/alexa/say.ts';", 'relative path'],
  ['src/bank/a.ts', "import { say } from 'file:///repository/src/alexa/say.ts';", 'relative path'],
  ['src/alexa/a.ts', "import { stored } from './testing/stored.ts';", 'only tests'],
  ['src/runtimes/server.ts', "import { stored } from '../alexa/testing/stored.ts';", 'only tests'],
  ['src/alexa/a.ts', "import './say.test.ts';", 'only tests'],
])('%s: %s', (path, text, sentence) => {
  expect(sentences(path, text)).toEqual([expect.stringContaining(sentence)]);
});

test.each([
  ['src/transactions/steps/a.ts', "import { seconds } from '../time.ts';"],
  ['src/accounts/types.ts', "export type { Channel } from '../transactions/model.ts';"],
  [
    'src/api/operations.ts',
    "import { createHash } from 'node:crypto';\nimport { fail } from '../transactions/failures.ts';",
  ],
  [
    'src/alexa/say.ts',
    "import { fail } from '../transactions/failures.ts';\nimport { scopes } from '../api/token.ts';",
  ],
  ['src/alexa/identify.ts', "import { type Actor, authenticatedAs } from '../transactions/actor.ts';"],
  ['src/api/authenticate.ts', "import { authenticatedAs } from '../transactions/actor.ts';"],
  ['src/app/authenticate.ts', "import { authenticatedAs } from '../transactions/actor.ts';"],
  ['src/api/operations.ts', "import type { Actor } from '../transactions/actor.ts';"],
  [
    'src/api/a.ts',
    "import type { Settings } from '../settings.ts';\nimport type { Log } from '../observability/log.ts';",
  ],
  ['src/bank/a.ts', "import { createHash } from 'node:crypto';\nimport { z } from '@scope/package/part';"],
  ['src/bank/a.ts', "type A = import('../transactions/command.ts').Command;"],
  ['src/app/ui/app.tsx', 'const page = await import(`./page.tsx`);'],
  ['src/alexa/testing/a.ts', "import { stored } from './stored.ts';"],
  ['src/application.ts', "import { createOperations } from './api/operations.ts';"],
  ['src/runtimes/local.ts', "import { startSandbox } from '../../sandbox/start.ts';"],
  ['sandbox/echo/a.ts', "import { sign } from './sign.ts';\nimport { page } from '../page/page.ts';"],
])('%s may say %s', (path, text) => {
  expect(sentences(path, text)).toEqual([]);
});

test('a violation is named by file and line', () => {
  const text =
    "import type { Json } from '../transactions/model.ts';\n\nimport { seconds } from '../transactions/time.ts';";
  expect(findImportViolations([{ path: 'src/accounts/a.ts', text }])).toMatchObject([
    { path: 'src/accounts/a.ts', line: 3 },
  ]);
});

test.each([
  ['Math', '.random()'],
  ['{ rejectUnauthorized', ': false }'],
  ['NODE_TLS_REJECT', '_UNAUTHORIZED'],
  ['// biome', '-ignore lint: no'],
  ['// @ts', '-expect-error'],
])('banned: %s%s', (first, second) => {
  expect(findBannedWords([{ path: 'src/a.ts', text: `const a = 1;\n${first}${second}\n` }])).toMatchObject([
    { line: 2 },
  ]);
});

test('the table is put between its markers, and nowhere else', () => {
  const page = 'before\n<!-- import-rule:start -->\nold\n<!-- import-rule:end -->\nafter\n';
  expect(withImportTable(page)).toBe(
    `before\n<!-- import-rule:start -->\n${importTable()}\n<!-- import-rule:end -->\nafter\n`,
  );
  expect(withImportTable('no markers')).toBeNull();
});
