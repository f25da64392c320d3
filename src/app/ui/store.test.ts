import { describe, expect, it } from 'vitest';
import { coalesce } from './coalesce.ts';
import { createStore } from './store.ts';

describe('the store', () => {
  it('tells watchers of changes, and of nothing else', () => {
    const store = createStore({ orders: 1, page: 'orders' });
    const seen: unknown[] = [];
    const stop = store.watch(() => seen.push(store.get()));

    store.set({ orders: 2 });
    store.set({ orders: 2 });
    store.set({ page: 'profile' });
    stop();
    store.set({ orders: 3 });

    expect(seen).toEqual([
      { orders: 2, page: 'orders' },
      { orders: 2, page: 'profile' },
    ]);
  });
});

describe('coalescing', () => {
  it('runs one at a time, and once more for all who asked meanwhile', async () => {
    const finish: (() => void)[] = [];
    let runs = 0;
    const look = coalesce(() => {
      runs += 1;
      const run = runs;
      return new Promise<number>((resolve) => finish.push(() => resolve(run)));
    });

    const first = look();
    const later = [look(), look()];
    expect(runs).toBe(1);
    finish[0]?.();
    await expect(first).resolves.toBe(1);
    await Promise.resolve();
    expect(runs).toBe(2);
    finish[1]?.();
    await expect(Promise.all(later)).resolves.toEqual([2, 2]);
  });

  it('goes on after a failure', async () => {
    let runs = 0;
    const look = coalesce(async () => {
      runs += 1;
      if (runs === 1) throw new Error('no');
      return runs;
    });
    const failing = look();
    const next = look();
    await expect(failing).rejects.toThrow('no');
    await expect(next).resolves.toBe(2);
  });
});
