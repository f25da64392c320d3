/** Amazon's own schema of what a skill is made of (ask-smapi-model, `spec.json`), for tests. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

const spec = Value.Parse(
  Type.Object({ definitions: Type.Record(Type.String(), Type.Unknown()) }),
  JSON.parse(readFileSync(createRequire(import.meta.url).resolve('ask-smapi-model/spec.json'), 'utf8')),
);

/** Swagger 2.0 is JSON Schema draft 4 with words of its own, which Ajv is told to pass over. */
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
// Its own names for formats that none of our files use.
for (const format of ['ISO 4217 format', 'ISO_8601#Durations format']) ajv.addFormat(format, true);
ajv.addSchema({ $id: 'smapi', definitions: spec.definitions });

/** What is wrong with a value by one of the schema's definitions; an empty list where nothing is. */
export const smapiErrors = (definition: string, value: unknown): unknown => {
  const validate = ajv.getSchema(`smapi#/definitions/${definition}`);
  if (validate === undefined) throw new Error(`no definition ${definition}`);
  return validate(value) ? [] : validate.errors;
};
