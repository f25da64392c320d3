import type { ActivityLog, NoteActivity } from '../accounts/activity.ts';
import type { PhoneChanges } from '../accounts/phone-steps.ts';
import type { AccountDirectory, AccountRef, Link } from '../accounts/ports.ts';
import type { Operations } from '../api/operations.ts';
import type { Log } from '../observability/log.ts';
import type { Actor } from '../transactions/actor.ts';
import type { Result } from '../transactions/failures.ts';
import type { Limits } from '../transactions/limits.ts';
import type { AccountState, Channel, LockName } from '../transactions/model.ts';
import type { Clock, NewId, TransactionRecord } from '../transactions/ports.ts';
import type { SessionStore } from './session-port.ts';
import type { WatchAccount } from './streams.ts';

/** Pusher, where it is set up: what a page needs to join its channel. */
export type PusherPort = {
  readonly key: string;
  readonly cluster: string;
  readonly host: string | null;
  /** The signature that lets this connection join this channel, as JSON for `pusher-js`. */
  readonly authorize: (socketId: string, channel: string) => Promise<string>;
};

/** What the web application is made of; `application.ts` brings it together. */
export type AppOptions = {
  readonly operations: Operations;
  readonly directory: Pick<AccountDirectory, 'findOrCreate'>;
  readonly sessions: SessionStore;
  /** Sets the owner's lock: "not me" (rule 5). */
  readonly lock: (actor: Actor) => Promise<Result<AccountState>>;
  /** Opens a lock. That the sign-in is recent enough has been checked here. */
  readonly unlock: (actor: Actor, lock: LockName) => Promise<Result<AccountState>>;
  /** The account's transactions newest first, without those it cleared from the list. */
  readonly history: (
    actor: Actor,
    page: { readonly limit: number; readonly beforeId: string | null },
  ) => Promise<readonly TransactionRecord[]>;
  /** Clears what was confirmed from the list; it stays on record. */
  readonly clearHistory: (actor: Actor) => Promise<void>;
  /** Notes a sign-in, a sign-out or a link among the account's events. */
  readonly note: NoteActivity;
  readonly activity: Pick<ActivityLog, 'list'>;
  readonly links: (actor: Actor) => Promise<readonly Link[]>;
  /** Ends a link of this account, cancels what waits through it. */
  readonly disconnect: (actor: Actor, linkId: string) => Promise<void>;
  readonly phone: Omit<PhoneChanges, 'work'>;
  readonly phoneLimits: Pick<Limits, 'triesPerTransaction' | 'sendsPerTransaction' | 'resendPauseSeconds'>;
  /** The passwordless connections the tenant offers, the preferred one first. */
  readonly channels: readonly Channel[];
  /** Cancels what waits, ends every session and deletes everything known of the account. */
  readonly erase: (actor: Actor) => Promise<Result<null>>;
  /** Null: no stream can be held here, and without Pusher pages ask now and then. */
  readonly live: { readonly watch: WatchAccount } | null;
  /** Null: pages hear of changes by our own streams. */
  readonly pusher: PusherPort | null;
  /** Where the built pages lie; null, or nothing there: the plain page works by itself. */
  readonly uiDirectory: string | null;
  /** Called at each sign-in, so that contacts are refreshed. What it throws is logged and does not end the sign-in. */
  readonly onSignedIn: (account: AccountRef, signal: AbortSignal) => Promise<void>;
  /** The seller's name. */
  readonly businessName: string;
  /** Our own origin, `https://pod.example.com`: addresses are built from it, never from a Host header (TH-17). */
  readonly publicUrl: string;
  /** The tenant as issuer: `https://tenant.example.com/`. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** 32 bytes from which this folder's keys are derived. */
  readonly dataKey: Uint8Array;
  readonly fetch: typeof fetch;
  readonly now: Clock;
  readonly newId: NewId;
  readonly log: Log;
};
