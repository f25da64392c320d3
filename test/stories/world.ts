/**
 * A world in process: the application and the sandbox as `npm start` runs them, on free ports, in a directory of its
 * own, with a clock that stands still until a story moves it. What waits for the clock (late messages, slow answers of
 * the tenant) waits for that one.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';
import type { Log } from '../../src/observability/log.ts';
import { type Local, startLocal } from '../../src/runtimes/start-local.ts';
import type { RawSettings } from '../../src/settings/table.ts';
import type { Settings } from '../../src/settings.ts';
import type { Engine } from '../databases.ts';
import { createTestDatabase } from '../postgres.ts';
import { copyTemplate, storyDataKey } from './embedded-template.ts';
import { findPorts, lookFromOutside, type Outside, type Ports } from './outside.ts';

export type World = Outside & {
  /** The application's root, with its slash. */
  readonly root: string;
  readonly tenantUrl: string;
  /** The sandbox page's, without a slash. */
  readonly echoUrl: string;
  readonly dataDirectory: string;
  readonly databaseUrl: string | null;
  readonly settings: Settings;
  readonly tenant: Tenant;
  readonly application: Local['application'];
  readonly now: () => number;
  /** Moves the clock; what was due by then happens, oldest first. */
  readonly advance: (seconds: number) => void;
  /** What the worker does every second: effects that are due, events that the clock has decided. */
  readonly work: () => Promise<void>;
  /** A day later nobody has a conversation open, and limits by the hour and by the day are behind. */
  readonly nextDay: () => Promise<void>;
  /** Calls to the tenant since the world began or `tenant.inspect.forgetCalls`, those of none left out. */
  readonly calls: () => Readonly<Record<string, number>>;
};

export type WorldOptions = {
  readonly engine?: Engine;
  /** Goes on with what a former process left there, and in this database; neither is removed at the end. */
  readonly former?: Place;
  readonly settings?: RawSettings;
  readonly log?: Log;
};

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export const startWorld = async (options: WorldOptions = {}): Promise<World> => {
  const place = options.former ?? (await makePlace(options.engine ?? 'embedded'));
  const { dataDirectory, databaseUrl, ports } = place;
  const { clock, after, advance } = createClock();
  const now = () => clock.at;
  const started = await startLocal({
    raw: {
      DATA_DIR: dataDirectory,
      DATA_KEY: storyDataKey.toString('base64'),
      PORT: String(ports.application),
      ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
      ...options.settings,
    },
    ports,
    now,
    after,
    log: options.log ?? silent,
    version: '0.0.0-story',
    onProgress: () => undefined,
  });
  if (!started.ok) throw new Error(started.problems.join('\n'));
  const { local } = started;
  const { sandbox, application, root } = local;
  if (sandbox.tenant === null) throw new Error('a story has a tenant of its own');
  const { tenant } = sandbox;
  await application.warmUp();
  const outside = lookFromOutside(root, sandbox.addresses.echo, sandbox.certificates.tls.rootPem);

  return {
    ...outside,
    root,
    tenantUrl: sandbox.addresses.tenant,
    echoUrl: sandbox.addresses.echo,
    dataDirectory,
    databaseUrl,
    settings: local.settings,
    tenant,
    application,
    now,
    advance,
    work: application.work,
    nextDay: async () => {
      await outside.noFaults();
      for (const { user } of sandbox.people) await outside.say('', { user, leave: true });
      outside.forgetTokens();
      advance(25 * 3600);
    },
    calls: () => Object.fromEntries(Object.entries(tenant.inspect.calls()).filter(([, count]) => count > 0)),
    close: async () => {
      await outside.close();
      await local.close();
      if (options.former === undefined) await place.remove();
    },
  };
};

/** A data directory of one's own with an empty database, in it or on the real PostgreSQL; and free ports. */
export type Place = {
  /** The same for all who go on there: the tenant's is part of every token. */
  readonly ports: Ports;
  readonly dataDirectory: string;
  readonly databaseUrl: string | null;
  readonly remove: () => Promise<void>;
};

export const makePlace = async (engine: Engine): Promise<Place> => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'sayso-story-'));
  const ports = await findPorts();
  const removeDirectory = () => rm(dataDirectory, { recursive: true, force: true });
  switch (engine) {
    case 'embedded':
      await copyTemplate(dataDirectory);
      return { ports, dataDirectory, databaseUrl: null, remove: removeDirectory };
    case 'postgresql': {
      const { url, drop } = await createTestDatabase(inject('postgresUrl'));
      const remove = async () => {
        await drop();
        await removeDirectory();
      };
      return { ports, dataDirectory, databaseUrl: url, remove };
    }
    default:
      return engine satisfies never;
  }
};

const createClock = () => {
  const clock = { at: Date.now() };
  let timers: { readonly at: number; readonly callback: () => void }[] = [];
  return {
    clock,
    after: (milliseconds: number, callback: () => void): void => {
      timers.push({ at: clock.at + milliseconds, callback });
    },
    advance: (seconds: number): void => {
      clock.at += seconds * 1000;
      const due = timers.filter(({ at }) => at <= clock.at).sort((one, other) => one.at - other.at);
      timers = timers.filter(({ at }) => at > clock.at);
      for (const { callback } of due) callback();
    },
  };
};
