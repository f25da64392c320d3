import { expect, it } from 'vitest';
import { createThaw } from './thaw.ts';

it('connects anew where the last event began more than half a minute ago', async () => {
  let now = 1_000_000;
  let renewals = 0;
  const thaw = createThaw(
    () => now,
    () => {
      renewals += 1;
    },
  );
  const seen: number[] = [];
  for (const pause of [0, 30_000, 30_001, 30_000, 3_600_000]) {
    now += pause;
    await thaw();
    seen.push(renewals);
  }
  expect(seen).toEqual([0, 0, 1, 1, 2]);
});

it('lets go first what fell due meanwhile', async () => {
  const order: string[] = [];
  const thaw = createThaw(Date.now, () => undefined);
  setTimeout(() => order.push('due'), 1);
  // Nothing runs meanwhile: as if frozen.
  const end = performance.now() + 5;
  while (performance.now() < end);
  await thaw();
  order.push('event');
  expect(order).toEqual(['due', 'event']);
});
