import type { Log } from '../observability/log.ts';

/** Longer than any turn may take, shorter than the 30 s after which process managers kill. */
const deadlineSeconds = 15;

/**
 * SIGTERM or SIGINT: `end` finishes what is under way and lets go of everything, then the process exits, with 0 where
 * that went well within 15 s. A second signal ends it at once, with 1.
 */
export const endOnSignal = (end: () => Promise<void>, log: Log): void => {
  let ending = false;
  const exit = (reason: string): never => {
    log.warn('server.ended_by_force', { reason });
    process.exit(1);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    if (ending) exit('second_signal');
    ending = true;
    log.info('server.ending', { signal });
    setTimeout(exit, deadlineSeconds * 1000, 'deadline').unref();
    end().then(
      () => {
        log.info('server.ended');
        process.exit(0);
      },
      (error: unknown) => {
        log.error('server.end_failed', {}, error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
};
