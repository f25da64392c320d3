/** Asking the sandbox over HTTP, and saying so plainly where it does not run. */
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { Terminal } from './terminal.ts';

export const defaultEchoUrl = 'http://localhost:7102';

export type Asked<Body> =
  | { readonly ok: true; readonly body: Body }
  /** A sentence for the terminal. */
  | { readonly ok: false; readonly message: string };

/** @param payload null for a GET. */
export const ask = async <Shape extends TSchema>(
  terminal: Terminal,
  url: string,
  payload: object | null,
  shape: Shape,
): Promise<Asked<Static<Shape>>> => {
  let json: unknown;
  try {
    const response = await terminal.fetch(
      url,
      payload === null
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(payload) },
    );
    json = await response.json();
  } catch {
    const { origin } = new URL(url);
    return {
      ok: false,
      message: `Nothing answers at ${origin}. Start the sandbox first, in another terminal: npm start`,
    };
  }
  if (Value.Check(shape, json)) return { ok: true, body: json };
  return { ok: false, message: `The sandbox did not take that: ${reasonIn(json)}` };
};

const refusalShape = Type.Object({ error: Type.String() });

const reasonIn = (json: unknown): string =>
  Value.Check(refusalShape, json) ? json.error : 'its answer is not one of the Echo’s.';
