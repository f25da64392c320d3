/** Nothing here writes to the console by itself: whatever does is a warning nobody has read yet. */
import { afterEach, beforeEach, expect, vi } from 'vitest';

let spies: { readonly mock: { readonly calls: readonly unknown[][] }; readonly mockRestore: () => void }[] =
  [];

beforeEach(() => {
  spies = (['error', 'warn'] as const).map((name) => vi.spyOn(console, name));
});

afterEach(() => {
  const calls = spies.flatMap(({ mock }) => mock.calls);
  for (const spy of spies) spy.mockRestore();
  expect(calls, 'an unexpected console.error or console.warn').toEqual([]);
});
