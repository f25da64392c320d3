import type { Instant, Surface } from './model.ts';

declare const authenticated: unique symbol;

/**
 * Somebody who may act on an account, proven by an API token, a web session or a verified Alexa request (rule 9).
 * Every step asks for one; only `authenticatedAs` makes one.
 */
export type Actor = {
  readonly accountId: string;
  readonly surface: Surface;
  /** The conversation: Alexa's session id, an API caller's own, or the web session. Compared, never shown. */
  readonly session: string;
  /** Hash of the Alexa userId, null on the other surfaces. */
  readonly linkId: string | null;
  /** The request whose effect must happen once; null where the caller has no such id. */
  readonly request: { readonly id: string; readonly keepUntil: Instant } | null;
  readonly [authenticated]: true;
};

/** For authenticators alone: to be called where a token, session or signature has just been verified. */
export const authenticatedAs = (proven: Omit<Actor, typeof authenticated>): Actor => proven as Actor;
