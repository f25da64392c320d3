/** What the pages ask the server for and tell it, all under `data/`; `contract.ts` says what comes back. */
import type { ActionResult, ActivityData, OrdersData, ProfileData, SessionData } from '../contract.ts';

export type Read<Value> =
  | { readonly type: 'read'; readonly value: Value }
  | { readonly type: 'signed_out' }
  /** No answer, or none that is data: offline, a fault, something in between. */
  | { readonly type: 'unreachable' };

export type Client = {
  readonly readSession: () => Promise<Read<SessionData>>;
  readonly readOrders: (before: string | null) => Promise<Read<OrdersData>>;
  readonly readProfile: () => Promise<Read<ProfileData>>;
  readonly readActivity: (before: string | null) => Promise<Read<ActivityData>>;
  /** Every failure is a value: `unreachable` where no answer came, and it is unknown whether it was done. */
  readonly post: (path: string, body: object, formToken: string) => Promise<ActionResult>;
};

const answerWithinMilliseconds = 12_000;

/** `base` is the web application's own path, `/wt/app`. */
export const createClient = (base: string, fetch: typeof globalThis.fetch): Client => {
  const ask = (path: string, init: RequestInit): Promise<Response> =>
    fetch(`${base}/data/${path}`, {
      ...init,
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(answerWithinMilliseconds),
    });

  /** The shape is not checked again: page and server are built from the same contract. */
  const read = async <Value>(path: string): Promise<Read<Value>> => {
    try {
      const response = await ask(path, { headers: { accept: 'application/json' } });
      if (response.status === 401) return { type: 'signed_out' };
      if (!response.ok) return { type: 'unreachable' };
      const value: Value = await response.json();
      return { type: 'read', value };
    } catch {
      return { type: 'unreachable' };
    }
  };

  return {
    readSession: () => read('session'),
    readOrders: (before) => read(`orders${beforeQuery(before)}`),
    readProfile: () => read('profile'),
    readActivity: (before) => read(`activity${beforeQuery(before)}`),
    post: async (path, body, formToken) => {
      try {
        const response = await ask(path, {
          method: 'POST',
          headers: {
            accept: 'application/json',
            'content-type': 'application/json',
            'sayso-form-token': formToken,
          },
          body: JSON.stringify(body),
        });
        const answer: unknown = await response.json().catch(() => null);
        if (isActionResult(answer)) return answer;
        return response.status === 401 ? signedOut : fault;
      } catch {
        return unreachable;
      }
    },
  };
};

const beforeQuery = (before: string | null): string =>
  before === null ? '' : `?before=${encodeURIComponent(before)}`;

const signedOut: ActionResult = {
  ok: false,
  code: 'signed_out',
  message: 'Your session has ended, and nothing was done. Sign in and try again.',
};

const fault: ActionResult = {
  ok: false,
  code: 'fault',
  message: 'Something went wrong on our side. Look at where things stand below, then try again.',
};

const unreachable: ActionResult = {
  ok: false,
  code: 'unreachable',
  message: 'No answer came, so we cannot tell whether it was done. Check your connection and look again.',
};

const isActionResult = (value: unknown): value is ActionResult =>
  typeof value === 'object' &&
  value !== null &&
  'ok' in value &&
  'message' in value &&
  typeof value.message === 'string' &&
  (value.ok === true || (value.ok === false && 'code' in value && typeof value.code === 'string'));
