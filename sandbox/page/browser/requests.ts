/** What the page asks of the sandbox. */
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Check } from '@sinclair/typebox/value';
import { type Exchange, exchangeAnswerShape, type Switches } from '../contract.ts';
import { skillRequestsPath } from './copies.ts';

export type Asked<Body> =
  | { readonly ok: true; readonly body: Body }
  /** A sentence for the person. */
  | { readonly ok: false; readonly problem: string };

const refusalShape = Type.Object({ error: Type.String() });

const ask = async <Shape extends TSchema>(
  path: string,
  /** null: a GET. */
  body: string | null,
  shape: Shape,
): Promise<Asked<Static<Shape>>> => {
  let json: unknown;
  try {
    const response = await fetch(
      path,
      body === null ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body },
    );
    json = await response.json();
  } catch {
    return { ok: false, problem: 'The sandbox does not answer. Is "npm start" still running?' };
  }
  if (Check(shape, json)) return { ok: true, body: json };
  return { ok: false, problem: reasonIn(json) };
};

const reasonIn = (json: unknown): string =>
  Check(refusalShape, json) ? json.error : 'The sandbox answered in a way this page does not know.';

const saidShape = Type.Object({
  speech: Type.Union([Type.String(), Type.Null()]),
  alexaError: Type.Union([Type.Object({ type: Type.String(), message: Type.String() }), Type.Null()]),
});

export type Speaking = {
  readonly text: string;
  readonly user: string;
  readonly locale: string;
  /** The session that the Echo has open; null where it sleeps. */
  readonly session: string | null;
};

/** Says one thing. Where the session is over by then, it begins a new conversation. */
export const say = async (speaking: Speaking): Promise<Asked<Static<typeof saidShape>>> => {
  const { text, user, locale, session } = speaking;
  const asked = await ask(
    '/say',
    JSON.stringify({ utterance: text, user, locale, session: session ?? 'new' }),
    saidShape,
  );
  const isOver = asked.ok && asked.body.alexaError?.type === 'no_session' && session !== null;
  return isOver ? say({ ...speaking, session: null }) : asked;
};

export const leave = (user: string, session: string) =>
  ask('/say', JSON.stringify({ user, session, leave: true }), Type.Unknown());

/** The Echo stays unlinked until somebody signs in. */
export const unlink = (user: string) =>
  ask(
    '/link/disable',
    JSON.stringify({ user, staysUnlinked: true }),
    Type.Object({ disabled: Type.String() }),
  );

const switchesShape = Type.Record(Type.String(), Type.Unknown());

export const turnFaults = (switches: Switches) => ask('/faults', JSON.stringify(switches), switchesShape);

export const clearFaults = () => ask('/faults', JSON.stringify({ reset: true }), switchesShape);

const forwardedShape = Type.Object({ status: Type.Number(), body: Type.Unknown() });

/** Signs and sends an envelope; its exchange comes by the live events too. */
export const sendEnvelope = (
  envelope: string,
  send: { readonly user: string | null; readonly raw: boolean },
): Promise<Asked<Static<typeof forwardedShape>>> => ask(skillRequestsPath(send), envelope, forwardedShape);

/** With its tokens. */
export const fetchExchange = (number: number): Promise<Asked<Exchange>> =>
  ask(`/exchanges/${number}`, null, exchangeAnswerShape);
