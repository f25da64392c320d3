/** The application on hosts that answer one request at a time and may freeze in between: AWS Lambda, Webtask. */
import { type Application, createApplication } from '../application.ts';
import type { Log } from '../observability/log.ts';
import { createPinoLog } from '../observability/pino-log.ts';
import type { RawSettings } from '../settings/table.ts';
import { createProduction } from './production.ts';
import { readStatelessSettings } from './server-settings.ts';
import { createThaw } from './thaw.ts';

export type Started = {
  readonly application: Application;
  readonly log: Log;
  /** To be awaited as an event begins, where the process may have stood still before it. */
  readonly thaw: () => Promise<void>;
};

/**
 * Starts the application once, for whoever asks first. Null where it did not start: why, and what to do, stands in the
 * log. Who asks next tries again, with the settings given then, for a database may be back. Never rejects.
 */
export const createStarter = (
  onStarted: (started: Started) => void = () => undefined,
): ((raw: RawSettings) => Promise<Started | null>) => {
  let starting: Promise<Started | null> | null = null;
  return (raw) => {
    starting ??= start(raw).then((started) => {
      if (started === null) starting = null;
      else onStarted(started);
      return started;
    });
    return starting;
  };
};

const start = async (raw: RawSettings): Promise<Started | null> => {
  const read = readStatelessSettings(raw);
  const log = createPinoLog(read.ok ? read.settings.logLevel : 'info');
  const fail = (problems: readonly string[]): null => {
    for (const problem of problems) log.error('server.not_started', { problem });
    return null;
  };
  if (!read.ok) return fail(read.problems);
  const { settings } = read;
  if (settings.trustProfilePhone) log.warn('settings.trusts_profile_phone');
  const production = createProduction(settings, log);
  try {
    const created = await createApplication(settings, {
      ...production.outside,
      stateless: true,
    });
    if (created.ok) {
      await created.application.server.ready();
      const { application } = created;
      return { application, log, thaw: createThaw(Date.now, production.renewConnections) };
    }
    await production.close();
    return fail([created.failure.message]);
  } catch (error) {
    await production.close();
    log.error('server.not_started', {}, error);
    return null;
  }
};

/** Said to whoever asks; what is missing stands in the log alone. */
export const notStarted = 'Sayso did not start. Its log says why, and what to do.';

/** Resolves when the work does, or when its time is over; the work goes on then. */
export const within = async (work: Promise<unknown>, milliseconds: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, over]);
  clearTimeout(timer);
};
