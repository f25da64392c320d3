/** Timers that pass when a test says so. */
import type { Timers } from '../live.ts';

export type FakeTimers = Timers & { readonly pass: (milliseconds: number) => Promise<void> };

export const createFakeTimers = (): FakeTimers => {
  let now = 0;
  const waiting = new Set<{ readonly at: number; readonly callBack: () => void }>();
  return {
    after: (milliseconds, callBack) => {
      const timer = { at: now + milliseconds, callBack };
      waiting.add(timer);
      return () => {
        waiting.delete(timer);
      };
    },
    pass: async (milliseconds) => {
      const end = now + milliseconds;
      for (;;) {
        const [due] = [...waiting].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (due === undefined) break;
        now = due.at;
        waiting.delete(due);
        due.callBack();
        await settled();
      }
      now = end;
    },
  };
};

/** What promises already kept lead to has happened. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
