import { describe, expect, it } from 'vitest';
import { fail, succeed } from '../transactions/failures.ts';
import { type ErasePorts, eraseAccount } from './erase-account.ts';

const createPorts = (over: Partial<ErasePorts> = {}) => {
  const done: string[] = [];
  const ports: ErasePorts = {
    cancelWaiting: async () => {
      done.push('cancel');
      return succeed(null);
    },
    endSessions: async () => done.push('end sessions'),
    note: async (_id, { type }) => void done.push(`note ${type}`),
    records: {
      links: async () => [{ linkId: 'echo', accountId: 'dana', linkedAt: 0, endedAt: null }],
      erase: async (id, writes) => void done.push(`erase ${id} ${writes.length}`),
    },
    forgetLink: (linkId) => void done.push(`forget ${linkId}`),
    businessWrites: () => [{ sql: 'DELETE', values: [] }],
    ...over,
  };
  return { ports, done };
};

describe('erasing an account', () => {
  it('cancels what waits before anything else goes, and forgets last', async () => {
    const { ports, done } = createPorts();
    expect(await eraseAccount(ports, 'dana')).toEqual({ ok: true, value: null });
    expect(done).toEqual(['cancel', 'end sessions', 'note session.ended', 'erase dana 1', 'forget echo']);
  });

  it('goes on where nothing waits, and deletes nothing where what waits could not be cancelled', async () => {
    const nothing = createPorts({ cancelWaiting: async () => fail({ type: 'nothing_waiting' }) });
    expect(await eraseAccount(nothing.ports, 'dana')).toMatchObject({ ok: true });
    const busy = createPorts({ cancelWaiting: async () => fail({ type: 'busy' }) });
    expect(await eraseAccount(busy.ports, 'dana')).toEqual(fail({ type: 'busy' }));
    expect(busy.done).toEqual([]);
  });
});
