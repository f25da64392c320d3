/**
 * Runs `npm run deploy:auth0` twice over, and says "imported 1" and "imported 2" after them. The Deploy CLI compiles its
 * schema of everything a tenant can have at each import, which takes ten seconds; here of what the files have.
 */
import { createRequire } from 'node:module';
import { deployAuth0 } from '../../scripts/auth0/deploy.ts';
import { readSecrets } from '../../src/runtimes/read-secrets.ts';

type Validate = (this: object, schema: unknown, data: unknown) => boolean;
const { resolve } = createRequire(import.meta.url);
const { prototype }: { prototype: { validate: Validate } } = createRequire(resolve('auth0-deploy-cli'))(
  'ajv/lib/ajv',
);
const { validate } = prototype;
prototype.validate = function validateWhatIsThere(schema, data) {
  return validate.call(this, isOfObject(schema) && isObject(data) ? narrowed(schema, data) : schema, data);
};

const narrowed = (schema: { readonly properties: object }, data: object): object => ({
  ...schema,
  properties: Object.fromEntries(Object.entries(schema.properties).filter(([name]) => name in data)),
});

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isOfObject(schema: unknown): schema is { readonly properties: object } {
  return isObject(schema) && 'properties' in schema && isObject(schema.properties);
}

for (const time of [1, 2]) {
  const problems = await deployAuth0({
    raw: readSecrets(new URL('file:///nowhere/secrets.ini'), process.env).raw,
    environment: process.env,
    flags: ['--local'],
    say: (text) => process.stdout.write(`${text}\n`),
  });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  process.stdout.write(`imported ${time}\n`);
}
