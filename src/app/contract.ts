/**
 * What the pages in the browser ask for and get, as JSON under `/app/data`. Types only: the browser's code imports
 * nothing else of ours. Instants are epoch milliseconds. Every answer is `no-store`; every POST carries the header
 * `Sayso-Form-Token` (csrf.ts) and a JSON body, empty (`{}`) where none is named.
 */

/** GET data/session. 200 whether signed in or not. */
export type SessionData =
  | { readonly signedIn: false; readonly businessName: string; readonly signInUrl: string }
  | {
      readonly signedIn: true;
      readonly businessName: string;
      readonly formToken: string;
      /** The server's clock, to correct countdowns by. */
      readonly now: number;
      /** Until then this sign-in is recent enough to open a lock or change a contact; past: sign in again. */
      readonly freshUntil: number;
      /**
       * A fresh sign-in that comes back to `return`: one of `orders`, `profile`, `activity`; `?return=` is to be
       * appended. They are at `/`, `/profile` and `/activity` below the web application's path: the server answers at
       * all three with the same shell.
       */
      readonly freshSignInUrl: string;
      readonly live: LiveChannel;
    };

/**
 * How changes arrive. `events`: an EventSource at `url`. `pusher`: pusher-js, on a private channel. `none`: not by
 * themselves; the page asks every few seconds.
 */
export type LiveChannel =
  | { readonly type: 'none' }
  | { readonly type: 'events'; readonly url: string }
  | {
      readonly type: 'pusher';
      readonly key: string;
      readonly cluster: string;
      /**
       * A self-hosted server that speaks the protocol: `push.example.com`, `push.example.com:6001`, or with `https://`
       * or (this machine alone) `http://` in front; null: Pusher's own.
       */
      readonly host: string | null;
      readonly channel: string;
      readonly authUrl: string;
    };

/**
 * One message of the live channel: event name `changed`, id = number. It says only that something changed; the page
 * then reads `data/orders` (and `data/profile` or `data/activity` where they are shown) again.
 */
export type LiveMessage = {
  readonly number: number;
  /** Event types, such as `transaction.confirmed`, `challenge.live`, `account.locked`, `session.ended`. */
  readonly types: readonly string[];
};

export type OrderData = {
  readonly id: string;
  readonly command: string;
  readonly summary: string;
  readonly destination: string | null;
  /** Formatted for the order's own locale: `$16.50`. */
  readonly amount: string | null;
  readonly payee: string;
  readonly state:
    | 'requested'
    | 'confirmed'
    | 'done'
    | 'failed'
    | 'expired'
    | 'refused'
    | 'superseded'
    | 'cancelled';
  /** A sentence for people: how it ended; null while it waits. */
  readonly outcome: string | null;
  readonly requestedAt: number;
  readonly settledAt: number | null;
  readonly expiresAt: number;
};

export type WaitingOrder = OrderData & {
  readonly triesLeft: number;
  /** What it replaced, in words; null where it replaced nothing from elsewhere. */
  readonly replaced: string | null;
  readonly code: {
    /** "the phone ending 42", "d…@example.com" */
    readonly sentTo: string;
    readonly state: 'sending' | 'live' | 'used' | 'send_failed' | 'expired' | 'replaced';
    readonly expiresAt: number;
    /** From then on another can be sent; null: no more for this order. */
    readonly resendAt: number | null;
  } | null;
};

export type LockData = { readonly lock: 'wrong_codes' | 'owner'; readonly since: number };

/** GET data/orders?before=ID */
export type OrdersData = {
  /** The account's version: events up to it are in here. */
  readonly number: number;
  readonly waiting: WaitingOrder | null;
  readonly locks: readonly LockData[];
  /** How many Alexa accounts are linked now. */
  readonly linked: number;
  /** Newest first. */
  readonly past: readonly OrderData[];
  /** For the next page; null where there is none. */
  readonly before: string | null;
};

/** POST data/orders/ID/confirm `{code}` · /resend · /cancel · /not-me `{lock}`. POST data/orders/clear hides confirmed ones. */
export type ActionResult =
  | { readonly ok: true; readonly message: string }
  /** `code` is that of `Failure` or of ActionRefusal; `message` a sentence that says what to do. */
  | { readonly ok: false; readonly code: string; readonly message: string };

/**
 * `fresh_sign_in_needed` (403): sign in again first. `signed_out` (401). `foreign_request` (403). `not_found` (404).
 * `invalid` (400). `too_many_streams` (429), for the live channel alone. `fault` (500).
 */
export type ActionRefusal =
  | 'fresh_sign_in_needed'
  | 'signed_out'
  | 'foreign_request'
  | 'not_found'
  | 'invalid'
  | 'too_many_streams'
  | 'fault';

/** POST data/locks/owner/set · POST data/locks/{wrong_codes|owner}/open (fresh sign-in). */

/** GET data/profile */
export type ProfileData = {
  readonly contacts: readonly ContactData[];
  /** The channels the tenant offers, the first one with a contact is used. */
  readonly channels: readonly ('sms' | 'email')[];
  /** Where the next code will go, in words; null where nowhere. */
  readonly codesGoTo: string | null;
  readonly phoneChange: PhoneChangeData;
  readonly locks: readonly LockData[];
  readonly links: readonly LinkData[];
  readonly sessions: readonly SessionEntry[];
};

export type ContactData = {
  readonly id: string;
  readonly channel: 'sms' | 'email';
  /** Masked: "ending 42", "d…@example.com". */
  readonly shown: string;
  readonly provenAt: number;
};

/**
 * Adding, changing or removing the phone, one change at a time.
 * `idle` → POST data/phone/begin `{intent: 'set', phone, oldPhoneLost?: boolean}` or `{intent: 'remove'}` (fresh sign-in)
 * `prove_old`: a code went to the contact in force; POST data/phone/code `{code}`
 * `prove_new`: a code went to the new phone; POST data/phone/code `{code}`
 * `waiting`: the old phone is lost; the change takes effect at `effectiveAt` unless it is called off
 * POST data/phone/resend, POST data/phone/abandon at any time.
 */
export type PhoneChangeData =
  | { readonly step: 'idle' }
  | {
      readonly step: 'prove_old' | 'prove_new';
      readonly intent: 'set' | 'remove';
      readonly sentTo: string;
      readonly triesLeft: number;
      readonly expiresAt: number;
      readonly resendAt: number | null;
    }
  | { readonly step: 'waiting'; readonly shown: string; readonly effectiveAt: number };

/** POST data/links/ID/disconnect */
export type LinkData = { readonly id: string; readonly linkedAt: number; readonly endedAt: number | null };

/** POST data/sessions/ID/end · POST data/sessions/end-others. Ending the current one here is signing out. */
export type SessionEntry = {
  readonly id: string;
  readonly browser: string;
  readonly signedInAt: number;
  readonly seenAt: number;
  readonly current: boolean;
};

/** GET data/activity?before=BEFORE, as the page before gave it. */
export type ActivityData = {
  readonly entries: readonly { readonly id: string; readonly at: number; readonly text: string }[];
  readonly before: string | null;
};

/** GET data/export: a JSON download. POST data/erase (fresh sign-in): erases and signs out. */
