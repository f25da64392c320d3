import type { Log } from '../observability/log.ts';

/**
 * What nobody caught is a bug, and nobody knows what state it left: the process exits with 1, and whoever watches it
 * starts a new one. Before any listener of the host's own, which might log the error with its message and all it holds.
 */
export const endOnBug = (log: Pick<Log, 'error'>): void => {
  const onBug = (error: unknown): void => {
    log.error('server.failed', {}, error);
    process.exit(1);
  };
  process.prependListener('unhandledRejection', onBug);
  process.prependListener('uncaughtException', onBug);
};
