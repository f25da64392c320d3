import type { AccountDirectory, AccountRef } from '../accounts/ports.ts';
import type { Operations } from '../api/operations.ts';
import type { Log } from '../observability/log.ts';
import type { Actor } from '../transactions/actor.ts';
import type { Result } from '../transactions/failures.ts';
import type { AccountState, LockName } from '../transactions/model.ts';
import type { Clock, NewId } from '../transactions/ports.ts';
import type { SessionStore } from './session-port.ts';

/** What the web application is made of; `application.ts` brings it together. */
export type AppOptions = {
  readonly operations: Operations;
  readonly directory: Pick<AccountDirectory, 'findOrCreate'>;
  readonly sessions: SessionStore;
  /** Sets the owner's lock: "not me" (rule 5). */
  readonly lock: (actor: Actor) => Promise<Result<AccountState>>;
  /** Opens a lock. That the sign-in is recent enough has been checked here. */
  readonly unlock: (actor: Actor, lock: LockName) => Promise<Result<AccountState>>;
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
