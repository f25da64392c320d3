/**
 * Progressive responses, as the Echo takes them while it waits for a skill's answer. Alexa, "Progressive Response REST
 * API Reference": `POST /v1/directives` with the token of the request that waits.
 */
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { readSsml } from './ssml.ts';

export type Directives = {
  /**
   * Takes directives for one request from now on, and tells each at once. Returns a function that ends it and gives
   * what was said, in order.
   */
  readonly open: (
    waiting: { readonly requestId: string; readonly token: string },
    onSpoken: (speech: string) => void,
  ) => () => readonly string[];
  /** HTTP status of the answer, and what was wrong. */
  readonly take: (authorization: string | undefined, body: unknown) => Taken;
};

export type Taken =
  | { readonly ok: true }
  | { readonly ok: false; readonly status: 400 | 401 | 403 | 429; readonly message: string };

const directiveShape = Type.Object({
  header: Type.Object({ requestId: Type.String() }),
  directive: Type.Object({ type: Type.Literal('VoicePlayer.Speak'), speech: Type.String() }),
});

const mostPerRequest = 5;
const mostCharacters = 600;

type Waiting = {
  readonly requestId: string;
  readonly said: string[];
  readonly onSpoken: (speech: string) => void;
};

export const createDirectives = (): Directives => {
  const byToken = new Map<string, Waiting>();
  return {
    open: ({ requestId, token }, onSpoken) => {
      const waiting: Waiting = { requestId, said: [], onSpoken };
      byToken.set(token, waiting);
      return () => {
        byToken.delete(token);
        return waiting.said;
      };
    },
    take: (authorization, body) => {
      const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? '';
      const waiting = byToken.get(token);
      if (waiting === undefined) return refuse(401, 'No request with this token waits for its answer.');
      if (!Value.Check(directiveShape, body)) return refuse(400, 'This is no VoicePlayer.Speak directive.');
      if (body.header.requestId !== waiting.requestId)
        return refuse(403, 'The token belongs to another request.');
      const { speech } = body.directive;
      const words = speech.trimStart().startsWith('<') ? readSsml(speech) : speech;
      if (words === null || words === '') return refuse(400, 'The speech is not well-formed SSML.');
      if (words.length > mostCharacters)
        return refuse(400, `The speech is longer than ${mostCharacters} characters.`);
      if (waiting.said.length >= mostPerRequest)
        return refuse(429, `A request takes ${mostPerRequest} directives.`);
      waiting.said.push(words);
      waiting.onSpoken(words);
      return { ok: true };
    },
  };
};

const refuse = (status: 400 | 401 | 403 | 429, message: string): Taken => ({ ok: false, status, message });
