import { type DestinationStream, pino } from 'pino';
import type { Log } from './log.ts';

/**
 * A log of JSON lines: time, level, event and plain fields. An error is told by its class, its code and where it
 * happened; its message stays out, for it may quote what the code choked on (rule 8).
 */
export const createPinoLog = (level: string, stream?: DestinationStream): Log => {
  const logger = pino(
    { level, base: null, messageKey: 'event', timestamp: pino.stdTimeFunctions.isoTime },
    stream ?? pino.destination({ dest: 1, sync: true }),
  );
  return {
    info: (event, fields) => logger.info({ ...fields }, event),
    warn: (event, fields) => logger.warn({ ...fields }, event),
    error: (event, fields, error) => logger.error({ ...fields, ...describeError(error) }, event),
  };
};

const describeError = (error: unknown): { error?: string; code?: string; at?: string } => {
  if (!(error instanceof Error)) return error === undefined ? {} : { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    error: error.name,
    ...code,
    at: frames
      .slice(0, 4)
      .map((line) => line.trim())
      .join(' < '),
  };
};
