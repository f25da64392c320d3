/** What bodies of settings have in common: which parts are settable, and what is wrong with one that is not as it should be. */
import type { Static, TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';

/** For objects of which Auth0 takes no property it does not know. */
export const closed = { additionalProperties: false } as const;

export type ReadBody<Body> =
  | { readonly ok: true; readonly body: Body }
  /** Names the property, never the value. */
  | { readonly ok: false; readonly problem: string };

export const readBody = <Schema extends TSchema>(schema: Schema, body: unknown): ReadBody<Static<Schema>> => {
  if (Value.Check(schema, body)) return { ok: true, body };
  const first = Value.Errors(schema, body).First();
  return {
    ok: false,
    problem: first ? `${first.message} on property ${first.path || '(the body)'}` : 'not valid',
  };
};
