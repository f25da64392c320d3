/** Asking the sandbox over HTTP, and saying so plainly where it does not run. */
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { Terminal } from './terminal.ts';

const standardEchoPort = 7102;

/**
 * Where the sandbox's Echo is: the address asked for, else the port that `npm start` was given too, else the standard
 * one. `ok: false` bears a sentence for the terminal.
 */
export const findEcho = (
  asked: string | undefined,
  { echoPort = '' }: Pick<Terminal, 'echoPort'>,
): { readonly ok: true; readonly url: string } | { readonly ok: false; readonly message: string } => {
  if (asked !== undefined) {
    if (URL.canParse(asked) && /^https?:$/.test(new URL(asked).protocol)) return { ok: true, url: asked };
    return { ok: false, message: `--echo must be an address such as http://localhost:${standardEchoPort}.` };
  }
  const port = echoPort.trim() === '' ? standardEchoPort : Number(echoPort);
  if (Number.isInteger(port) && port > 0 && port < 65_536) {
    return { ok: true, url: `http://localhost:${port}` };
  }
  return { ok: false, message: 'SANDBOX_ECHO_PORT must be a port, a whole number from 1 to 65535.' };
};

/** For a command's help. */
export const echoOptionHelp = `--echo URL      where the sandbox's Echo is (default: localhost, port SANDBOX_ECHO_PORT, else ${standardEchoPort})`;

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
      message: `Nothing answers at ${origin}. Start the sandbox first, in another terminal: npm start\nWhere it runs on another port, set SANDBOX_ECHO_PORT here as there.`,
    };
  }
  if (Value.Check(shape, json)) return { ok: true, body: json };
  return { ok: false, message: `The sandbox did not take that: ${reasonIn(json)}` };
};

const refusalShape = Type.Object({ error: Type.String() });

const reasonIn = (json: unknown): string =>
  Value.Check(refusalShape, json) ? json.error : 'its answer is not one of the Echo’s.';
