import { type RawSettings, type ReadSettings, readSettings } from '../settings.ts';

/** The settings of a server, which has an outside world: there is no local origin to fall back on. */
export const readServerSettings = (raw: RawSettings): ReadSettings => {
  const read = readSettings(raw);
  if ((raw.PUBLIC_URL ?? '').trim() !== '') return read;
  const problem =
    'PUBLIC_URL is missing. Set it to the origin under which browsers and Alexa reach this server, such as https://pod.example.com: what stands in front of it ends TLS there.';
  return { ok: false, problems: read.ok ? [problem] : [...read.problems, problem] };
};
