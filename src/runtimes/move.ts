import type { Moved } from '../database/transfer/move-data.ts';
import type { Settings } from '../settings.ts';
import { readSecrets } from './read-secrets.ts';
import { readStorage } from './storage-settings.ts';

export type Move = (options: {
  readonly settings: Settings;
  readonly path: string;
  readonly onProgress: (message: string) => void;
}) => Promise<Moved>;

/** A program that moves data: reads its one argument and its settings, says how far it is, exits with 1 where it failed. */
export const runMove = async (usage: string, move: Move): Promise<void> => {
  const fail = (problems: readonly string[]): void => {
    process.stderr.write(`${problems.map((problem) => `  - ${problem}`).join('\n')}\n`);
    process.exitCode = 1;
  };
  const [path, ...rest] = process.argv.slice(2);
  if (path === undefined || path.startsWith('-') || rest.length > 0) return fail([`Usage: ${usage}`]);
  const secrets = readSecrets(new URL('./secrets.ini', import.meta.url), process.env);
  const read = readStorage(secrets.raw);
  if (!read.ok) return fail(read.problems);
  const { settings } = read;
  const onProgress = (message: string): void => {
    process.stderr.write(`  … ${message}\n`);
  };
  const moved = await move({ settings, path, onProgress });
  if (!moved.ok) return fail([moved.failure.message]);
  const engine = settings.databaseUrl === null ? 'embedded database' : 'PostgreSQL';
  process.stdout.write(
    `${moved.rows} ${moved.rows === 1 ? 'row' : 'rows'} of ${moved.tables} tables, ${engine}: ${path}\n`,
  );
};
