import type { Log } from '../observability/log.ts';

const pauseMs = 1000;

/** Calls `work` again and again, one second after it last ended; a failure is logged and the next round comes all the same. */
export const startWorker = (work: () => Promise<void>, log: Log): { readonly stop: () => Promise<void> } => {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();
  const next = (): void => {
    timer = setTimeout(() => {
      round = work()
        .catch((error: unknown) => log.error('worker.failed', {}, error))
        .finally(() => {
          if (!stopped) next();
        });
    }, pauseMs);
    timer.unref();
  };
  next();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await round;
    },
  };
};
