import type { Statement } from '../transactions/command.ts';
import type { Result } from '../transactions/failures.ts';
import type { NoteActivity } from './activity.ts';
import type { AccountRecords } from './records.ts';

export type ErasePorts = {
  /** Cancels what waits with the reason `erased`; that nothing waits is a failure that does not matter here. */
  readonly cancelWaiting: (accountId: string) => Promise<Result<unknown>>;
  readonly endSessions: (accountId: string) => Promise<unknown>;
  readonly note: NoteActivity;
  readonly records: Pick<AccountRecords, 'links' | 'erase'>;
  /** A link that ended acts no more, in this process at once. */
  readonly forgetLink: (linkId: string) => void;
  readonly businessWrites: (accountId: string) => readonly Statement[];
};

/**
 * Deletes an account: first what waits is cancelled, so that no code confirms it; then its sessions end, which closes
 * every page; then all of it goes in one commit, the business's rows included. Fails with `busy` alone, and then
 * nothing was deleted. The person at the tenant stays: somebody who speaks to the skill again begins a new account.
 */
export const eraseAccount = async (ports: ErasePorts, accountId: string): Promise<Result<null>> => {
  const cancelled = await ports.cancelWaiting(accountId);
  if (!cancelled.ok && cancelled.failure.type === 'busy') return cancelled;
  await ports.endSessions(accountId);
  await ports.note(accountId, { type: 'session.ended', data: {} });
  const links = await ports.records.links(accountId);
  await ports.records.erase(accountId, ports.businessWrites(accountId));
  for (const { linkId } of links) ports.forgetLink(linkId);
  return { ok: true, value: null };
};
