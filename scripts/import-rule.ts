/**
 * Who may import whom: the table, as data, and the check that holds the code to it. ARCHITECTURE.md shows the same
 * table; `npm run docs` puts it there.
 */
import { posix } from 'node:path';
import { type ParseResult, parseSync, Visitor } from 'oxc-parser';

/** What one folder may take from another: anything, only types, or types and the values of the files named. */
type Grant = 'anything' | 'types' | { readonly valuesOf: readonly string[] };

type FolderRule = {
  readonly grants: { readonly [folder: string]: Grant };
  /** Whether it may import packages and Node's own modules. */
  readonly packages: boolean;
  /** What the table in ARCHITECTURE.md says in words. */
  readonly words: string;
};

/** Of a folder with a business: the pizzeria's, or any that is not in the table. */
const business: FolderRule = {
  grants: { transactions: 'types' },
  packages: true,
  words: '`transactions` (types); and so may the folder of any other business',
};

/** Folders and top-level files of `src`, by name. Every one may import itself, and types of settings and observability. */
export const importRule: { readonly [folder: string]: FolderRule } = {
  transactions: { grants: {}, packages: false, words: 'itself; no package, nothing of Node’s' },
  accounts: { grants: { transactions: 'types' }, packages: true, words: '`transactions` (types)' },
  pizzeria: business,
  api: {
    grants: { transactions: 'anything', accounts: 'anything' },
    packages: true,
    words: '`transactions`, `accounts`; the commands are passed in',
  },
  alexa: {
    grants: {
      api: 'anything',
      transactions: { valuesOf: ['failures.ts', 'limits.ts'] },
      accounts: 'types',
    },
    packages: true,
    words:
      '`api`; `transactions` (types, failures and limits: the words of `api`’s answers); `accounts` (types); the commands are passed in',
  },
  app: {
    grants: { api: 'anything', transactions: 'types', accounts: 'types' },
    packages: true,
    words: '`api`; `transactions` and `accounts` (types)',
  },
  'app/ui': { grants: { app: 'types' }, packages: true, words: '`app` (types)' },
  auth0: {
    grants: { transactions: 'types', accounts: 'types', api: 'types', app: 'types' },
    packages: true,
    words: 'types of whoever owns the port it implements',
  },
  database: {
    grants: { transactions: 'types', accounts: 'types', api: 'types', app: 'types', alexa: 'types' },
    packages: true,
    words: 'types of whoever owns the port it implements',
  },
  live: {
    grants: { transactions: 'types', accounts: 'types', api: 'types', app: 'types' },
    packages: true,
    words: 'types of whoever owns the port it implements',
  },
  settings: { grants: { transactions: 'types' }, packages: true, words: '`transactions` (types)' },
  observability: { grants: {}, packages: true, words: 'nothing of `src`' },
};

const rules = new Map(Object.entries(importRule));
const ruleOf = (folder: string): FolderRule => rules.get(folder) ?? business;

/** These wire: they may import anything in `src`. */
const isWiring = (path: string): boolean => /^src\/(?:application\.ts$|runtimes\/)/.test(path);
/** Types of these are everybody's. */
const everybodys = ['settings', 'observability'];
/** The local entry starts both the application and the sandbox; no other entry can load it, or the sandbox (rule 11). */
const startsBoth = ['src/runtimes/local.ts', 'src/runtimes/start-local.ts'];

/** Only whoever has just verified a token, a session or a signature may say who acts (rule 9). */
const actorFile = 'src/transactions/actor.ts';
export const authenticators: readonly RegExp[] = [
  /^src\/alexa\/identify\.ts$/,
  /^src\/api\/authenticate\.ts$/,
  /^src\/app\/authenticate\.ts$/,
];

/** Tests, and what stands in `testing` folders for them alone, may import what they like; nothing else may import them. */
export const isTest = (path: string): boolean => /\.test\.tsx?$|\/testing\//.test(path);

export type SourceFile = { readonly path: string; readonly text: string };
export type Violation = { readonly path: string; readonly line: number; readonly sentence: string };

type Import = {
  /** Null where it is computed. */
  readonly from: string | null;
  readonly line: number;
  /** Names imported as values; `*` where all may be, or none is named. Empty: types alone. */
  readonly values: readonly string[];
};

/** Files of `src` and `sandbox` whose imports break the rule. Paths are relative to the repository. */
export const findImportViolations = (files: readonly SourceFile[]): readonly Violation[] =>
  files.flatMap((file) =>
    importsOf(file).flatMap((imported) => {
      const sentence = breach(file.path, imported);
      return sentence === null ? [] : [{ path: file.path, line: imported.line, sentence }];
    }),
  );

const breach = (path: string, imported: Import): string | null => {
  if (imported.from === null) return 'an import must name its file or package in a string';
  if (!imported.from.startsWith('.')) return packageBreach(path, imported.from);
  const target = posix.join(posix.dirname(path), imported.from);
  const [from, to] = [folderOf(path), folderOf(target)];
  if (isTest(target) && !isTest(path)) return `only tests may import ${target}`;
  if (path.startsWith('sandbox/') || target.startsWith('sandbox/')) return sandboxBreach(path, target);
  if (startsBoth.includes(target) && !startsBoth.includes(path) && imported.values.length > 0)
    return `${path} must not load the sandbox`;
  if (!target.startsWith('src/')) return `src must not import ${target}`;
  if (isWiring(path)) return actorBreach(path, target, imported);
  return actorBreach(path, target, imported) ?? folderBreach(target, from, to, imported);
};

const packageBreach = (path: string, name: string): string | null => {
  if (/^(?:\/|(?!node:)[\w-]+:)/.test(name)) return `"${name}" must be imported by a relative path`;
  return ruleOf(folderOf(path)).packages === false
    ? `${folderOf(path)} must not import "${name}": it is pure`
    : null;
};

const sandboxBreach = (path: string, target: string): string | null => {
  if (startsBoth.includes(path) || (path.startsWith('sandbox/') && target.startsWith('sandbox/')))
    return null;
  return `${path.split('/')[0]} must not import ${target}: only ${startsBoth[0]} starts both`;
};

const actorBreach = (path: string, target: string, { values }: Import): string | null => {
  if (target !== actorFile || values.length === 0 || folderOf(path) === 'transactions') return null;
  const allowed = authenticators.some((pattern) => pattern.test(path));
  return allowed
    ? null
    : 'only authenticators may import values of transactions/actor.ts (rule 9): use `import type`';
};

const folderBreach = (target: string, from: string, to: string, { values }: Import): string | null => {
  if (from === to) return null;
  if (target === actorFile && values.length > 0) return null;
  const typesOnly = values.length === 0;
  if (everybodys.includes(to)) {
    return typesOnly ? null : `only types may be imported from ${to}: use \`import type\``;
  }
  const rule = ruleOf(from);
  const grant = new Map(Object.entries(rule.grants)).get(to);
  if (grant === undefined) return `${from} must not import ${to} (it may import ${rule.words})`;
  if (grant === 'anything' || typesOnly) return null;
  if (grant !== 'types' && grant.valuesOf.some((file) => target === `src/${to}/${file}`)) return null;
  return `${from} may import only types from ${target}: use \`import type\``;
};

/** `src/alexa/verify/chain.ts` → `alexa`; `src/app/ui/list.ts` → `app/ui`; `src/settings.ts` → `settings`. */
const folderOf = (path: string): string => {
  const [, first = '', second = ''] = path.split('/');
  return first === 'app' && second === 'ui' ? 'app/ui' : first.replace(/\.ts$/, '');
};

const importsOf = ({ path, text }: SourceFile): readonly Import[] => {
  const { program, module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  return [
    ...module.staticImports.map(({ moduleRequest, entries, start }) => ({
      from: moduleRequest.value,
      line: lineAt(start),
      values:
        entries.length === 0
          ? ['*']
          : entries.filter(({ isType }) => !isType).map(({ importName }) => importName.name ?? '*'),
    })),
    ...module.staticExports.flatMap(({ entries, start }) =>
      entries.flatMap(({ moduleRequest, isType, importName }) =>
        moduleRequest
          ? [
              {
                from: moduleRequest.value,
                line: lineAt(start),
                values: isType ? [] : [importName.name ?? '*'],
              },
            ]
          : [],
      ),
    ),
    ...module.dynamicImports.map(({ moduleRequest, start }) => ({
      from: /^(['"`])([^'"`$]*)\1$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[2] ?? null,
      line: lineAt(start),
      values: ['*'],
    })),
    ...typeImportsOf(program).map(({ from, start }) => ({ from, line: lineAt(start), values: [] })),
  ];
};

/** `import('./a.ts').A` in the place of a type. */
const typeImportsOf = (program: ParseResult['program']): readonly { from: string; start: number }[] => {
  const found: { from: string; start: number }[] = [];
  new Visitor({
    TSImportType: ({ source, start }) => {
      found.push({ from: source.value, start });
    },
  }).visit(program);
  return found;
};

/** The rule as ARCHITECTURE.md shows it. */
export const importTable = (): string =>
  [
    '| folder | may import |',
    '|---|---|',
    ...Object.entries(importRule).map(([folder, { words }]) => `| \`${folder}\` | ${words} |`),
    '| anyone | itself; types of `settings` and `observability` |',
    '| `application`, `runtimes` | anything in `src` |',
    '| `alexa/identify.ts`, `api/authenticate.ts`, `app/authenticate.ts` | the value `authenticatedAs`, nobody else |',
  ].join('\n');

export const tableMarkers = { start: '<!-- import-rule:start -->', end: '<!-- import-rule:end -->' } as const;

/** The page with the table put between its markers; null where it has no markers. */
export const withImportTable = (page: string): string | null => {
  const start = page.indexOf(tableMarkers.start);
  const end = page.indexOf(tableMarkers.end);
  if (start < 0 || end < start) return null;
  return `${page.slice(0, start + tableMarkers.start.length)}\n${importTable()}\n${page.slice(end)}`;
};
