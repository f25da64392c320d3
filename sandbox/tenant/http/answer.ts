/** What an endpoint answers, as data; http/serve.ts puts it on the wire. */
import type { Html } from '../pages/html.ts';

/** `value` null deletes it. All are `__Host-`, Secure, HttpOnly, SameSite=Lax. */
export type AnswerCookie = {
  readonly name: string;
  readonly value: string | null;
  readonly maxAgeSeconds: number | null;
};

export type Answer =
  | {
      readonly type: 'json';
      readonly status: number;
      readonly body: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | {
      readonly type: 'page';
      readonly status: number;
      readonly page: Html;
      /** Origins its forms may end up at by a redirect, for the Content-Security-Policy's form-action. */
      readonly formTargets?: readonly string[];
      readonly cookies?: readonly AnswerCookie[];
    }
  | { readonly type: 'redirect'; readonly to: string; readonly cookies?: readonly AnswerCookie[] }
  | { readonly type: 'text'; readonly status: number; readonly body: string; readonly contentType: string }
  | { readonly type: 'empty'; readonly status: number };

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
  type: 'json',
  status,
  body,
  headers,
});
