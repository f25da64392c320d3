import type { Log } from './observability/log.ts';

export type Background = {
  /** Begins work that nobody waits for; where it fails, `event` is logged. */
  readonly run: (event: string, work: () => Promise<unknown>) => void;
  /** Resolves when nothing is under way any more. */
  readonly settled: () => Promise<void>;
};

/** What goes on after an answer was given; awaited only at the end. */
export const createBackground = (log: Pick<Log, 'error'>): Background => {
  const running = new Set<Promise<void>>();
  return {
    run: (event, work) => {
      const task = work()
        .then(() => undefined)
        .catch((error: unknown) => log.error(event, {}, error))
        .finally(() => running.delete(task));
      running.add(task);
    },
    settled: async () => {
      // What was under way may have begun more.
      while (running.size > 0) await Promise.all(running);
    },
  };
};
