import type { RawSettings } from '../settings/table.ts';
import { readSettings, type Settings } from '../settings.ts';

/** The settings of a server, which has an outside world: there is no local origin to fall back on. */
export type ServerSettings = Settings & { readonly publicUrl: string };

export type ReadServerSettings =
  | { readonly ok: true; readonly settings: ServerSettings }
  | { readonly ok: false; readonly problems: readonly string[] };

export const readServerSettings = (raw: RawSettings): ReadServerSettings => {
  const read = readSettings(raw);
  const publicUrl = read.ok ? read.settings.publicUrl : null;
  if (read.ok && publicUrl !== null) return { ok: true, settings: { ...read.settings, publicUrl } };
  const problems = read.ok ? [] : read.problems;
  return { ok: false, problems: isGiven(raw.PUBLIC_URL) ? problems : [...problems, noPublicUrl] };
};

/** The same for a host that keeps nothing on disk from one request to the next: its database is elsewhere. */
export const readStatelessSettings = (raw: RawSettings): ReadServerSettings => {
  const read = readServerSettings(raw);
  if (isGiven(raw.DATABASE_URL)) return read;
  return { ok: false, problems: [...(read.ok ? [] : read.problems), noDatabaseUrl] };
};

const isGiven = (text: string | undefined): boolean => (text ?? '').trim() !== '';

const noPublicUrl =
  'PUBLIC_URL is missing. Set it to the origin under which browsers and Alexa reach this server, such as https://pod.example.com: what stands in front of it ends TLS there.';

const noDatabaseUrl =
  'DATABASE_URL is missing. Nothing stays on this host’s disk from one request to the next, so it works with a PostgreSQL alone: set it to postgres://user:password@host:5432/sayso.';
