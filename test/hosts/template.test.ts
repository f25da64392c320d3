/** The SAM template, as far as it can be judged without AWS: its references, its handlers, its settings, its secrets. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { parse, type ScalarTag } from 'yaml';
import { settingsTable } from '../../src/settings/table.ts';

const root = new URL('../../', import.meta.url);

/** CloudFormation's short forms, as what they stand for. */
const tags: readonly ScalarTag[] = [
  { tag: '!Ref', resolve: (name) => ({ Ref: name }) },
  { tag: '!Sub', resolve: (text) => ({ 'Fn::Sub': text }) },
  { tag: '!GetAtt', resolve: (path) => ({ 'Fn::GetAtt': path }) },
];

type Properties = { readonly [name: string]: unknown };
type Resource = { readonly Type: string; readonly Properties: Properties };
type Template = {
  readonly Parameters: { readonly [name: string]: { readonly NoEcho?: boolean; readonly Default?: string } };
  readonly Globals: {
    readonly Function: Properties & { readonly Environment: { readonly Variables: Properties } };
  };
  readonly Resources: { readonly [name: string]: Resource };
  readonly Outputs: Properties;
};

const text = await readFile(new URL('deploy/aws/template.yaml', root), 'utf8');
const template: Template = parse(text, { customTags: [...tags], strict: true });
const { Variables } = template.Globals.Function.Environment;

const named = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(named);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref') return [String(inner)];
    if (key === 'Fn::GetAtt') return [String(inner).split('.')[0] ?? ''];
    if (key === 'Fn::Sub') return [...String(inner).matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name ?? '');
    return named(inner);
  });
};

it('names nothing that is not there, and leaves no parameter unused', () => {
  const names = new Set(named(template));
  // SAM makes it of FunctionUrlConfig.
  const known = [...Object.keys(template.Parameters), ...Object.keys(template.Resources), 'HttpFunctionUrl'];
  expect([...names].filter((name) => !known.includes(name))).toEqual([]);
  expect(Object.keys(template.Parameters).filter((name) => !names.has(name))).toEqual([]);
});

it('has a function for each named handler, on a runtime that AWS supports', async () => {
  expect(template.Globals.Function).toMatchObject({
    Runtime: 'nodejs24.x',
    Architectures: ['arm64'],
    CodeUri: '../../build/aws',
  });
  const functions = Object.values(template.Resources).filter(
    ({ Type }) => Type === 'AWS::Serverless::Function',
  );
  const source = await readFile(new URL('src/runtimes/lambda.ts', root), 'utf8');
  const exported = [...source.matchAll(/^export const (\w+)/gm)].map(([, name]) => `lambda.${name}`);
  expect(functions.map(({ Properties }) => Properties.Handler).sort()).toEqual(exported.sort());
  for (const { Properties } of functions) expect(Properties.Timeout).toEqual(expect.any(Number));
});

it('gives the functions settings that there are, and each that a server must have', () => {
  const keys: readonly string[] = settingsTable.map(({ key }) => key);
  expect(Object.keys(Variables).filter((key) => !keys.includes(key))).toEqual([]);
  const needed = settingsTable.filter(({ required }) => required !== 'never').map(({ key }) => key);
  expect(Object.keys(Variables)).toEqual(
    expect.arrayContaining([...needed, 'PUBLIC_URL', 'DATABASE_URL', 'API_SIGNING_KEY']),
  );
});

it('has every secret from Secrets Manager, and none in the template', () => {
  const secret = [
    'APP_CLIENT_SECRET',
    'API_SIGNING_KEY',
    'API_SIGNING_KEY_PREVIOUS',
    'DATA_KEY',
    'DATABASE_URL',
  ];
  for (const key of secret) {
    expect(Variables[key]).toEqual({
      'Fn::Sub': `{{resolve:secretsmanager:\${SecretArn}:SecretString:${key}::\${SecretVersion}}}`,
    });
  }
  expect(template.Parameters.SecretArn?.NoEcho).toBe(true);
});

it('lets Alexa invoke the skill’s function for this skill alone, and nobody else', () => {
  const permissions = Object.values(template.Resources).filter(
    ({ Type }) => Type === 'AWS::Lambda::Permission',
  );
  expect(permissions.map(({ Properties }) => Properties)).toEqual([
    {
      FunctionName: { 'Fn::GetAtt': 'SkillFunction.Arn' },
      Action: 'lambda:InvokeFunction',
      Principal: 'alexa-appkit.amazon.com',
      EventSourceToken: { Ref: 'AlexaSkillId' },
    },
  ]);
  expect(template.Resources.SkillFunction?.Properties).not.toHaveProperty('FunctionUrlConfig');
  expect(template.Resources.WorkFunction?.Properties).not.toHaveProperty('FunctionUrlConfig');
});
