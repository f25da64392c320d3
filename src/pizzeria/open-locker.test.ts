import { describe, expect, it } from 'vitest';
import { createOpenLocker } from './open-locker.ts';

const answering = (status: number, seen: Request[] = []): typeof fetch => {
  return async (input, init) => {
    seen.push(new Request(input instanceof Request ? input : String(input), init));
    return new Response(null, { status });
  };
};

const deliverWith = (
  fetch: typeof globalThis.fetch,
  lockerUrl: string | null = 'https://lockers.test/open',
) => {
  const { deliver } = createOpenLocker({ fetch, lockerUrl });
  if (deliver === undefined) throw new Error('the locker has an effect to deliver');
  const effect = { kind: 'open-locker', payload: { locker: 'account-1' } };
  return deliver(effect, 'transaction-1', new AbortController().signal);
};

describe('opening the pickup locker', () => {
  it('has no price and no place', () => {
    const { describe } = createOpenLocker({ fetch: answering(200), lockerUrl: null });
    expect(describe({}, 'en-US')).toEqual({
      summary: 'opening your pickup locker',
      destination: null,
      amount: null,
    });
  });

  it('calls the locker with the transaction as idempotency key', async () => {
    const seen: Request[] = [];
    expect(await deliverWith(answering(200, seen))).toBe('done');
    expect(seen[0]?.headers.get('idempotency-key')).toBe('transaction-1');
    expect(await seen[0]?.json()).toEqual({ locker: 'account-1' });
  });

  it.each([
    [200, 'done'],
    [204, 'done'],
    [429, 'retry'],
    [500, 'retry'],
    [503, 'retry'],
    [404, 'failed'],
    [409, 'failed'],
  ] as const)('takes %i for %s', async (status, delivery) => {
    expect(await deliverWith(answering(status))).toBe(delivery);
  });

  it('fails where no lockers are installed', async () => {
    expect(await deliverWith(answering(200), null)).toBe('failed');
  });
});
