/** The one way to the skill: signed bytes posted to its endpoint, its answer awaited no longer than Alexa waits. */
import type { Signer } from './sign.ts';

export type SkillAnswer =
  | {
      readonly type: 'answered';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly type: 'timeout'; readonly message: string }
  | { readonly type: 'unreachable'; readonly message: string };

/** Signs and posts a body as it is, byte for byte. */
export type SkillEndpoint = (body: Uint8Array) => Promise<SkillAnswer>;

export type SkillEndpointOptions = {
  /** `https://localhost:7100/wt/alexa` */
  readonly url: string;
  readonly sign: Signer;
  /** Trusts the application's certificate. */
  readonly fetch: typeof globalThis.fetch;
  readonly timeLimitMs: number;
};

/** How long Alexa waits for a skill. */
export const alexaTimeLimitMs = 8_000;

export const createSkillEndpoint = ({
  url,
  sign,
  fetch,
  timeLimitMs,
}: SkillEndpointOptions): SkillEndpoint => {
  return async (body) => {
    const signal = AbortSignal.timeout(timeLimitMs);
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          accept: 'application/json',
          ...sign(body),
        },
        body: Buffer.from(body),
        redirect: 'manual',
        signal,
      });
      const headers = Object.fromEntries(response.headers.entries());
      return { type: 'answered', status: response.status, headers, body: await response.text() };
    } catch {
      return signal.aborted
        ? { type: 'timeout', message: `The skill did not answer within ${timeLimitMs / 1000} seconds.` }
        : { type: 'unreachable', message: `${url} does not take connections. Is "npm start" still running?` };
    }
  };
};
