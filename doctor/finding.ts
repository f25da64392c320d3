/** What the doctor says: plain data, the same for people and for programs. */
import { type FindingId, findings } from './findings.ts';

/**
 * `ok`: as it should be. `warning`: works, but is not as it should be. `fault`: something does not work, or is not
 * protected. `unknown`: could not be seen; `seen` says why, `todo` what would show it.
 */
export type Status = 'ok' | 'warning' | 'fault' | 'unknown';

export const statuses: readonly Status[] = ['ok', 'warning', 'fault', 'unknown'];

export type Finding = {
  readonly id: FindingId;
  readonly title: string;
  readonly status: Status;
  /** What was seen. No secret, no token, no full contact. */
  readonly seen: string;
  readonly why: string;
  /** null where there is nothing to do. */
  readonly todo: string | null;
  /** The finding that must be well before this one can be looked at; null where it was looked at. */
  readonly waitsFor: FindingId | null;
};

/** What a check found out; `todo` only where there is more to say than `findings.ts` says for every case. */
export type Seen = {
  readonly id: FindingId;
  readonly status: Status;
  readonly seen: string;
  readonly todo?: string;
  readonly waitsFor?: FindingId;
};

type See = (id: FindingId, seen: string, todo?: string) => Seen;

const seeAs =
  (status: Status): See =>
  (id, seen, todo) => ({ id, status, seen, ...(todo === undefined ? {} : { todo }) });

export const ok = seeAs('ok');
export const warning = seeAs('warning');
export const fault = seeAs('fault');
export const unknown = seeAs('unknown');

/** For what a busy or silent tenant did not tell. */
export const tryAgain = 'Wait a minute and run this command again.';

export const toFinding = ({ id, status, seen, todo, waitsFor }: Seen): Finding => ({
  id,
  title: findings[id].title,
  status,
  seen,
  why: findings[id].why,
  todo: status === 'ok' ? null : (todo ?? findings[id].todo),
  waitsFor: waitsFor ?? null,
});
