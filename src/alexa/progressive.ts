/**
 * Progressive responses (Alexa Skills Kit, "Send the User a Progressive Response"): a sentence that Alexa says while an
 * answer takes over a second, and only where a code is really being sent or checked. They neither delay nor fail the
 * answer, and do not extend the time Alexa waits for it.
 */
import type { Log } from '../observability/log.ts';
import type { Clock, CodeIssuer } from '../transactions/ports.ts';
import type { Envelope } from './envelope-types.ts';
import { textIn } from './prompts/prompts.ts';

/** Calls back once after so many milliseconds, unless the returned function is called before. */
export type After = (milliseconds: number, run: () => void) => () => void;

export type Progressive = {
  /** The issuer of codes, which lets turns that wait for it know that it is at work. */
  readonly announced: (issuer: CodeIssuer) => CodeIssuer;
  /**
   * Awaits `answer`. Where the issuer works under `signal` meanwhile and a second has passed, Alexa says so, once. For
   * intent requests: Alexa takes progressive responses for a LaunchRequest too, but ours neither sends nor checks.
   */
  readonly during: <Value>(
    envelope: Envelope,
    signal: AbortSignal,
    answer: () => Promise<Value>,
  ) => Promise<Value>;
};

export type ProgressiveOptions = {
  readonly fetch: typeof globalThis.fetch;
  readonly after: After;
  readonly now: Clock;
  readonly log: Log;
  /** `http://localhost:7102`: the sandbox's Echo, which only the local runtime names. */
  readonly sandboxOrigin: string | null;
};

/** The address comes with the request, so the token goes nowhere but here (Alexa, "Progressive Response REST API"). */
const alexaOrigins: readonly string[] = [
  'https://api.amazonalexa.com',
  'https://api.eu.amazonalexa.com',
  'https://api.fe.amazonalexa.com',
];

/** How long a person is left without a word. */
const patienceMs = 1000;
/** Longer, and the answer itself is there. */
const timeLimitMs = 2000;

type Moment = 'one_moment_sending' | 'one_moment_checking';

/** Throws where `sandboxOrigin` is not an origin of this machine's own. */
export const createProgressive = (options: ProgressiveOptions): Progressive => {
  const { fetch, after, now, log, sandboxOrigin } = options;
  const origins: ReadonlySet<string> = new Set(
    sandboxOrigin === null ? alexaOrigins : [...alexaOrigins, checkLoopback(sandboxOrigin)],
  );
  /** Turns that may still speak, by the signal that they hand to whatever they wait for. */
  const turns = new WeakMap<AbortSignal, (moment: Moment) => void>();

  const speak = async (
    { endpoint, token }: NonNullable<Envelope['alexaApi']>,
    requestId: string,
    speech: string,
    signal: AbortSignal,
  ): Promise<void> => {
    try {
      const { ok, status } = await fetch(`${endpoint}/v1/directives`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ header: { requestId }, directive: { type: 'VoicePlayer.Speak', speech } }),
        redirect: 'error',
        signal,
      });
      if (!ok) log.warn('alexa.progressive_refused', { status });
    } catch {
      // The error is not logged: its words may hold what was sent, and the token with it.
      if (!signal.aborted) log.warn('alexa.progressive_failed');
    }
  };

  return {
    announced: (issuer) => ({
      start: (contact, signal) => {
        turns.get(signal)?.('one_moment_sending');
        return issuer.start(contact, signal);
      },
      check: (contact, code, signal) => {
        turns.get(signal)?.('one_moment_checking');
        return issuer.check(contact, code, signal);
      },
    }),

    during: async (envelope, signal, answer) => {
      const { alexaApi, requestId, locale } = envelope;
      if (alexaApi === null || !origins.has(alexaApi.endpoint)) return answer();
      const beganAt = now();
      let end = (): void => undefined;
      turns.set(signal, (moment) => {
        turns.delete(signal);
        const ending = new AbortController();
        let cancel = after(Math.max(0, beganAt + patienceMs - now()), () => {
          cancel = after(timeLimitMs, () => ending.abort());
          void speak(alexaApi, requestId, textIn(locale)(moment), ending.signal);
        });
        end = () => {
          cancel();
          ending.abort();
        };
      });
      try {
        return await answer();
      } finally {
        turns.delete(signal);
        end();
      }
    },
  };
};

const checkLoopback = (origin: string): string => {
  const { protocol, hostname, origin: own } = new URL(origin);
  const isLoopback = protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (!isLoopback || own !== origin) throw new Error(`${origin} is not an origin of this machine`);
  return origin;
};
